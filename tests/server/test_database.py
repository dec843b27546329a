"""Transactions that lose nothing."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from time import sleep
from typing import Any

import pytest
from flask import Flask, current_app
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from server import database, sqlite_lock
from server.accounts import store
from server.accounts.models import Account
from server.prepared import Executor
from server.prompts import queue
from tests.support.api import ApiClient
from tests.support.databases import is_sqlite

Transaction = Callable[[], AbstractContextManager[Any]]
Write = Callable[[Callable[[Executor], Any]], Any]


def in_a_session(work: Callable[[Executor], Any]) -> Any:
    with database.write() as s:
        return work(s)


WAYS_TO_WRITE = pytest.mark.parametrize("write", [in_a_session, database.write_together])

NOW = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("in_app")


def name_of(who: ApiClient) -> str:
    with database.read() as s:
        return s.scalars(select(Account.name).where(Account.id == who.id)).one()


def test_no_update_is_lost(app: Flask, alice: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight threads, each reading a number and writing it back one larger.

    With sqlite3's own transactions seven of eight updates were lost here; with a plain BEGIN most
    of them ended with "database is locked".
    """
    threads, times = 8, 25
    # However busy the machine is, each waits until it has its turn.
    monkeypatch.setattr(sqlite_lock, "PATIENT", threads)
    monkeypatch.setattr(sqlite_lock, "BUSY_TIMEOUT_MS", 600_000)
    start = threading.Barrier(threads)

    def count(_thread: int) -> None:
        start.wait()
        for _ in range(times):
            with app.app_context(), database.write() as s:
                account = store.lock_account(s, alice.id)
                assert account is not None
                read = int(account.name) if account.name.isdecimal() else 0
                store.change_account(s, alice.id, {"name": str(read + 1)})

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(count, range(threads)))
    assert name_of(alice) == str(threads * times)


def test_reading_sees_one_moment(alice: ApiClient) -> None:
    names = select(Account.name).where(Account.id == alice.id)
    with database.read() as s:
        assert s.scalar(names) == "Alice"
        thread = threading.Thread(
            target=lambda: alice.patch("/api/v1/me", {"name": "Somebody else"})
        )
        thread.start()
        thread.join()
        assert s.scalar(names) == "Alice"
    with database.read() as s:
        assert s.scalar(names) == "Somebody else"


def test_reading_cannot_write(alice: ApiClient) -> None:
    with pytest.raises(DBAPIError), database.read() as s:
        s.execute(text("DELETE FROM sessions"))
    with database.write() as s:
        assert store.change_account(s, alice.id, {"name": "Al"}) is not None


def test_an_error_rolls_everything_back(alice: ApiClient) -> None:
    def fail_halfway() -> None:
        with database.write() as s:
            store.change_account(s, alice.id, {"name": "Mallory"})
            s.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert name_of(alice) == "Alice"


@pytest.mark.parametrize("outer", [database.read, database.write])
@pytest.mark.parametrize("inner", [database.read, database.write])
def test_no_transaction_inside_of_another(outer: Transaction, inner: Transaction) -> None:
    """It would wait for itself on SQLite, and see something else on PostgreSQL."""
    with outer(), pytest.raises(RuntimeError), inner():
        pass


def test_rows_outlive_their_transaction(alice: ApiClient) -> None:
    with database.write() as s:
        account = store.lock_account(s, alice.id)
    assert account is not None
    assert account.email == alice.email


def test_a_row_that_refers_to_nothing_is_refused() -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    with pytest.raises(IntegrityError), database.write() as s:
        store.open_session(s, nobody, token_hash="x", user_agent="", now=NOW)


def test_sqlite_keeps_what_it_confirmed() -> None:
    """FULL: a power cut right after a commit takes nothing back. WAL: readers do not wait."""
    if not is_sqlite(current_app):
        return
    with database.write() as s:
        found = {
            pragma: s.scalar(text(f"PRAGMA {pragma}"))
            for pragma in ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")
        }
    assert found == {
        "synchronous": 2,
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": sqlite_lock.BUSY_TIMEOUT_MS,
    }


def test_writers_take_turns_without_long_sleeps(alice: ApiClient) -> None:
    """SQLite's own waiting sleeps for 1, 2, 5, 10 ms and more, and hardly ever wakes in time."""
    if not is_sqlite(current_app):
        return
    slept: list[float] = []
    began, waited = threading.Event(), threading.Event()

    def sleep_as_asked(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 10:
            waited.set()
        sleep(seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite_lock, "sleep", sleep_as_asked)

        def write_for_a_while() -> None:
            with alice.app.app_context(), database.write():
                began.set()
                assert waited.wait(60)

        other = threading.Thread(target=write_for_a_while)
        other.start()
        began.wait()
        with database.write() as s:
            assert s.scalar(text("PRAGMA busy_timeout")) == sqlite_lock.BUSY_TIMEOUT_MS
        other.join()
    assert slept[0] < 0.001
    assert max(slept) <= sqlite_lock.LONGEST_PAUSE_S


def test_waiting_too_long_for_the_write_lock_is_an_error(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not is_sqlite(current_app):
        return
    monkeypatch.setattr(sqlite_lock, "BUSY_TIMEOUT_MS", 20)
    done = threading.Event()
    began = threading.Event()

    def write_for_long() -> None:
        with alice.app.app_context(), database.write():
            began.set()
            done.wait()

    other = threading.Thread(target=write_for_long)
    other.start()
    began.wait()
    try:
        with pytest.raises(OperationalError), database.write():
            pytest.fail("two writers at once")
        with pytest.raises(OperationalError):
            database.write_together(lambda _: pytest.fail("two writers at once"))
        assert alice.post("/api/v1/sync", alice.envelope([])).status_code == 503
    finally:
        done.set()
        other.join()


@WAYS_TO_WRITE
def test_after_reading_one_can_write(alice: ApiClient, write: Write) -> None:
    """On the connection that was read with: SQLite is told for each of them what it may do."""
    with database.read() as s:
        s.scalar(select(Account.name))
    write(lambda s: queue.mark_dirty(s, alice.id))


def test_a_transaction_that_is_not_finished_is_rolled_back(alice: ApiClient) -> None:
    def interrupted(s: Executor) -> None:
        queue.mark_dirty(s, alice.id)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.write_together(interrupted)
    with database.read() as s:
        assert queue.all_accounts(s) == []
    database.write_together(lambda s: queue.mark_dirty(s, alice.id))
    with database.read() as s:
        assert queue.all_accounts(s) == [alice.id]


@WAYS_TO_WRITE
def test_prepared_statements_raise_the_usual_errors(alice: ApiClient, write: Write) -> None:
    """And without its parameters: what people write must not get into a log."""
    nobody = str(uuid.uuid4())
    with pytest.raises(IntegrityError) as failed:
        write(lambda s: queue.mark_dirty(s, nobody))
    assert failed.value.params is None
