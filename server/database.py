"""The only two ways to a transaction: `read()` and `write()`.

Both give a fresh SQLAlchemy session and close it. Never call the network inside of one: on SQLite
a writer keeps all others waiting, on PostgreSQL it keeps the locks of the account.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from server import postgres
from server.columns import UtcDateTime, UuidText
from server.extensions import db

__all__ = ["UtcDateTime", "UuidText", "engine_options", "init_app", "read", "write"]

READ = "karmadex_read"
BUSY_TIMEOUT_MS = 15_000

_open: ContextVar[bool] = ContextVar("transaction_open", default=False)


@contextmanager
def read() -> Iterator[Session]:
    """A transaction that sees one moment of the database and can change nothing.

    Raises RuntimeError inside of another transaction, and a DBAPIError on an attempt to write.
    """
    options: dict[str, Any] = {READ: True}
    if db.engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _transaction(options) as session:
        yield session


@contextmanager
def write() -> Iterator[Session]:
    """A transaction that may write: committed on leaving, rolled back when an error leaves it.

    On SQLite it is the only writer from its first moment (BEGIN IMMEDIATE), so that what it reads
    is still true when it writes. On PostgreSQL lock the account's row first.
    Raises RuntimeError inside of another transaction.
    """
    with _transaction({}) as session:
        yield session
        session.commit()


@contextmanager
def _transaction(options: dict[str, Any]) -> Iterator[Session]:
    if _open.get():
        raise RuntimeError("a transaction is open already: hand its session on")
    token = _open.set(True)
    try:
        # Rows outlive the transaction they were read in: nothing is loaded behind one's back.
        with Session(db.engine.execution_options(**options), expire_on_commit=False) as session:
            yield session
    finally:
        _open.reset(token)


def init_app(app: Flask) -> None:
    """Make SQLite keep its promises, and give up on a PostgreSQL that does not answer."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "postgresql":
        postgres.init_engine(engine)
    if engine.dialect.name == "sqlite":
        # What people jot down about each other is for the eyes of this server alone.
        Path(engine.url.database or "").touch(mode=0o600)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def engine_options(url: str) -> dict[str, Any]:
    """What `create_engine` needs to be told for this database."""
    if url.startswith("sqlite"):
        # None: sqlite3 opens no transaction by itself, `_begin_sqlite` does. Left to its default it
        # begins one only before the first write, and what was read before that may be out of date.
        return {"connect_args": {"isolation_level": None}, "pool_size": 20}
    return postgres.engine_options(url)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        # NORMAL would let a power cut take back commits that a phone was told of.
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READ, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
