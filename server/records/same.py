"""Which cards are of the same person. Pure; the phone has the same rule.

1. A card that was merged into another belongs to the same person, and so on along the chain.
2. One card represents all of them: an existing one before a deleted one, one that was not merged
   into any other before one that was (two phones may have merged two cards into each other), then
   the one with the smallest id. So every device and the server choose the same one.
3. References to a card are never rewritten; they are read as references to the card that represents
   it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Card:
    """`into` is the id of the card into which it was merged."""

    id: str
    into: str | None
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class Same:
    """`stands_for` has, for each merged card, the one that represents it; `cards` has the
    reverse."""

    stands_for: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, person_id: str) -> str:
        """Returns the id of the card that represents that person."""
        return self.stands_for.get(person_id, person_id)

    def all_of(self, person_id: str) -> tuple[str, ...]:
        """Returns the ids of all cards of that person."""
        return self.cards.get(self.of(person_id), (person_id,))


def same(cards: Iterable[Card]) -> Same:
    """Returns which card represents which. A card that was merged into none of these represents
    itself."""
    known = {card.id: card for card in cards}
    group = {each: each for each in known}

    def find(each: str) -> str:
        while group[each] != each:
            each = group[each]
        return each

    for card in known.values():
        if card.into in known:
            group[find(card.id)] = find(card.into)
    people: dict[str, list[str]] = {}
    for each in sorted(known):
        people.setdefault(find(each), []).append(each)
    stands_for: dict[str, str] = {}
    of_whom: dict[str, tuple[str, ...]] = {}
    for ids in people.values():
        first = min(ids, key=lambda each: (known[each].is_deleted, known[each].into in known, each))
        of_whom[first] = tuple(ids)
        stands_for |= dict.fromkeys(ids, first)
    return Same(stands_for, of_whom)
