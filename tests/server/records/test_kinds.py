"""What each kind of record may hold: the table of the contract, and how text is taken."""

import unicodedata
from collections.abc import Sequence
from typing import Any

import pytest

from server.records.kinds import KINDS
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import new_id, only, reasons, statuses

SOMEBODY = "5b0ad4e3-24c5-4a3c-8a34-8a3a54a3a7c1"
MADE: dict[str, Any] = {
    "event": changes.event,
    "person": changes.person,
    "note": changes.note,
    "followup": lambda **fields: changes.followup(SOMEBODY, **fields),
    "kindness": lambda **fields: changes.kindness(SOMEBODY, **fields),
    "card": changes.card,
    "attachment": lambda **fields: changes.attachment(SOMEBODY, **fields),
    "original": lambda **fields: changes.original(SOMEBODY, **fields),
}


def taken(alice: ApiClient, kind: str, **fields: Any) -> dict[str, Any]:
    """The fields of a record that was taken with these."""
    answer = alice.sync([MADE[kind](**fields)])
    assert statuses(answer) == ["applied"], answer["results"]
    return dict(only(answer, kind)["fields"])


def refused(alice: ApiClient, kind: str, **fields: Any) -> None:
    """Each of the fields is the reason why the record was not taken."""
    answer = alice.sync([MADE[kind](**fields)])
    assert reasons(answer) == list(fields)
    assert answer["records"] == []


def holds(
    alice: ApiClient, kind: str, field: str, *, good: Sequence[Any], wrong: Sequence[Any]
) -> None:
    """What is good is kept as it was given, one by one; what is wrong is refused."""
    for value in good:
        assert taken(alice, kind, **{field: value})[field] == value
    for value in wrong:
        refused(alice, kind, **{field: value})


