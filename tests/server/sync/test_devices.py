"""What sync remembers of a device: its time zone, and who has to be told of what."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from server import database
from server.signals import schedule_affected
from server.sync.models import Device
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import delete, edit, new_id


def device(phone: ApiClient) -> Device:
    with phone.app.app_context(), database.read() as s:
        return s.scalars(select(Device).where(Device.id == phone.device)).one()


@pytest.fixture
def affected() -> Iterator[list[str]]:
    """The accounts whose prompts have to be looked at again."""
    heard: list[str] = []

    def hear(_session: object, account_id: str) -> None:
        heard.append(account_id)

    with schedule_affected.connected_to(hear):
        yield heard


def test_each_sync_is_noted_with_its_session(alice: ApiClient) -> None:
    alice.sync()
    sessions = alice.get("/api/v1/me/sessions").get_json()["sessions"]
    (current,) = [session["id"] for session in sessions if session["current"]]
    assert device(alice).session_id == current
    assert device(alice).timezone == "America/New_York"
    with time_machine.travel("2027-01-01T00:00:00Z", tick=False):
        alice.sync(timezone="Europe/Lisbon")
    assert device(alice).timezone == "Europe/Lisbon"
    assert device(alice).last_sync_at == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "unknown", ["Mars/Olympus", "", "../Europe/Lisbon", None, "x" * 9000, "\ud800"]
)
def test_an_unknown_time_zone_is_ignored_and_the_last_known_stays(
    alice: ApiClient, unknown: str | None
) -> None:
    alice.sync(timezone="Europe/Lisbon")
    alice.sync(timezone=unknown)
    assert device(alice).timezone == "Europe/Lisbon"
    other = alice.another_phone()
    other.sync(timezone=unknown)
    assert device(other).timezone is None


def test_a_time_zone_in_another_case_is_the_same(alice: ApiClient, affected: list[str]) -> None:
    alice.sync(timezone="Europe/Lisbon")
    affected.clear()
    alice.sync(timezone="europe/LISBON")
    assert device(alice).timezone == "Europe/Lisbon"
    assert affected == []


def test_the_same_device_id_in_two_accounts_is_two_devices(
    alice: ApiClient, bob: ApiClient
) -> None:
    bob.device = alice.device
    alice.sync()
    bob.sync()
    with alice.app.app_context(), database.read() as s:
        found = s.scalars(select(Device).where(Device.id == alice.device)).all()
    assert {(each.account_id, each.timezone) for each in found} == {
        (alice.id, "America/New_York"),
        (bob.id, "Europe/Berlin"),
    }


def test_changes_that_matter_to_prompts_mark_the_schedule(
    alice: ApiClient, affected: list[str]
) -> None:
    maya, due = changes.person(ago=9), changes.followup(new_id(), ago=7)
    jotted = changes.note(ago=8, person_ids=[maya["record"]])
    alice.sync()
    for batch in (
        [maya],
        [jotted],
        [edit("note", jotted["record"], person_ids=[])],
        [due],
        [edit("followup", due["record"], due_on="2026-11-25")],
        [delete("person", maya["record"])],
    ):
        affected.clear()
        alice.sync(batch)
        assert affected == [alice.id]


def test_other_changes_do_not_mark_the_schedule(alice: ApiClient, affected: list[str]) -> None:
    maya = changes.person(ago=9)
    alice.sync([maya])
    affected.clear()
    alice.sync()
    alice.sync([maya])
    alice.sync([changes.card(), changes.event(), changes.kindness(maya["record"])])
    about_nobody = changes.note()
    alice.sync([about_nobody])
    alice.sync([edit("note", about_nobody["record"], body="the band was good")])
    alice.sync([edit("person", maya["record"], ago=90, name="earlier, and lost")])
    alice.sync(timezone="Mars/Olympus")
    assert affected == []


def test_another_time_zone_marks_the_schedule(alice: ApiClient, affected: list[str]) -> None:
    alice.sync()
    affected.clear()
    alice.sync(timezone="Europe/Lisbon")
    assert affected == [alice.id]
    alice.sync(timezone="Europe/Lisbon")
    assert affected == [alice.id]


def test_two_devices_in_two_zones_take_turns(alice: ApiClient, affected: list[str]) -> None:
    tablet = alice.another_phone()
    alice.sync(timezone="Europe/Lisbon")
    tablet.sync(timezone="America/New_York")
    affected.clear()
    alice.sync(timezone="Europe/Lisbon")
    tablet.sync(timezone="America/New_York")
    assert affected == [alice.id, alice.id]


def test_a_slow_upload_does_not_beat_the_next_edit_of_the_same_phone(alice: ApiClient) -> None:
    start = changes.milliseconds()
    maya = changes.person() | {"at": start}
    with time_machine.travel(start / 1000 + 20, tick=False):
        alice.sync([maya], now=start)  # it was under way for 20 seconds
    renamed = edit("person", maya["record"], name="May") | {"at": start + 5_000}
    with time_machine.travel(start / 1000 + 21, tick=False):
        answer = alice.sync([renamed], now=start + 21_000)
    assert answer["results"][0]["status"] == "applied"
    assert answer["records"][0]["fields"]["name"] == "May"
