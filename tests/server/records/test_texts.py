"""How text is taken, and how much of it."""

import unicodedata

import pytest

from tests.server.records.taking import refused, taken
from tests.support.api import ApiClient
from tests.support.changes import new_id

TEXTS = [
    ("event", "name", 1, 200),
    ("event", "place", 0, 200),
    ("event", "description", 0, 5000),
    ("person", "name", 0, 200),
    ("person", "known_for", 0, 200),
    ("person", "organisation", 0, 200),
    ("person", "role", 0, 200),
    ("note", "body", 1, 10_000),
    ("followup", "promise", 0, 500),
    ("kindness", "what", 1, 1000),
    ("card", "text", 1, 500),
    ("card", "details", 0, 5000),
    ("card", "client", 0, 200),
    ("attachment", "caption", 0, 500),
]


@pytest.mark.parametrize(("kind", "field", "least", "most"), TEXTS)
def test_each_text_has_its_longest_length(
    alice: ApiClient, kind: str, field: str, least: int, most: int
) -> None:
    for length in {least, most}:
        assert taken(alice, kind, **{field: "x" * length})[field] == "x" * length
    refused(alice, kind, **{field: "x" * (most + 1)})
    if least:
        refused(alice, kind, **{field: ""})
        refused(alice, kind, **{field: None})
    else:
        assert taken(alice, kind, **{field: None})[field] is None
    refused(alice, kind, **{field: 7})
    refused(alice, kind, **{field: ["x"]})


def test_lengths_count_characters_after_nfc(alice: ApiClient) -> None:
    decomposed = unicodedata.normalize("NFD", "é") * 200
    assert len(decomposed) == 400
    assert taken(alice, "person", name=decomposed)["name"] == "é" * 200
    assert taken(alice, "person", name="👩‍🚀" * 66)["name"] == "👩‍🚀" * 66
    # Some characters grow under NFC; the limit is on what is kept.
    assert len(unicodedata.normalize("NFC", "\u0958" * 101)) == 202
    refused(alice, "person", name="\u0958" * 101)


def test_lists_are_normalised_entry_by_entry(alice: ApiClient) -> None:
    assert taken(alice, "person", interests=["cafe\u0301"])["interests"] == ["café"]


@pytest.mark.parametrize("text", [" edges stay ", "tab\tand\nline\r\nbreak", "\u2028", "ok\u200d"])
def test_text_is_taken_as_it_was_typed(alice: ApiClient, text: str) -> None:
    assert taken(alice, "note", body=text)["body"] == text


@pytest.mark.parametrize(
    "bad",
    ["\0", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x85", "\ud800"],
)
def test_nul_lone_surrogates_and_control_characters_reject_the_change(
    alice: ApiClient, bad: str
) -> None:
    refused(alice, "note", body=f"Maya {bad} Chen")
    refused(alice, "person", interests=["sailing", bad])
    refused(alice, "event", description=f"é{bad}")


LISTS = [
    ("person", "interests", 50, 60),
    ("person", "emails", 20, 320),
    ("person", "phones", 20, 320),
    ("person", "links", 20, 320),
]


@pytest.mark.parametrize(("kind", "field", "count", "most"), LISTS)
def test_a_list_of_texts_has_two_limits(
    alice: ApiClient, kind: str, field: str, count: int, most: int
) -> None:
    full = ["x" * most] * count
    assert taken(alice, kind, **{field: full})[field] == full
    refused(alice, kind, **{field: ["x"] * (count + 1)})
    refused(alice, kind, **{field: ["x" * (most + 1)]})
    for wrong in (None, "x", [1], [None], {"0": "x"}):
        refused(alice, kind, **{field: wrong})


@pytest.mark.parametrize(("kind", "field"), [("note", "person_ids"), ("person", "not_same_as")])
def test_at_most_fifty_people_are_named(alice: ApiClient, kind: str, field: str) -> None:
    people = [new_id() for _ in range(50)]
    assert taken(alice, kind, **{field: people})[field] == people
    refused(alice, kind, **{field: [*people, new_id()]})
    refused(alice, kind, **{field: ["Maya"]})
