"""Whose turn it is to write to SQLite, which has one writer at a time.

SQLite itself would wait for its turn in steps of 1, 2, 5, 10, … milliseconds. A sync takes one: who
comes while another writes would wait for longer than that takes.

Who waits keeps a thread waiting that answers people. Mostly that is over in a moment; when it is
not, since another process holds the lock, only PATIENT of them wait on. The rest hear at once that
the database is busy, so that threads are left for all that only reads.
"""

import sqlite3
from threading import Lock
from time import monotonic, sleep

from server.prepared import DriverConnection

BUSY_TIMEOUT_MS = 15_000
#: How long a writer sleeps before it looks again whether it is its turn: at first, and at most.
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.0002, 0.01
#: Who has waited for so long is one of the patient, if there is a place among them.
MOMENT_S = 1.0
#: Half of the threads of a process that serves.
PATIENT = 4


class _Bench:
    """The places of the patient in this process."""

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


def begin_to_write(driver: DriverConnection, *, is_patient: bool = True) -> None:
    """Begin a transaction that is the only one to write. One that is not patient does not wait.

    Raises sqlalchemy.exc.OperationalError when it does not get its turn.
    """
    driver.command("PRAGMA busy_timeout=0")
    try:
        _wait_for_turn(driver, is_patient)
    finally:
        driver.command(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _wait_for_turn(driver: DriverConnection, is_patient: bool) -> None:
    began = monotonic()
    pause = SHORTEST_PAUSE_S
    is_seated = False
    try:
        while True:
            try:
                driver.raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                waited = monotonic() - began
                if (
                    error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY
                    or not is_patient
                    or waited > BUSY_TIMEOUT_MS / 1000
                ):
                    driver.fail(error)
                if not is_seated and (waited > MOMENT_S or _bench.is_full):
                    is_seated = _bench.sit_down()
                    if not is_seated:
                        driver.fail(error)
            else:
                return
            sleep(pause)
            pause = min(pause * 1.2, LONGEST_PAUSE_S)
    finally:
        if is_seated:
            _bench.stand_up()
