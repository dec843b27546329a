"""Two cards of one person: who stands for whom. Pure; the phone has the same rule.

1. A card that was merged into another belongs to one person with it, and so on along the way.
2. One card stands for all of them: one that is there before one that was deleted, one that was
   merged into none before others (two phones may have merged two cards into each other), then the
   smallest id. So every device and the server name the same one.
3. Nothing that points at a card is ever rewritten: it is read as pointing at who stands for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Card:
    """`into` is the id of the card that it was merged into."""

    id: str
    into: str | None
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class Same:
    """`stands_for` has each card of those that were merged, `cards` the cards of who stands."""

    stands_for: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, person_id: str) -> str:
        """The id of who stands for that person."""
        return self.stands_for.get(person_id, person_id)

    def all_of(self, person_id: str) -> tuple[str, ...]:
        """The ids of all cards of that person."""
        return self.cards.get(self.of(person_id), (person_id,))


def same(cards: Iterable[Card]) -> Same:
    """Who stands for whom among these. A card that was merged into none of them is its own."""
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
