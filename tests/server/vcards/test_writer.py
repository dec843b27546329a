"""A person as a card: what came stays byte for byte, what was changed here is in its place."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.vcards import values
from server.vcards.cards import split, uid_of
from server.vcards.lexer import lex
from server.vcards.reader import read_card
from server.vcards.writer import with_photo, write_card

UID = "5f0c1b1e-0000-4000-8000-00000000a11c"
BLANK: dict[str, Any] = {
    "name": None, "known_for": None, "organisation": None, "role": None, "birthday": None,
    "interests": [], "emails": [], "phones": [], "links": [],
}  # fmt: skip
ORIGINAL = "\r\n".join(
    [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Apple Inc.//iPhone OS 18.5//EN",
        "N:Chen;Maya;Anne;;",
        "FN:Maya Chen",
        "item1.EMAIL;type=INTERNET;type=pref:maya@example.org",
        "item1.X-ABLabel:_$!<Other>!$_",
        "item2.X-ABDATE;type=pref:2019-06-01",
        "item2.X-ABLabel:_$!<Anniversary>!$_",
        "TEL;type=CELL:+1 555 0100",
        "NOTE:met via Tom",
        "X-SOMETHING;a=b:folded",
        "  over two lines",
        "ADR;type=HOME:;;Line one\\nLine two;Aarhus;;8000;Denmark",
        "UID:9A1B/with a slash",
        "END:VCARD",
        "",
    ]
)


def read(card: str) -> dict[str, Any]:
    (found,), outside = split(lex(card.encode()))
    assert outside == []
    return BLANK | read_card(found)[0]


def test_unchanged_lines_stay_byte_for_byte() -> None:
    assert write_card(read(ORIGINAL), ORIGINAL, UID) == ORIGINAL


def test_a_changed_line_stays_in_its_place_and_the_rest_unchanged() -> None:
    person = read(ORIGINAL) | {
        "name": "Maya Okafor",
        "known_for": "water-skis, mostly",
        "emails": ["maya@okafor.example"],
        "phones": ["+1 555 0100", "+351 21 000"],
        "birthday": "--02-29",
        "interests": ["sailing", "long, slow walks"],
    }
    card = write_card(person, ORIGINAL, UID)
    assert card.split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Apple Inc.//iPhone OS 18.5//EN",
        "N:Okafor;Maya;;;",
        "FN:Maya Okafor",
        "item2.X-ABDATE;type=pref:2019-06-01",
        "item2.X-ABLabel:_$!<Anniversary>!$_",
        "TEL;type=CELL:+1 555 0100",
        "NOTE:met via Tom",
        "X-SOMETHING;a=b:folded",
        "  over two lines",
        "ADR;type=HOME:;;Line one\\nLine two;Aarhus;;8000;Denmark",
        "UID:9A1B/with a slash",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
        "CATEGORIES:sailing,long\\, slow walks",
        "EMAIL;TYPE=INTERNET:maya@okafor.example",
        "TEL:+351 21 000",
        "X-KARMADEX-KNOWN-FOR:water-skis\\, mostly",
        "END:VCARD",
        "",
    ]
    assert read(card) == person


def test_without_an_original_known_for_is_the_note_too() -> None:
    card = write_card(BLANK | {"name": "Maya", "known_for": "water-skis"}, None, UID)
    assert "\r\nNOTE:water-skis\r\n" in card
    assert f"\r\nUID:{UID}\r\n" in card
    # And that note goes along when what somebody is known for changes, though it came back.
    again = write_card(BLANK | {"name": "Maya", "known_for": "kites"}, card, UID)
    assert "\r\nNOTE:kites\r\n" in again
    assert "water-skis" not in again


@pytest.mark.parametrize(
    ("person", "heading"),
    [
        ({"known_for": "blogs about marathoning"}, "blogs about marathoning"),
        ({"organisation": "Lantern Books", "known_for": "lamps"}, "Lantern Books"),
        ({"emails": ["maya@example.org"], "phones": ["+1 555"]}, "maya@example.org"),
        ({"phones": ["+1 555"]}, "+1 555"),
        ({}, "Somebody"),
    ],
)
def test_a_card_is_headed_by_what_there_is(person: dict[str, Any], heading: str) -> None:
    assert f"\r\nFN:{heading}\r\n" in write_card(BLANK | person, None, UID)


def test_an_empty_uid_counts_as_absent() -> None:
    original = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Maya\r\nUID:\r\nEND:VCARD\r\n"
    assert write_card(read(original), original, UID).count("UID:") == 1


def test_a_card_of_2_1_comes_out_as_3_0_and_is_stable_from_then_on() -> None:
    original = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BCller;J\r\n"
        "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:J M=C3=BCller\r\nTEL;CELL;PREF:+49 170\r\n"
        "LABEL;HOME;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Stra=C3=9Fe 1, hinten=0D=0AM=\r\n"
        "=C3=BCnchen\r\n"
        "LOGO;PNG;BASE64:iVBO\r\n Rw==\r\n\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Smith\r\nEND:VCARD\r\n"
        "END:VCARD\r\n"
    )
    card = write_card(read(original), original, UID)
    lines = card.split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert "TEL;TYPE=CELL;TYPE=PREF:+49 170" in lines
    assert "LABEL;TYPE=HOME:Straße 1\\, hinten\\nMünchen" in lines
    assert "LOGO;TYPE=PNG;ENCODING=b:iVBORw==" in lines
    assert "AGENT:BEGIN:VCARD\\nFN:Smith\\nEND:VCARD" in lines
    assert read(card) == read(original)
    assert write_card(read(card), card, UID) == card


def test_a_card_of_4_0_comes_out_as_3_0() -> None:
    original = (
        'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Maya\r\nTEL;VALUE=uri;PREF=1;TYPE="voice,cell":'
        "tel:+1-555\r\nBDAY:--0229\r\nEMAIL:mailto:m@example.org\r\nLANG:de\r\nEND:VCARD\r\n"
    )
    card = write_card(read(original), original, UID)
    assert "\r\nTEL;TYPE=PREF;TYPE=voice,cell:+1-555\r\n" in card
    assert "\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\r\n" in card
    assert "\r\nEMAIL:m@example.org\r\n" in card
    assert "\r\nLANG:de\r\n" in card
    assert read(card) == read(original)


def test_characters_not_allowed_in_xml_are_left_out() -> None:
    original = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Maya\r\nX-A:b\x07\x1bc\uffff\r\nEND:VCARD\r\n"
    assert "\r\nX-A:bc\r\n" in write_card(read(original), original, UID)


def test_a_picture_is_the_last_line() -> None:
    content = bytes(range(256)) * 10
    card = with_photo(write_card(BLANK | {"name": "Maya"}, None, UID), "image/png", content)
    (found,), _ = split(lex(card.encode()))
    (photo,) = found.named("PHOTO")
    assert values.picture(photo) == ("image/png", content)


#: What XML 1.0 has no way to write.
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
VECTORS = Path(__file__).parents[2] / "vectors" / "vcards"
CARDS = [
    case["bytes"].encode("latin-1").decode("utf-8", "replace")
    for file in sorted(VECTORS.glob("*.json"))
    for case in json.loads(file.read_text())
]


@pytest.mark.parametrize("original", CARDS)
def test_an_imported_person_is_the_same_in_the_exported_card(original: str) -> None:
    for card in split(lex(original.encode()))[0]:
        person = read_card(card)[0]
        text = b"\r\n".join(item.raw for item in card.raw).decode()
        out = write_card(BLANK | person, text, UID)
        assert NO_XML.search(out) is None
        if person:
            # Whoever has no name is headed by what they are known for.
            assert read(out) == BLANK | {"name": person.get("known_for")} | person
        assert write_card(read(out), out, UID) == out


OUT = json.loads((VECTORS.parent / "cards_out.json").read_text())


@pytest.mark.parametrize("case", [pytest.param(case, id=case["about"]) for case in OUT])
def test_a_card_is_written_in_the_same_bytes_as_on_the_phone(case: dict[str, str]) -> None:
    assert write_card(read(case["card"]), case["card"], UID) == case["out"]
    assert write_card(read(case["out"]), case["out"], UID) == case["out"]


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "M", "Z")) | st.just(" "),
    max_size=60,
).map(lambda text: values.fitted(" ".join(text.split()), 200) or None)


def some(texts: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(texts), unique=True)


PEOPLE = st.fixed_dictionaries(
    {
        "name": WORDS.filter(bool),
        "known_for": WORDS,
        "organisation": WORDS,
        "role": WORDS,
        "birthday": st.none()
        | st.just("--02-29")
        | st.dates().map(lambda day: None if f"{day.year:04}" == "1604" else day.isoformat()),
        "interests": some(["sailing", "long, slow walks", "a;b", "c\\d", "é"]),
        "emails": st.lists(
            st.sampled_from(["a@x.example", "b+c@y.example", "ü@z.example"]), unique=True
        ),
        "phones": some(["+1 555 0100", "030/99", "(020) 7946"]),
        "links": st.lists(
            st.sampled_from(["https://a.example/x;y,z", "http://b.example"]), unique=True
        ),
    }
)


def as_sets(person: dict[str, Any]) -> dict[str, Any]:
    return {key: set(value) if isinstance(value, list) else value for key, value in person.items()}


@given(PEOPLE, PEOPLE, st.booleans())
def test_every_change_comes_through(
    before: dict[str, Any], after: dict[str, Any], has_original: bool
) -> None:
    """Whoever somebody was when the card came, the card that goes out says who they are."""
    original = write_card(before, ORIGINAL if has_original else None, UID)
    card = write_card(after, original, UID)
    assert as_sets(read(card)) == as_sets(after)
    for line in card.encode().split(b"\r\n"):
        assert len(line) <= 75
    assert ("ADR;type=HOME" in card) == has_original
    (found,), _ = split(lex(card.encode()))
    assert uid_of(found) == ("9A1B/with a slash" if has_original else UID)
