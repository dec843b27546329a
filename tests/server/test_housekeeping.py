"""A clock that jumps makes nothing old: only time that the database lived through does."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from server import database, housekeeping, worker_ticks
from server.accounts.models import Session
from server.housekeeping import DAY, LONGEST_GAP, lived_on, next_pass
from server.prompts import worker
from server.records.models import Record
from tests.support import changes
from tests.support.api import API, ApiClient

NOW = datetime(2026, 11, 24, 1, 10, tzinfo=UTC)
TICK = timedelta(seconds=20)


def tick(app: Flask, at: datetime) -> None:
    with time_machine.travel(at, tick=False), app.app_context():
        worker._tick(None)


def records(app: Flask) -> int:
    """Returns how many records have values: of those that are purged the ids stay."""
    with app.app_context(), database.read() as s:
        return s.scalar(select(func.count()).select_from(Record).where(Record.rev > 0)) or 0


def lived(app: Flask) -> datetime:
    with app.app_context(), database.read() as s:
        found = worker_ticks.last_tick(s, housekeeping.LIVED)
    assert found is not None
    return found


def test_a_clock_that_is_ahead_for_some_seconds_purges_nothing(
    app: Flask, alice: ApiClient
) -> None:
    """It was 200 days ahead for 8 seconds, and everything in the trash was gone."""
    tick(app, NOW)
    with time_machine.travel(NOW, tick=False):
        note = changes.note(ago=9)
        alice.sync([note, changes.delete("note", note["record"])])
    ahead = NOW + timedelta(days=200)
    for second in range(0, 1000, 20):
        tick(app, ahead + timedelta(seconds=second))
    tick(app, NOW + timedelta(minutes=2))
    assert records(app) == 1
    assert lived(app) < NOW + timedelta(hours=1)


def test_a_clock_that_is_ahead_signs_no_phone_out_for_good(app: Flask, alice: ApiClient) -> None:
    # Hers has just signed in, whatever day it is.
    now = datetime.now(UTC)
    tick(app, now)
    with time_machine.travel(now + timedelta(days=200), tick=False):
        assert alice.another_phone().get(f"{API}/me").status_code == 200
        assert alice.get(f"{API}/me").status_code == 401
    with time_machine.travel(now, tick=False):
        assert alice.get(f"{API}/me").status_code == 200


def test_ended_sessions_are_deleted_in_time(
    app: Flask, alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "LONGEST_GAP", DAY)
    start = datetime.now(UTC)
    for day in range(182):
        tick(app, start + timedelta(days=day))
    with time_machine.travel(start + timedelta(days=181), tick=False):
        alice.another_phone()
    with app.app_context(), database.read() as s:
        assert s.query(Session).count() == 1


def test_a_database_with_enough_running_time_is_purged(
    app: Flask, alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "LONGEST_GAP", DAY)
    start = datetime.now(UTC)
    note = changes.note(ago=9)
    alice.sync([note, changes.delete("note", note["record"])])
    for day in range(181):
        tick(app, start + timedelta(days=day))
        assert records(app) == 1, day
    tick(app, start + timedelta(days=181))
    assert records(app) == 0


def test_after_an_upgrade_the_last_day_of_the_old_version_counts(app: Flask) -> None:
    with app.app_context(), database.write() as s:
        worker_ticks.tick(s, "daily", NOW - timedelta(hours=20))
    tick(app, NOW + timedelta(days=200))
    assert lived(app) == NOW - timedelta(hours=20)


GAPS = st.lists(st.timedeltas(timedelta(days=-400), timedelta(days=400)), max_size=30)


@given(GAPS, st.lists(st.booleans(), max_size=30))
def test_no_pattern_of_jumps_makes_it_live_longer_than_it_was_ticking(
    jumps: list[timedelta], steps: list[bool]
) -> None:
    now, at, last = NOW, NOW, None
    ticked = timedelta()
    for jump, step in zip(jumps, steps, strict=False):
        now += TICK if step else jump
        at_before = at
        at = lived_on(at, last, now)
        assert timedelta() <= at - at_before <= LONGEST_GAP
        ticked += at - at_before
        last = now
    assert at - NOW == ticked <= LONGEST_GAP * len(jumps)


@given(st.timedeltas(timedelta(), timedelta(days=900)))
def test_one_pass_purges_at_most_one_day(since: timedelta) -> None:
    by = next_pass(NOW + since, NOW)
    assert by == (NOW + DAY if since >= DAY else None)
