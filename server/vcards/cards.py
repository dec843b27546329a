"""Splits a file into cards. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from server.vcards import values
from server.vcards.lexer import Property


@dataclass(slots=True)
class Card:
    """One card: the properties between its BEGIN and its END, without nested cards."""

    items: list[Property] = field(default_factory=list)
    raw: list[Property] = field(default_factory=list)

    def named(self, *names: str) -> Iterator[Property]:
        """Returns the lines with one of these names, in their order; names are in capitals."""
        return (item for item in self.items if item.name in names)


def split(items: list[Property]) -> tuple[list[Card], list[Property]]:
    """Returns the cards of a file, and the lines that belong to none."""
    cards: list[Card] = []
    outside: list[Property] = []
    card: Card | None = None
    nested = 0
    for item in items:
        says = item.value.strip().upper() if item.name in ("BEGIN", "END") else b""
        if card is None:
            if item.name == "BEGIN" and says == b"VCARD":
                card = Card(raw=[item])
                cards.append(card)
            else:
                outside.append(item)
            continue
        if item.name == "BEGIN" and says == b"VCARD":
            if nested or (card.items and _is_open_agent(card.raw[-1])):
                nested += 1
            else:  # the previous card has no END
                card = Card(raw=[item])
                cards.append(card)
                continue
        card.raw.append(item)
        if nested:
            card.items[-1].nested.append(item.line)
        if item.name == "END" and says == b"VCARD":
            if nested:
                nested -= 1
            else:
                card = None
        elif not nested and item.name != "BEGIN":
            card.items.append(item)
    return cards, outside


def _is_open_agent(item: Property) -> bool:
    return item.name == "AGENT" and not item.value.strip()


def uid_of(card: Card) -> str | None:
    """Returns the UID; None if it is empty."""
    return next((text for item in card.named("UID") if (text := one_line(item))), None)


def is_group(card: Card) -> bool:
    """Returns whether the card is a group of people."""
    kinds = card.named("KIND", "X-ADDRESSBOOKSERVER-KIND")
    return any(one_line(item).lower() == "group" for item in kinds)


def one_line(item: Property) -> str:
    """Returns the text of a line with every run of blanks and line breaks as one blank."""
    return " ".join(values.unescaped(values.decoded(item)).split())