def test_each_kind_gives_all_of_its_fields_with_defaults_for_what_was_never_set(
    alice: ApiClient,
) -> None:
    assert taken(alice, "event") == {
        **changes.EVENT,
        "place": None,
        "ends_at": None,
        "description": None,
    }
    assert taken(alice, "person") == {
        **changes.PERSON,
        "interests": [],
        "met_at": None,
        "met_on": None,
        "introduced_by": None,
        "organisation": None,
        "role": None,
        "emails": [],
        "phones": [],
        "links": [],
        "birthday": None,
        "keep_in_touch_days": None,
        "archived": False,
        "merged_into": None,
        "not_same_as": [],
        "photo": None,
    }
    assert taken(alice, "note") == {**changes.NOTE, "person_ids": [], "event_id": None}
    assert taken(alice, "followup") == {
        "person_id": SOMEBODY,
        "due_on": "2026-11-24",
        "reason": "next_morning",
        "promise": None,
        "status": "open",
        "closed_at": None,
    }
    assert taken(alice, "kindness") == {
        "person_id": SOMEBODY,
        "direction": "given",
        "what": "introduced her to the sailing club",
        "happened_on": "2026-11-25",
        "thanks_to": None,
        "introduced_to": None,
    }
    assert taken(alice, "card") == {
        "deck": "opener",
        "text": "So, what brings you here tonight?",
        "details": None,
        "client": None,
        "position": 1,
        "retired": False,
    }
    assert taken(alice, "attachment") == {
        "of": SOMEBODY,
        **changes.ATTACHMENT,
        "width": None,
        "height": None,
        "seconds": None,
        "thumbnail": None,
        "caption": None,
    }
    assert taken(alice, "original") == {"person_id": SOMEBODY, **changes.ORIGINAL}


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
def test_a_text_may_be_so_long(
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


INSTANTS = [
    ("event", "starts_at"),
    ("event", "ends_at"),
    ("note", "captured_at"),
    ("followup", "closed_at"),
    ("attachment", "captured_at"),
]


@pytest.mark.parametrize(("kind", "field"), INSTANTS)
def test_instants_are_rfc_3339_in_utc(alice: ApiClient, kind: str, field: str) -> None:
    for good, kept in {
        "2026-11-24T00:30:00Z": "2026-11-24T00:30:00Z",
        "2026-11-24T00:30:00.123Z": "2026-11-24T00:30:00.123Z",
        "2026-11-24t00:30:00z": "2026-11-24T00:30:00Z",
        "2026-11-24T00:30:00+00:00": "2026-11-24T00:30:00Z",
        "0001-01-01T00:00:00Z": "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z": "9999-12-31T23:59:59.999999999Z",
    }.items():
        assert taken(alice, kind, **{field: good})[field] == kept
    for wrong in (
        "2026-11-24", "2026-11-24T00:30:00", "2026-11-24T00:30:00+01:00", "2026-11-24 00:30:00Z",
        "2026-11-24T24:30:00Z", "2026-02-30T00:30:00Z", "2026-11-24T0030Z", "20261124T003000Z",
        "2026-11-24T00:30:00Z ", "2026-11-24T00:30Z", "0000-01-01T00:00:00Z", "tonight", "",
        1795415900000, True,
        "２０２６-11-24T00:30:00Z",
    ):  # fmt: skip
        refused(alice, kind, **{field: wrong})


DATES = [
    ("person", "met_on"),
    ("followup", "due_on"),
    ("kindness", "happened_on"),
    ("original", "taken_on"),
]


@pytest.mark.parametrize(("kind", "field"), DATES)
def test_dates_are_dates_and_never_instants(alice: ApiClient, kind: str, field: str) -> None:
    good = ("2026-11-24", "2024-02-29", "0001-01-01", "9999-12-31")
    wrong = (
        "2026-11-24T00:00:00Z", "2026-02-29", "2026-13-01", "20261124", "2026-W48-2", "26-11-24",
        "2026-11-2", "--02-29", "", 0, 20261124, "２０２６-11-24",
    )  # fmt: skip
    holds(alice, kind, field, good=good, wrong=wrong)


def test_a_birthday_may_leave_the_year_out(alice: ApiClient) -> None:
    good = ("1984-02-29", "--02-29", "--12-31", None)
    wrong = ("1985-02-29", "--02-30", "--13-01", "02-29", "-02-29", "--2-29", "", 0)
    holds(alice, "person", "birthday", good=good, wrong=wrong)


@pytest.mark.parametrize(("kind", "field"), [("event", "timezone"), ("note", "captured_timezone")])
def test_a_time_zone_costs_no_record(alice: ApiClient, kind: str, field: str) -> None:
    """A phone's system knows zones that this server does not, or none: its note is kept."""
    known = ("Asia/Kathmandu", "UTC", "Etc/GMT+5", "America/Argentina/Ushuaia", "europe/berlin")
    unknown = ("Mars/Olympus", "Etc/Unknown", "+01:00", "localtime", "../UTC", "Z" * 64, "e\u0301")
    good = (*known, *unknown)
    wrong = ("", "Z" * 65, "Europe/\0Berlin", "Europe/Berlin\n", "Europe/\ud800", None, 1, [])
    holds(alice, kind, field, good=good, wrong=wrong)


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        ("followup", "reason", ["next_morning", "keep_in_touch", "birthday", "promise"]),
        ("followup", "status", ["open", "done", "let_go"]),
        ("kindness", "direction", ["given", "received"]),
        ("card", "deck", ["opener", "pitch", "pledge"]),
        ("original", "source", ["vcard", "csv", "monica"]),
    ],
)
def test_some_fields_have_their_words(
    alice: ApiClient, kind: str, field: str, words: list[str]
) -> None:
    wrong = ("", "Open", "useful", None, 1, ["open"], {"open": 1})
    holds(alice, kind, field, good=words, wrong=wrong)


REFERENCES = [
    ("person", "met_at", True),
    ("person", "introduced_by", True),
    ("person", "merged_into", True),
    ("note", "event_id", True),
    ("followup", "person_id", False),
    ("kindness", "person_id", False),
    ("kindness", "thanks_to", True),
    ("kindness", "introduced_to", True),
    ("person", "photo", True),
    ("attachment", "of", False),
    ("original", "person_id", False),
]


