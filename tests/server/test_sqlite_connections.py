"""A few connections to SQLite are at hand, each for one at a time, and none keeps anything open."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from sqlalchemy import QueuePool

from server import database
from server.database import read_autocommit, write_together
from server.driver_connection import BorrowedConnection, DriverConnection
from server.extensions import db
from server.sqlite_connections import MOST_KEPT, SqliteConnections


@pytest.fixture
def kept(app: Flask) -> Iterator[SqliteConnections]:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL's are asked whether they live")
        yield app.extensions[database.CONNECTIONS]


def raw_of(driver: DriverConnection) -> sqlite3.Connection:
    raw = driver.raw
    assert isinstance(raw, sqlite3.Connection)
    return raw


def test_reading_and_then_writing_uses_the_same_connection(kept: SqliteConnections) -> None:
    with read_autocommit() as s:
        reads_with = raw_of(s)
    assert write_together(raw_of) is reads_with


def test_a_borrowed_connection_is_not_lent_again(kept: SqliteConnections) -> None:
    with ExitStack() as stack:
        lent = [raw_of(stack.enter_context(BorrowedConnection(db.engine, kept))) for _ in range(4)]
    assert len(set(map(id, lent))) == 4


def test_further_connections_are_returned_to_the_pool(kept: SqliteConnections) -> None:
    pool = db.engine.pool
    assert isinstance(pool, QueuePool)
    with ExitStack() as stack:
        for _ in range(MOST_KEPT + 3):
            stack.enter_context(BorrowedConnection(db.engine, kept))
    assert pool.checkedout() == MOST_KEPT


def test_uncommitted_changes_are_rolled_back(kept: SqliteConnections) -> None:
    with BorrowedConnection(db.engine, kept) as s:
        s.command("CREATE TABLE told (who TEXT)")
    with BorrowedConnection(db.engine, kept) as s:
        s.command("BEGIN IMMEDIATE")
        s.command("INSERT INTO told VALUES ('Alice')")
    with BorrowedConnection(db.engine, kept) as s:
        assert not raw_of(s).in_transaction
        assert s.execute("SELECT count(*) FROM told").fetchone() == (0,)


def test_connections_are_closed_with_the_engine(kept: SqliteConnections) -> None:
    with read_autocommit() as s:
        raw = raw_of(s)
    db.engine.dispose()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        raw.execute("SELECT 1")
    with read_autocommit() as s:
        assert raw_of(s).execute("SELECT 1").fetchone() == (1,)
