"""Deleted records are forgotten, with their history, after 180 days: not before, not by a clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from sqlalchemy import func, select

from server import clock, database
from server.records.models import Change, Record
from server.sync.store import purge_forgotten
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import delete, edit, only

DAY = 86_400


def forget(alice: ApiClient, *, days: float) -> int:
    """What the daily tick does, so many days from now."""
    with alice.app.app_context():
        return purge_forgotten(clock.now() + timedelta(days=days))


def kept(alice: ApiClient) -> tuple[Any, Any]:
    with alice.app.app_context(), database.read() as s:
        return (
            s.scalar(select(func.count()).select_from(Record)),
            s.scalar(select(func.count()).select_from(Change)),
        )


def test_a_deleted_record_is_kept_for_180_days_with_its_history(alice: ApiClient) -> None:
    jotted, stays = changes.note(ago=9), changes.note(ago=9)
    alice.sync([jotted, stays, delete("note", jotted["record"])])
    assert forget(alice, days=179.9) == 0
    assert alice.get(f"/api/v1/records/note/{jotted['record']}/revisions").status_code == 200
    assert forget(alice, days=180.1) == 1
    assert kept(alice) == (1, 1)
    assert alice.get(f"/api/v1/records/note/{jotted['record']}/revisions").status_code == 404
    assert only(alice.another_phone().sync())["id"] == stays["record"]


def test_the_180_days_begin_when_the_server_learns_of_the_deletion(alice: ApiClient) -> None:
    jotted = changes.note(ago=400 * DAY)
    alice.sync([jotted, delete("note", jotted["record"], ago=300 * DAY)])
    assert forget(alice, days=179) == 0


def test_a_restored_record_is_kept(alice: ApiClient) -> None:
    jotted = changes.note(ago=9)
    alice.sync([jotted, delete("note", jotted["record"], ago=5)])
    alice.sync([edit("note", jotted["record"], body="after all")])
    assert forget(alice, days=1000) == 0


def test_a_device_that_missed_the_deletion_starts_over(alice: ApiClient) -> None:
    jotted, stays = changes.note(ago=9), changes.note(ago=8)
    alice.sync([jotted, stays])
    away = alice.another_phone()
    away.sync()
    alice.sync([delete("note", jotted["record"])])
    forget(alice, days=181)
    made = changes.card()
    page = away.sync([made])
    assert (page["reset"], page["reset_reason"]) == (True, "forgotten")
    assert {record["id"] for record in page["records"]} == {stays["record"], made["record"]}
    # Who had pulled the deletion goes on.
    assert alice.sync()["reset"] is False


def test_a_new_device_that_is_turning_pages_does_not_start_over_for_ever(alice: ApiClient) -> None:
    alice.sync([changes.card(position=place) for place in range(1000)])
    alice.sync([changes.card(position=place) for place in range(1000)])
    jotted = changes.note(ago=9)
    alice.sync([jotted, delete("note", jotted["record"])])
    forget(alice, days=181)
    phone = alice.another_phone()
    pages = [phone.sync() for _ in range(2)]
    assert [(page["more"], page["reset"]) for page in pages] == [(True, False), (False, False)]


def test_deletions_of_unknown_records_are_forgotten_too(alice: ApiClient) -> None:
    alice.sync([delete("note", changes.new_id())])
    assert forget(alice, days=181) == 1
    assert kept(alice) == (0, 0)
    assert alice.sync()["reset"] is False


def test_many_are_forgotten_account_by_account(alice: ApiClient, bob: ApiClient) -> None:
    for phone in (alice, bob):
        made = [changes.card(ago=9) for _ in range(600)]
        phone.sync(made)
        phone.sync([delete("card", each["record"]) for each in made])
    with time_machine.travel(datetime.now(UTC) + timedelta(days=181)):
        assert forget(alice, days=0) == 1200
    assert kept(alice) == (0, 0)