@pytest.mark.parametrize(("kind", "field", "may_be_null"), REFERENCES)
def test_a_reference_to_what_has_not_arrived_is_kept(
    alice: ApiClient, kind: str, field: str, may_be_null: bool
) -> None:
    nobody_yet = new_id()
    assert taken(alice, kind, **{field: nobody_yet.upper()})[field] == nobody_yet
    if may_be_null:
        assert taken(alice, kind, **{field: None})[field] is None
    else:
        refused(alice, kind, **{field: None})
    for wrong in ("", "Maya", nobody_yet.replace("-", ""), f"{{{nobody_yet}}}", 1, [nobody_yet]):
        refused(alice, kind, **{field: wrong})


def test_keep_in_touch_days_are_whole(alice: ApiClient) -> None:
    good = (1, 3650, 30.0, None)
    wrong = (0, 3651, -1, 1.5, "30", True, 10**400)
    holds(alice, "person", "keep_in_touch_days", good=good, wrong=wrong)


def test_a_position_is_a_finite_number(alice: ApiClient) -> None:
    for good in (0, -1, 0.5, 1e300, 2**53):
        assert taken(alice, "card", position=good)["position"] == good
    for wrong in (float("inf"), 10**400, "1", None, True, [1]):
        # Python's own client writes Infinity, which is not JSON; 1e999 is, and means the same.
        body = alice.http.application.json.dumps(  # type: ignore[union-attr]
            alice.envelope([changes.card(position=wrong)])
        ).replace("Infinity", "1e999")
        answer = alice.post("/api/v1/sync", data=body, content_type="application/json")
        assert answer.status_code == 200
        assert reasons(answer.get_json()) == ["position"]


@pytest.mark.parametrize(("kind", "field"), [("person", "archived"), ("card", "retired")])
def test_yes_or_no_is_true_or_false(alice: ApiClient, kind: str, field: str) -> None:
    for good in (True, False):
        assert taken(alice, kind, **{field: good})[field] is good
    for wrong in (0, 1, "true", None):
        refused(alice, kind, **{field: wrong})


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_field_rejects_the_change(alice: ApiClient, kind: str) -> None:
    refused(alice, kind, usefulness=5)
    refused(alice, kind, **{"": 2})
    answer = alice.sync([MADE[kind](**{"half a pair: \ud800": 1})])
    assert reasons(answer) == ["half a pair: ?"]


def test_a_rejection_is_no_way_to_get_a_huge_answer(alice: ApiClient) -> None:
    answer = alice.sync([changes.note(**{"x" * 9_000 + str(n): 1 for n in range(100)})])
    assert len(str(answer)) < 20_000


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_change_holds_every_field_that_has_no_default(
    alice: ApiClient, kind: str
) -> None:
    whole = MADE[kind]()
    for name in KINDS[kind].required:
        part = {
            **whole,
            "id": new_id(),
            "set": {k: v for k, v in whole["set"].items() if k != name},
        }
        assert reasons(alice.sync([part])) == [name]
    assert statuses(alice.sync([whole])) == ["applied"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_of_a_record_that_was_never_seen_is_rejected(alice: ApiClient, kind: str) -> None:
    field = "archived" if kind == "person" else KINDS[kind].required[0]
    value = True if kind == "person" else MADE[kind]()["set"][field]
    answer = alice.sync([changes.edit(kind, new_id(), **{field: value})])
    assert statuses(answer) == ["rejected"]
    assert answer["records"] == []


def test_a_person_needs_a_name_or_something_to_be_known_for(alice: ApiClient) -> None:
    for good in (
        {"name": "Maya", "known_for": None},
        {"name": None, "known_for": "blogs about marathoning"},
        {"name": "", "known_for": "water-skis"},
    ):
        taken(alice, "person", **good)
    for name in (None, ""):
        answer = alice.sync([changes.person(name=name, known_for=name)])
        assert reasons(answer) == ["name"]


def test_merging_may_leave_a_person_with_neither(alice: ApiClient) -> None:
    maya = changes.person()
    alice.sync([maya])
    answer = alice.sync([changes.edit("person", maya["record"], name=None, known_for=None)])
    assert statuses(answer) == ["applied"]
    assert only(answer)["fields"]["name"] is None


def test_no_field_ranks_people(alice: ApiClient) -> None:
    ranking = ("score", "rank", "value", "priority", "usefulness", "rating", "stars")
    assert not set(ranking) & set(KINDS["person"].fields)
