"""Properties to a person. Pure, linear, and never raises. The rules are in
`tests/vectors/vcards/README.md`; the phone's parser follows them too."""

import re
from collections.abc import Callable
from typing import Any

from server.vcards import values
from server.vcards.birthday import read_birthday
from server.vcards.cards import Card, one_line
from server.vcards.lexer import Property

LONGEST = {"name": 200, "known_for": 200, "organisation": 200, "role": 200}
LONGEST_CHANNEL = 320
MOST_CHANNELS = 20
MOST_INTERESTS, LONGEST_INTEREST = 50, 60
#: Google's category for all contacts.
NOT_INTERESTS = frozenset({"mycontacts"})

#: The separators in a value that may contain several addresses.
_SEPARATORS = re.compile(r"[\s<>()\[\],;:\"]+")
#: Digits with the usual separators, and perhaps an extension. Numbers with `*` or `#` are excluded,
#: since they are commands to a phone.
# Blanks before `ext` belong to the class already. Matching them twice would take quadratic time.
_NUMBER = re.compile(r"\+?[\d\s()./-]*(?:;\s*ext=\d+|(?:ext\.?|x)\s*\d+)?", re.IGNORECASE)
_LINK = re.compile(r"(?i)https?://\S+")
#: A host without a scheme, as people write it: labels of letters, figures and hyphens.
_BARE = re.compile(r"(?:[^\W_]|-){1,63}(?:\.(?:[^\W_]|-){1,63}){1,8}(?:[/?#]\S*)?")

Fields = dict[str, Any]


def read_card(card: Card) -> tuple[Fields, list[Property]]:
    """Returns (the fields of a person, the lines that could not be read). Only fields with a value
    have a key; without a heading (see `writer.heading`) the person is empty."""
    unread = [item for item in card.items if not item.name]
    found: Fields = {
        "known_for": _first(card, "known_for", "X-KARMADEX-KNOWN-FOR"),
        "organisation": _organisation(card),
        "role": _first(card, "role", "TITLE") or _first(card, "role", "ROLE"),
        "emails": _channels(card, ("EMAIL",), emails_in, unread),
        "phones": _channels(card, ("TEL",), phones_in, unread),
        "links": _channels(card, ("URL", "X-SOCIALPROFILE"), links_in, unread),
        "interests": _interests(card),
    }
    for item in card.named("BDAY"):
        if item.value.strip():
            found["birthday"] = read_birthday(item)
            if found["birthday"] is None:
                unread.append(item)
            break
    unread += [item for item in card.named("PHOTO") if not _is_read(item)]
    found["name"] = _name(card, found)
    person = {key: value for key, value in found.items() if value}
    places = {id(item): place for place, item in enumerate(card.items)}
    unread.sort(key=lambda item: places[id(item)])
    return (person if "name" in person or "known_for" in person else {}), unread


def notes_in(card: Card, known_for: str | None) -> str:
    """Returns all NOTEs, one below the other, without a first line that repeats what somebody is
    known for."""
    texts = [values.unescaped(values.decoded(item)) for item in card.named("NOTE")]
    text = "\n".join(each for each in texts if each)
    first, _, rest = text.partition("\n")
    return rest if known_for and values.fitted(first, 200) == known_for else text


def emails_in(item: Property) -> list[str]:
    """Returns the addresses in one value, whatever stands around them."""
    words = _SEPARATORS.split(values.unescaped(values.decoded(item)))
    return [
        word
        for word in words
        if re.fullmatch(r"[^@]+@[^@]+", word) and len(word) <= LONGEST_CHANNEL
    ]


def phones_in(item: Property) -> list[str]:
    """Returns the number in a line, or nothing."""
    text = one_line(item)
    text = text[4:].strip() if text[:4].lower() == "tel:" else text
    is_one = _NUMBER.fullmatch(text) and sum(map(str.isdigit, text)) > 1
    return [text] if is_one and len(text) <= LONGEST_CHANNEL else []


def links_in(item: Property) -> list[str]:
    """Returns the address of a web page, with `https://` added if it has no scheme, or nothing."""
    text = values.unescaped(values.decoded(item)).strip()
    if _BARE.fullmatch(text):
        text = f"https://{text}"
    elif not _LINK.fullmatch(text):
        return []
    return [text] if len(text) <= LONGEST_CHANNEL else []


def interests_in(item: Property) -> list[str]:
    """Returns the categories in a line, without groups that address books add to everybody."""
    texts = (each.strip() for each in values.parts(values.decoded(item), ","))
    kept = (values.fitted(each, LONGEST_INTEREST) for each in texts if each)
    return [each for each in kept if each and each.lower() not in NOT_INTERESTS]


def _channels(
    card: Card,
    names: tuple[str, ...],
    read: Callable[[Property], list[str]],
    unread: list[Property],
) -> list[str]:
    """Returns each one once, ignoring case."""
    found: dict[str, str] = {}
    for item in card.named(*names):
        kept = [text for each in read(item) if (text := values.fitted(each, LONGEST_CHANNEL))]
        new = {each.lower(): each for each in kept if each.lower() not in found}
        if len(found) + len(new) > MOST_CHANNELS or (not kept and item.value.strip()):
            unread.append(item)
            continue
        found |= new
    return list(found.values())


def _is_read(item: Property) -> bool:
    try:
        values.picture(item)
    except ValueError:
        return False
    return True


def _interests(card: Card) -> list[str]:
    found: dict[str, str] = {}
    for item in card.named("CATEGORIES"):
        for each in interests_in(item):
            found.setdefault(each.lower(), each)
    return list(found.values())[:MOST_INTERESTS]


def _first(card: Card, key: str, name: str) -> str | None:
    for item in card.named(name):
        if text := one_line(item):
            return values.fitted(text, LONGEST[key])
    return None


def _organisation(card: Card) -> str | None:
    for item in card.named("ORG"):
        pieces = (" ".join(each.split()) for each in values.parts(values.decoded(item), ";"))
        if text := ", ".join(each for each in pieces if each):
            return values.fitted(text, LONGEST["organisation"])
    return None


def _name(card: Card, found: Fields) -> str | None:
    if text := _first(card, "name", "FN") or _structured(card) or _first(card, "name", "NICKNAME"):
        return text
    if found["organisation"] or found["known_for"]:
        return None if not found["organisation"] else str(found["organisation"])
    for key in ("emails", "phones", "links"):
        if found[key]:
            return values.fitted(found[key][0], LONGEST["name"])
    return None


def _structured(card: Card) -> str | None:
    """Returns a name from `N`, which is family; given; additional; prefixes; suffixes."""
    for item in card.named("N"):
        family, given, more = (*values.parts(values.decoded(item), ";"), "", "", "")[:3]
        text = " ".join(f"{given} {more} {family}".replace(",", " ").split())
        if text:
            return values.fitted(text, LONGEST["name"])
    return None
