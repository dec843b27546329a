"""What is no free text: instants, dates, zones, references, numbers, words of a list."""

import pytest

from tests.server.records.taking import holds, refused, taken
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import new_id, reasons

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
def test_an_unknown_time_zone_is_stored_as_it_is(alice: ApiClient, kind: str, field: str) -> None:
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
def test_some_fields_allow_only_these_words(
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
