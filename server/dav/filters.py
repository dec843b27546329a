"""The filters of `addressbook-query` (RFC 6352, 10.5). Pure."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from server.dav.xml import CARD, tag
from server.vcards import values
from server.vcards.cards import Card
from server.vcards.lexer import Property

Test = Callable[[Card], bool]
TestOfProperty = Callable[[Property], bool]

#: The most tests in one query: each of them is applied to every card.
MOST_TESTS = 50
_COLLATIONS: dict[str, Callable[[str], str]] = {
    "i;octet": str,
    "i;ascii-casemap": str.lower,
    "i;unicode-casemap": str.casefold,
    "default": str.casefold,
}
_MATCHES: dict[str, Callable[[str, str], bool]] = {
    "equals": lambda text, wanted: text == wanted,
    "contains": lambda text, wanted: wanted in text,
    "starts-with": lambda text, wanted: text.startswith(wanted),
    "ends-with": lambda text, wanted: text.endswith(wanted),
}


class WrongFilter(Exception):
    """The precondition that the filter violates."""

    def __init__(self, condition: str) -> None:
        super().__init__(condition)
        self.condition = condition


def read_filter(filter_: Element | None) -> Test:
    """Returns a function that tells whether a card passes. Raises WrongFilter."""
    if filter_ is None:
        return lambda _: True
    if sum(1 for _ in filter_.iter()) > MOST_TESTS:
        raise WrongFilter("supported-filter")
    tests = [_of_property(each) for each in filter_ if each.tag == tag(CARD, "prop-filter")]
    if not tests:
        return lambda _: True
    return lambda card: _joined(filter_)(test(card) for test in tests)


def _joined(element: Element) -> Callable[..., bool]:
    return all if element.get("test") == "allof" else any


def _of_property(element: Element) -> Test:
    group, _, name = element.get("name", "").upper().rpartition(".")
    if element.find(tag(CARD, "is-not-defined")) is not None:
        return lambda card: not any(True for _ in card.named(name))
    tests: list[TestOfProperty] = []
    for each in element:
        if each.tag == tag(CARD, "text-match"):
            tests.append(_of_text(each))
        elif each.tag == tag(CARD, "param-filter"):
            tests.append(_of_parameter(each))
        else:
            raise WrongFilter("supported-filter")

    def passes(item: Property) -> bool:
        if group and item.group.upper() != group:
            return False
        return not tests or _joined(element)(test(item) for test in tests)

    return lambda card: any(passes(item) for item in card.named(name))


def _of_parameter(element: Element) -> TestOfProperty:
    name = element.get("name", "").upper()
    inner = element.find(tag(CARD, "text-match"))
    if element.find(tag(CARD, "is-not-defined")) is not None:
        return lambda item: item.parameter(name) is None
    if inner is None:
        return lambda item: item.parameter(name) is not None
    matches = _matcher(inner)
    return lambda item: any(matches(value) for each, value in item.parameters if each == name)


def _of_text(element: Element) -> TestOfProperty:
    matches = _matcher(element)
    return lambda item: matches(values.unescaped(values.decoded(item)))


def _matcher(element: Element) -> Callable[[str], bool]:
    fold = _COLLATIONS.get(element.get("collation", "default"))
    if fold is None:
        raise WrongFilter("supported-collation")
    match = _MATCHES.get(element.get("match-type", "contains"))
    if match is None:
        raise WrongFilter("supported-filter")
    wanted, negated = fold(element.text or ""), element.get("negate-condition") == "yes"
    return lambda text: match(fold(text), wanted) != negated
