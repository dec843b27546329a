"""Another process holds SQLite's lock: who only reads goes on, and so does who answers people."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from server import clock, sqlite_lock
from server.accounts.current import TOUCH_EVERY
from server.extensions import db
from server.serving.front import THREADS
from tests.support.api import API, ApiClient


@pytest.fixture
def other(app: Flask) -> Iterator[sqlite3.Connection]:
    """Another process, which may hold the lock."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has as many writers as there are accounts")
    with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as made:
        yield made


def test_four_writers_wait_and_the_rest_get_503_at_once(
    alice: ApiClient, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_lock, "MOMENT_S", 0.05)
    phones = [alice.another_phone() for _ in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as threads:
        other.execute("BEGIN IMMEDIATE")
        syncs = [threads.submit(each.post, f"{API}/sync", each.envelope([])) for each in phones]
        done, waiting = wait(syncs, timeout=5)
        assert len(waiting) == sqlite_lock.PATIENT
        for each in done:
            assert each.result().status_code == 503
            assert each.result().headers["Retry-After"] == "5"
        # Whoever comes now does not even wait for that moment.
        monkeypatch.setattr(sqlite_lock, "MOMENT_S", 60)
        assert alice.post(f"{API}/sync", alice.envelope([])).status_code == 503
        other.execute("COMMIT")
        wait(waiting)
        assert [each.result().status_code for each in waiting] == [200] * sqlite_lock.PATIENT
    assert alice.post(f"{API}/sync", alice.envelope([])).status_code == 200


def test_reading_does_not_wait_for_writers(alice: ApiClient, other: sqlite3.Connection) -> None:
    """Not even to note that the session is in use."""
    with time_machine.travel(clock.now() + TOUCH_EVERY + timedelta(seconds=1)):
        other.execute("BEGIN IMMEDIATE")
        answer = alice.get(f"{API}/me")
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        other.execute("COMMIT")
        assert "Set-Cookie" in alice.get(f"{API}/me").headers
