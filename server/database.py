"""Transactions: `read()`, `write()`, and `write_together()` for a sync. A single query needs none:
`read_autocommit()`. Nothing else opens a transaction.

`read()` and `write()` open a new SQLAlchemy session and close it. Never call the network inside a
transaction: on SQLite a writer blocks all other writers, on PostgreSQL it holds the locks of the
account.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar, copy_context
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from server import postgres
from server.columns import UtcDateTime, UuidText
from server.driver_connection import BorrowedConnection, DriverConnection, driver_connection_of
from server.extensions import db
from server.group_commit import GroupCommit
from server.prepared import Executor
from server.sqlite_connections import SqliteConnections
from server.sqlite_lock import BUSY_TIMEOUT_MS, Patience, begin_to_write

__all__ = [
    "Executor",
    "UtcDateTime",
    "UuidText",
    "engine_options",
    "erase_traces",
    "init_app",
    "read",
    "read_autocommit",
    "write",
    "write_together",
]

T = TypeVar("T")

#: The keys in `app.extensions` of the group commit and of the kept connections.
GROUP, CONNECTIONS = "karmadex_group_commit", "karmadex_sqlite_connections"
READ = "karmadex_read"
IMPATIENT = "karmadex_impatient"

_open: ContextVar[bool] = ContextVar("transaction_open", default=False)


@contextmanager
def read() -> Iterator[Session]:
    """A transaction that sees one snapshot of the database and cannot change anything.

    Raises RuntimeError inside another transaction, and a DBAPIError on an attempt to write.
    """
    options: dict[str, Any] = {READ: True}
    if db.engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _transaction(options) as session:
        yield session


@contextmanager
def write(*, is_patient: bool = True) -> Iterator[Session]:
    """A transaction that may write. It is committed at the end of the block, and rolled back if an
    error leaves it.

    On SQLite it is the only writer from the start (BEGIN IMMEDIATE), so that what it has read is
    still true when it writes. On PostgreSQL, lock the account's row first. If it `is_patient`, it
    waits for other writers of SQLite; otherwise it does not. Raises RuntimeError inside another
    transaction, and OperationalError if it cannot begin in time.
    """
    with _transaction({} if is_patient else {IMPATIENT: True}) as session:
        yield session
        session.commit()


def write_together(work: Callable[[DriverConnection], T], weight: int = 1) -> T:
    """Run `work` in a transaction like that of `write()`, with statements of `server.prepared`
    only.

    Returns what `work` returns, after the commit. On SQLite, waiting writers share one transaction
    (`server.group_commit`): `weight` is how much of its room this work takes. `work` may be called
    a second time if the shared transaction failed. This avoids SQLAlchemy's session and connection,
    which cost a sync as much as its statements. To PostgreSQL, the statements are sent together as
    a pipeline; only reading a result waits for it. Raises RuntimeError inside another transaction,
    and OperationalError if it cannot begin in time.
    """
    with _only():
        group: GroupCommit | None = current_app.extensions.get(GROUP)
        if group is not None:
            answer: T = group.run(work, weight, copy_context())
            return answer
        with BorrowedConnection(db.engine) as driver:
            try:
                with driver.pipeline():
                    driver.command("BEGIN")
                    answer = work(driver)
                # Sent alone, after everything else was answered. Otherwise a server that fails
                # could find the COMMIT in its socket and run it, although we have reported an
                # error.
                driver.commit()
            except BaseException:
                driver.rollback()
                raise
        return answer


def read_autocommit() -> AbstractContextManager[DriverConnection]:
    """For one `PreparedStatement` that only reads. A single statement sees one snapshot by itself,
    and a transaction around it would take three times as long."""
    kept: SqliteConnections | None = current_app.extensions.get(CONNECTIONS)
    return _read_pipeline() if kept is None else BorrowedConnection(kept.engine, kept)


@contextmanager
def _read_pipeline() -> Iterator[DriverConnection]:
    with BorrowedConnection(db.engine) as driver, driver.pipeline():
        yield driver


@contextmanager
def _transaction(options: dict[str, Any]) -> Iterator[Session]:
    # Rows are used after their transaction: they must not be loaded again on access.
    with (
        _only(),
        db.engine.connect() as connection,
        Session(connection.execution_options(**options), expire_on_commit=False) as session,
    ):
        session.connection()  # begins
        yield session


@contextmanager
def _only() -> Iterator[None]:
    if _open.get():
        raise RuntimeError("a transaction is open already: hand its session on")
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def init_app(app: Flask) -> None:
    """Configure SQLite's connections, or the timeouts of PostgreSQL."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "postgresql":
        postgres.init_engine(engine)
    if engine.dialect.name == "sqlite":
        app.extensions[CONNECTIONS] = connections = SqliteConnections(engine)
        app.extensions[GROUP] = GroupCommit(engine, connections)
        # Notes about people must not be readable by other users of this machine.
        Path(engine.url.database or "").touch(mode=0o600)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "checkin", _let_write)


def engine_options(url: str) -> dict[str, Any]:
    """Returns the arguments of `create_engine` for this database."""
    if url.startswith("sqlite"):
        # None: sqlite3 opens no transaction by itself, `_begin` does. By default it would begin one
        # only before the first write, and what was read before that might be out of date.
        return {"connect_args": {"isolation_level": None}, "pool_size": 20, "pool_use_lifo": True}
    return postgres.engine_options(url)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        # With NORMAL a power cut could undo commits that were reported to a phone.
        "synchronous=FULL",
        "foreign_keys=ON",
        # Erased data is overwritten, and not only marked as free.
        "secure_delete=ON",
        # 16 MB of pages are in the log before they are copied into the file, so that a page written
        # by several syncs is copied once. A longer log would need a second index table.
        "wal_autocheckpoint=4000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def erase_traces() -> bool:
    """Remove erased data from SQLite's write-ahead log too, which holds earlier versions of its
    pages.

    Returns False while another connection reads an older snapshot; the worker tries again at each
    tick.
    """
    with BorrowedConnection(db.engine) as driver:
        if driver.dialect.name != "sqlite":
            return True
        driver.command("PRAGMA busy_timeout=0")
        try:
            [is_busy, *_] = driver.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            driver.command(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    return not is_busy


def _begin(connection: Connection) -> None:
    driver = driver_connection_of(connection)
    if connection.get_execution_options().get(READ, False):
        connection.info[READ] = True
        driver.command("PRAGMA query_only=ON")
        driver.command("BEGIN")
    else:
        impatient = connection.get_execution_options().get(IMPATIENT, False)
        if impatient:
            begin_to_write(driver, None)
        else:
            with Patience() as patience:
                begin_to_write(driver, patience)


def _let_write(raw: Any, record: ConnectionPoolEntry) -> None:
    if raw is not None and record.info.pop(READ, False):
        raw.execute("PRAGMA query_only=OFF").close()
