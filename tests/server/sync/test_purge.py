"""Of deleted records the values and the history are purged after 180 days: not before, not by a
clock. Their ids stay."""

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from sqlalchemy import func, select, text

from server import database
from server.records.models import Change, Record
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import delete, edit, only, statuses
from tests.support.forgetting import purge

DAY = 86_400


def kept(alice: ApiClient) -> tuple[Any, Any]:
    """Returns how many records with values there are, and how many changes."""
    with alice.app.app_context(), database.read() as s:
        return (
            s.scalar(select(func.count()).select_from(Record).where(Record.rev > 0)),
            s.scalar(select(func.count()).select_from(Change)),
        )


def test_a_deleted_record_is_kept_for_180_days_with_its_history(alice: ApiClient) -> None:
    jotted, stays = changes.note(ago=9), changes.note(ago=9)
    alice.sync([jotted, stays, delete("note", jotted["record"])])
    assert purge(alice, days=179.9) == 0
    assert alice.get(f"/api/v1/records/note/{jotted['record']}/revisions").status_code == 200
    assert purge(alice, days=180.1) == 1
    assert kept(alice) == (1, 1)
    assert alice.get(f"/api/v1/records/note/{jotted['record']}/revisions").status_code == 404
    assert only(alice.another_phone().sync())["id"] == stays["record"]
    assert purge(alice, days=1000) == 0


def test_nothing_that_was_typed_is_left_of_it_but_its_id(alice: ApiClient) -> None:
    maya = changes.person(ago=9)
    alice.sync([maya, delete("person", maya["record"])])
    purge(alice, days=181)
    with alice.app.app_context(), database.read() as s:
        row = s.execute(text("SELECT * FROM records")).one()
    assert str(row.id) in (maya["record"], maya["record"].replace("-", ""))
    assert "Maya" not in str(row)
    assert "water" not in str(row)


def test_the_same_file_imported_again_brings_nobody_back(alice: ApiClient) -> None:
    maya = changes.person(ago=9) | {"if_absent": True}
    alice.sync([maya, delete("person", maya["record"])])
    purge(alice, days=181)
    assert statuses(alice.sync([maya | {"id": changes.new_id()}])) == ["merged"]
    found = only(alice.another_phone().sync())
    assert found["id"] == maya["record"]
    assert found["deleted_at"] is not None


def test_whoever_is_written_down_anew_is_back(alice: ApiClient) -> None:
    jotted = changes.note(ago=9)
    alice.sync([jotted, delete("note", jotted["record"], ago=5)])
    purge(alice, days=181)
    alice.sync([changes.note(jotted["record"], body="after all")])
    found = only(alice.another_phone().sync())
    assert (found["fields"]["body"], found["deleted_at"]) == ("after all", None)


def test_the_180_days_begin_when_the_server_learns_of_the_deletion(alice: ApiClient) -> None:
    jotted = changes.note(ago=400 * DAY)
    alice.sync([jotted, delete("note", jotted["record"], ago=300 * DAY)])
    assert purge(alice, days=179) == 0


def test_a_restored_record_is_kept(alice: ApiClient) -> None:
    jotted = changes.note(ago=9)
    alice.sync([jotted, delete("note", jotted["record"], ago=5)])
    alice.sync([edit("note", jotted["record"], body="after all")])
    assert purge(alice, days=1000) == 0


def test_a_device_that_missed_the_deletion_starts_over(alice: ApiClient) -> None:
    jotted, stays = changes.note(ago=9), changes.note(ago=8)
    alice.sync([jotted, stays])
    away = alice.another_phone()
    away.sync()
    alice.sync([delete("note", jotted["record"])])
    purge(alice, days=181)
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
    purge(alice, days=181)
    phone = alice.another_phone()
    pages = [phone.sync() for _ in range(2)]
    assert [(page["more"], page["reset"]) for page in pages] == [(True, False), (False, False)]


def test_of_the_deletion_of_an_unknown_record_there_is_nothing_to_purge(alice: ApiClient) -> None:
    alice.sync([delete("note", changes.new_id())])
    assert purge(alice, days=181) == 0
    assert alice.sync()["reset"] is False


def test_many_are_purged_account_by_account(alice: ApiClient, bob: ApiClient) -> None:
    for phone in (alice, bob):
        made = [changes.card(ago=9) for _ in range(600)]
        phone.sync(made)
        phone.sync([delete("card", each["record"]) for each in made])
    with time_machine.travel(datetime.now(UTC) + timedelta(days=181)):
        assert purge(alice, days=0) == 1200
    assert kept(alice) == (0, 0)
