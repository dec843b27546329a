"""Two cards of one person: the server names the same one of them as every phone does."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from server.records.same import Card, same

VECTORS = Path(__file__).parents[2] / "vectors" / "same_person.json"


@pytest.mark.parametrize("told", json.loads(VECTORS.read_text()), ids=lambda told: told["about"])
def test_which_card_represents_a_person_does_not_depend_on_the_order(told: dict[str, Any]) -> None:
    cards = [Card(*card) for card in told["cards"]]
    for seed in range(5):
        random.Random(seed).shuffle(cards)
        found = same(cards)
        assert {card.id: found.of(card.id) for card in cards} == told["stands_for"]
        for card in cards:
            assert card.id in found.all_of(card.id)


def test_a_card_that_was_never_merged_represents_itself() -> None:
    assert same([]).of("a") == "a"
    assert same([]).all_of("a") == ("a",)
