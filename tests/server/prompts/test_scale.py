"""What a tick costs grows with what is due, not with the accounts there are."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Connection, insert, text

from server import database, housekeeping
from server.blobs.models import Blob, Upload
from server.dav.models import DavVersion
from server.extensions import Base, db
from server.prompts import queue, worker
from server.prompts.prefetch import SPREAD
from server.prompts.queue import AHEAD
from server.rate_limits.models import RateBucket
from tests.rigs.crowd import instant, multiply
from tests.rigs.push_service import Answer, PushService
from tests.server.prompts.explained import Statement, scanned, statements
from tests.server.prompts.hand import HandWorker
from tests.server.prompts.life import Life
from tests.support import changes

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
IN_YEARS = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CROWD = 5_000
#: The sweep of a day looks at each account that keeps bytes: these are fewer, and keep more each.
BYTES = {"blobs", "uploads"}
BYTES_EACH = 50


def lives(app: Flask, service: PushService, *names: str) -> list[Life]:
    """Accounts whose morning begins at MORNING, with two people to say hi to, one of whom has
    nothing that she could be called by but where she was met, and somebody from the past."""
    made = []
    for name in names:
        life = Life(app, service, "Europe/Berlin", prompt_at="09:00", name=name)
        life.sync(life.jot("Maya", "Tom", at="2026-11-23 20:10"), at="2026-11-23 20:11")
        nobody = changes.edit("person", life.people["Maya"], name=None)
        past = changes.person(name="Ada", met_on="2025-01-10")
        life.sync([nobody, past], at="2026-11-23 20:12")
        made.append(life)
    return made


def crowd(app: Flask, template: Life, count: int) -> None:
    """So many accounts more, of which none is due before IN_YEARS; the database knows how many."""
    with app.app_context(), db.engine.begin() as connection:
        _keep_bytes(connection, template.phone.id)
        looks = {"prompt_schedules.next_at": instant(IN_YEARS, connection.dialect.name)}
        others = Base.metadata.tables.keys() - BYTES
        multiply(connection, template.phone.id, count, only=others, new=looks)
        multiply(connection, template.phone.id, count // BYTES_EACH, only=BYTES)
        _fill_what_is_purged(connection, template.phone.id, count)
        connection.execute(text("ANALYZE"))


def _keep_bytes(connection: Connection, account: str) -> None:
    """Pictures that have arrived, and some on their way, that no sweep takes."""
    late = int(IN_YEARS.timestamp() * 1000)
    each = [
        {"account_id": account, "sha256": f"{number:064x}", "bytes": 1}
        for number in range(BYTES_EACH)
    ]
    arrived = {"name": "x" * 43, "arrived_at": late}
    on_its_way = {"touched_at": late, "leased_until": 0}
    connection.execute(insert(Blob), [one | arrived for one in each])
    connection.execute(
        insert(Upload), [one | on_its_way | {"id": one["sha256"][-43:]} for one in each]
    )


def _fill_what_is_purged(connection: Connection, account: str, count: int) -> None:
    """Rows that the pass of a day leaves alone: an empty table is read whole, index or not."""
    late = int(IN_YEARS.timestamp() * 1000)
    buckets = [
        # One is full, so that it goes.
        {"key": f"key {number}", "full_at": late if number else 0}
        for number in range(count)
    ]
    connection.execute(insert(RateBucket), buckets)
    versions = [
        {
            "account_id": account,
            "person_id": str(uuid.uuid4()),
            "etag": str(number),
            "shown": {},
            "replaced_at": late,
        }
        for number in range(count)
    ]
    connection.execute(insert(DavVersion), versions)


def some_weeks(app: Flask, *living: Life) -> list[Statement]:
    """What a worker asks the database in its ticks, from an evening until a face from the past has
    come: with nothing due, ahead of a morning, in it, and for those who were not reached."""
    hand = HandWorker(app)
    with statements(app) as seen:
        for after in (-12 * HOUR, -HOUR, -AHEAD, 0 * HOUR, SPREAD, 2 * MINUTE, HOUR, 2 * HOUR):
            tick(hand, MORNING + after)
    for life in living:
        for name in ("Maya", "Tom"):
            life.answer(name, at="2026-11-24 12:00", status="done")
    with statements(app) as more:
        for after in (3 * HOUR, DAY, DAY + MINUTE):
            tick(hand, MORNING + after)
    hand.kill()
    return seen + more


def tick(hand: HandWorker, at: datetime) -> None:
    with time_machine.travel(at, tick=False), hand.app.app_context():
        worker._tick(None)
    hand.live(at)


def bad_day(each: Life) -> None:
    each.inbox.answers = [Answer(503), Answer(410)]


def test_no_statement_of_a_tick_scans_a_table(
    app: Flask, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With the pass of a day that was lived through, though the ticks are hours apart.
    monkeypatch.setattr(housekeeping, "LONGEST_GAP", 2 * DAY)
    [charlie] = lives(app, push_service, "Charlie")
    some_weeks(app, charlie)
    crowd(app, charlie, CROWD)
    alice, bob = lives(app, push_service, "Alice", "Bob")
    bad_day(bob)
    seen = some_weeks(app, alice, bob)
    bodies = [push.notification["body"] for push in alice.inbox.taken]
    assert bodies == ["somebody from Mixer and Tom", "Ada, who water-skis"]
    with app.app_context(), db.engine.connect() as connection:
        scans = {each[0]: found for each in seen if (found := scanned(connection, each))}
    assert scans == {}
    assert len({sql for sql, _ in seen}) > 25
    assert any(sql.startswith("DELETE FROM rate_buckets") for sql, _ in seen)


def test_the_check_sees_a_scan_when_there_is_one(app: Flask, push_service: PushService) -> None:
    [alice] = lives(app, push_service, "Alice")
    crowd(app, alice, CROWD)
    with app.app_context(), statements(app) as seen, database.read() as s:
        assert queue.is_anything_due(s, MORNING - DAY), "the mark of her evening"
    with app.app_context(), db.engine.begin() as connection:
        [statement] = seen
        assert scanned(connection, statement) == set()
        connection.execute(text("DROP INDEX ix_prompt_schedules_next_at"))
        assert scanned(connection, statement) == {"prompt_schedules"}


@pytest.mark.parametrize("trouble", [False, True], ids=["a good day", "a bad day"])
def test_a_chunk_costs_the_same_statements_however_many_are_in_it(
    trouble: bool, app: Flask, push_service: PushService
) -> None:
    counts = []
    for names in (("Alice",), ("Bob", "Charlie", "Dora", "Emil", "Fay")):
        for life in lives(app, push_service, *names):
            if trouble:
                bad_day(life)
        hand = HandWorker(app)
        with statements(app) as seen:
            for at in (MORNING - HOUR, MORNING - MINUTE, MORNING, MORNING + 5 * MINUTE):
                hand.live(at)
        hand.kill()
        counts.append(len(seen))
        with app.app_context(), database.write() as s:
            s.execute(text("UPDATE prompt_schedules SET next_at = NULL"))
    assert counts[0] == counts[1]
