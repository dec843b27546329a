"""The vectors that bind this reader and the phone's: bytes in, people out."""

import json
from pathlib import Path
from typing import Any

import pytest

from server.vcards import values
from server.vcards.cards import Card, is_group, split, uid_of
from server.vcards.lexer import Property, lex
from server.vcards.reader import notes_in, read_card

VECTORS = Path(__file__).parents[2] / "vectors" / "vcards"
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['about']}")
    for file in sorted(VECTORS.glob("*.json"))
    for case in json.loads(file.read_text())
]


def read_file(data: bytes) -> tuple[list[tuple[dict[str, Any], Card]], list[str]]:
    """(who is in the file, the lines that nobody could read)."""
    people = []
    items = lex(data)
    cards, unread = split(items)
    whole = {}
    for card in cards:
        person, lines = read_card(card)
        if person:
            people.append((person, card))
            unread += lines
        else:
            whole[id(card.raw[0])] = "\n".join(map(shown, card.raw))
            unread.append(card.raw[0])
    places = {id(item): place for place, item in enumerate(items)}
    unread.sort(key=lambda item: places[id(item)])
    return people, [whole.get(id(item)) or shown(item) for item in unread]


def shown(item: Property) -> str:
    return values.clean(values.decode(item.line, item.parameter("CHARSET"))).strip()


def whole(person: dict[str, Any], card: Card) -> dict[str, Any]:
    """A person as the vectors have them."""
    found = person | {"note": notes_in(card, person.get("known_for")), "uid": uid_of(card)}
    if is_group(card):
        found["kind"] = "group"
    for item in card.named("PHOTO"):
        try:
            picture = values.picture(item)
        except ValueError:
            continue
        if picture is not None:
            found["photo"] = {"media_type": picture[0], "bytes": len(picture[1])}
    return {key: value for key, value in found.items() if value}


@pytest.mark.parametrize("case", CASES)
def test_cards_are_read_as_the_vectors_say(case: dict[str, Any]) -> None:
    people, unread = read_file(case["bytes"].encode("latin-1"))
    assert [whole(*each) for each in people] == case["people"]
    assert unread == case["unread"]
