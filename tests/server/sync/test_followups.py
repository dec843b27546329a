"""The morning after: its date, and the id that everybody gives its follow-up."""

import uuid
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sync.followups import NAMESPACE, due_on, followup_id, met, next_mornings

MAYA, LEO = "5b0ad4e3-24c5-4a3c-8a34-8a3a54a3a7c1", "0c8d7ad4-3f58-4b8e-9a35-6f8a4f4f4b11"


@pytest.mark.parametrize(
    ("captured_at", "zone", "morning"),
    [
        ("2026-11-24T01:10:00Z", "America/New_York", "2026-11-24"),  # 20:10 on the 23rd
        ("2026-11-24T06:00:00.000Z", "America/New_York", "2026-11-24"),  # 1 a.m.: still the 23rd
        ("2026-11-24T08:59:59Z", "America/New_York", "2026-11-24"),
        ("2026-11-24T09:00:00Z", "America/New_York", "2026-11-25"),  # 4 a.m.: a new day
        ("2026-11-24T18:00:00Z", "Asia/Kathmandu", "2026-11-25"),  # 23:45
        ("2026-11-24T22:14:59Z", "Asia/Kathmandu", "2026-11-25"),  # 3:59:59 on the 25th
        ("2026-11-24T22:15:00Z", "Asia/Kathmandu", "2026-11-26"),
        ("2026-11-24T09:00:00Z", "Pacific/Kiritimati", "2026-11-25"),  # 23:00
        # The night in which the clocks of Berlin go back: 4 hours before 3:30 is 0:30 of that day.
        ("2026-10-25T02:30:00Z", "Europe/Berlin", "2026-10-26"),
        ("2026-10-25T01:59:00Z", "Europe/Berlin", "2026-10-25"),
        ("2026-12-31T23:00:00Z", "UTC", "2027-01-01"),
        ("2028-02-28T20:00:00Z", "UTC", "2028-02-29"),
    ],
)
def test_a_note_is_due_on_its_next_morning(captured_at: str, zone: str, morning: str) -> None:
    assert due_on(captured_at, ZoneInfo(zone)) == morning


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00Z", "9999-12-31T23:00:00Z"])
def test_there_is_no_morning_beyond_the_calendar(instant: str) -> None:
    assert due_on(instant, ZoneInfo("UTC")) is None


def test_the_id_of_a_follow_up_is_the_same_everywhere() -> None:
    note = {
        "person_ids": [MAYA, LEO],
        "event_id": LEO,
        "captured_at": "2026-11-24T01:10:00Z",
        "captured_timezone": "America/New_York",
    }
    assert met(note) == [MAYA, LEO]
    assert met({**note, "event_id": None}) == ()
    opened = dict(next_mornings(note, met(note), lambda: pytest.fail("its zone is known")))
    assert opened == {
        str(uuid.uuid5(uuid.UUID("1ee0c0a1-18b8-5797-ae48-3f7fc86f6a3e"), f"{who}/2026-11-24")): {
            "person_id": who,
            "due_on": "2026-11-24",
            "reason": "next_morning",
        }
        for who in (MAYA, LEO)
    }
    assert str(NAMESPACE) == "1ee0c0a1-18b8-5797-ae48-3f7fc86f6a3e"


@given(st.uuids().map(str), st.dates().map(str))
def test_the_id_is_a_uuid_of_version_5(person: str, due: str) -> None:
    assert followup_id(person, due) == str(uuid.uuid5(NAMESPACE, f"{person}/{due}"))
