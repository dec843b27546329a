"""Waiting for SQLite, which allows one writer at a time.

SQLite itself would wait in steps of 1, 2, 5, 10, … milliseconds. A sync takes one millisecond, so
most waits would be much longer than necessary.

A writer that waits occupies a thread that serves requests. Usually that is over in a moment. If it
is not, because another process holds the lock, only PATIENT of them go on waiting. The others fail
at once with "database is busy", so that threads are left for requests that only read.
"""

import sqlite3
from threading import Lock
from time import monotonic, sleep
from typing import Self

from server.driver_connection import DriverConnection

BUSY_TIMEOUT_MS = 15_000
#: How long a writer sleeps before it tries again: at first, and at most.
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.0002, 0.01
#: After this time a writer needs one of the places for patient writers.
MOMENT_S = 1.0
#: The number of places: half of the threads of a process that serves.
PATIENT = 4


class _Bench:
    """The places for writers of this process that go on waiting."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seated = 0

    @property
    def is_full(self) -> bool:
        return self._seated >= PATIENT

    def sit_down(self) -> bool:
        with self._lock:
            if self.is_full:
                return False
            self._seated += 1
            return True

    def stand_up(self) -> None:
        with self._lock:
            self._seated -= 1


_bench = _Bench()


class Patience:
    """How long a writer waits, counted from when this was created: a moment, and up to
    BUSY_TIMEOUT_MS if there is a place among the PATIENT. A context manager: leaving it frees the
    place."""

    def __init__(self) -> None:
        self._began = monotonic()
        self._is_seated = False

    def is_over(self) -> bool:
        """Returns whether to give up now. It may take a place."""
        waited = monotonic() - self._began
        if waited > BUSY_TIMEOUT_MS / 1000:
            return True
        if not self._is_seated and (waited > MOMENT_S or _bench.is_full):
            self._is_seated = _bench.sit_down()
            return not self._is_seated
        return False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_seated:
            self._is_seated = False
            _bench.stand_up()


def begin_to_write(driver: DriverConnection, patience: Patience | None) -> None:
    """Begin a transaction as the only writer. Without patience it does not wait.

    Raises sqlalchemy.exc.OperationalError if it cannot begin.
    """
    driver.command("PRAGMA busy_timeout=0")
    try:
        _wait_for_turn(driver, patience)
    finally:
        driver.command(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _wait_for_turn(driver: DriverConnection, patience: Patience | None) -> None:
    pause = SHORTEST_PAUSE_S
    while True:
        try:
            driver.raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or patience is None or patience.is_over():
                driver.fail(error)
        else:
            return
        sleep(pause)
        pause = min(pause * 1.2, LONGEST_PAUSE_S)
