"""Writers that wait for SQLite share one transaction, and its commit (group commit).

A commit waits for the disk, which is most of what a small sync takes. So the writer whose turn it
is also does the work of those who have come meanwhile, in the same transaction, and all are
answered after the one commit.

Nobody waits for others to join: a writer that finds no other starts at once, alone. The work of
each one who joins is in a savepoint of its own, so that if it fails it is rolled back alone. If an
error ends the whole transaction (a full disk, say), or the commit fails, then nothing was done for
anybody, and each is run again in a transaction of its own.
"""

import sqlite3
from collections import deque
from collections.abc import Callable
from contextvars import Context
from threading import Event, Lock
from time import monotonic
from typing import Any, NoReturn

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from server.driver_connection import BorrowedConnection, DriverConnection
from server.sqlite_connections import SqliteConnections
from server.sqlite_lock import Patience, begin_to_write

#: A group takes no further members above this weight or this age, since its first member waits.
MOST_WEIGHT = 1000
LONGEST_S = 0.020
#: How often a waiting member checks whether to go on waiting.
LOOK_EVERY_S = 0.1

#: The work in the transaction. It may run a second time, if the first time was rolled back.
Work = Callable[[DriverConnection], Any]


class _Member:
    """One piece of work, and its result. It runs in `context`, the one of its own thread."""

    __slots__ = ("answer", "context", "error", "leads", "patience", "weight", "woken", "work")

    def __init__(self, work: Work, weight: int, context: Context, patience: Patience) -> None:
        self.work, self.weight, self.context, self.patience = work, weight, context, patience
        self.woken = Event()
        self.leads = False
        self.answer: Any = None
        self.error: BaseException | None = None

    def do(self, driver: DriverConnection) -> None:
        """Run the work; store its result or its error."""
        self.answer = self.error = None
        try:
            self.answer = self.context.run(self.work, driver)
        except BaseException as error:
            self.error = error


class GroupCommit:
    """The writers of one process to one SQLite database."""

    def __init__(self, engine: Engine, connections: SqliteConnections) -> None:
        self._engine, self._connections = engine, connections
        self._lock = Lock()
        #: Members that are in no group yet; the first of them leads the next group.
        self._waiting: deque[_Member] = deque()
        self._has_leader = False

    def run(self, work: Work, weight: int, context: Context) -> Any:
        """Returns what `work` returns, after the commit.

        Raises what `work` raises, and then nothing of it was done, or
        sqlalchemy.exc.OperationalError.
        """
        with Patience() as patience:
            member = _Member(work, weight, context, patience)
            with self._lock:
                self._waiting.append(member)
                member.leads, self._has_leader = not self._has_leader, True
            if not member.leads:
                self._wait(member)
            if member.leads:
                self._lead(member)
        if member.error is not None:
            raise member.error
        return member.answer

    def _wait(self, member: _Member) -> None:
        """Wait until the work is done, or this thread leads the next group. Raises OperationalError
        if it gives up before it is in a group."""
        while True:
            if member.patience.is_over():
                with self._lock:
                    gives_up = member in self._waiting and not member.leads
                    if gives_up:
                        self._waiting.remove(member)
                if gives_up:
                    _fail_as_busy()
            if member.woken.wait(LOOK_EVERY_S):
                return

    def _lead(self, first: _Member) -> None:
        with self._lock:
            self._waiting.popleft()  # itself
        group = [first]
        try:
            with self._connection() as driver:
                begin_to_write(driver, first.patience)
                self._fill(driver, group)
                if first.error is None:
                    driver.commit()
        except BaseException as error:
            if len(group) == 1:
                first.error = first.error or error
            else:
                self._do_one_by_one(group)
        finally:
            self._hand_over()
            for member in group[1:]:
                member.woken.set()

    def _fill(self, driver: DriverConnection, group: list[_Member]) -> None:
        """Do the work of the first member, then of those who wait, as long as there is room for
        them.

        Raises _Undone if the transaction was rolled back.
        """
        first = group[0]
        began, weight = monotonic(), first.weight
        first.do(driver)  # the first needs no savepoint
        if first.error is not None:
            return
        while monotonic() - began < LONGEST_S:
            member = self._next_below(MOST_WEIGHT - weight)
            if member is None:
                return
            group.append(member)
            weight += member.weight
            driver.command("SAVEPOINT member")
            member.do(driver)
            if not driver.raw.in_transaction:
                raise _Undone
            if member.error is not None:
                driver.command("ROLLBACK TO member")
            driver.command("RELEASE member")

    def _next_below(self, room: int) -> _Member | None:
        """Remove the next member from the queue and return it, if there is one and it fits."""
        with self._lock:
            if not self._waiting or self._waiting[0].weight > room:
                return None
            return self._waiting.popleft()

    def _do_one_by_one(self, group: list[_Member]) -> None:
        """Run each in a transaction of its own, as if it had come alone."""
        for member in group:
            try:
                with self._connection() as driver:
                    begin_to_write(driver, member.patience)
                    member.do(driver)
                    if member.error is None:
                        driver.commit()
            except BaseException as error:
                member.error = member.error or error

    def _connection(self) -> BorrowedConnection:
        return BorrowedConnection(self._engine, self._connections)

    def _hand_over(self) -> None:
        """Let the first of those who still wait lead the next group."""
        with self._lock:
            self._has_leader = bool(self._waiting)
            if self._has_leader:
                self._waiting[0].leads = True
                self._waiting[0].woken.set()


class _Undone(Exception):
    """An error of one member has rolled back the transaction of all."""


def _fail_as_busy() -> NoReturn:
    """Raises the OperationalError that SQLite itself raises when it is busy."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_BUSY, "SQLITE_BUSY"
    raise OperationalError(None, None, error)
