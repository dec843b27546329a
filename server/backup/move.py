"""Copies one database to another, of either kind.

1. The source is locked against writers until the end; a phone that syncs meanwhile waits.
2. The tables are created in the target, with a mark that names the source. If it holds other data,
   or the mark of another source, the move is refused.
3. Rows are copied table by table, parents first, in the order of their keys, one transaction a
   batch. Rows that are there already are only compared. So a move that was killed continues, and
   rows that changed since are corrected.
4. Each table is read again on both sides, and must have the same number of rows and the same
   checksum.
5. The epoch is copied last: only then is the target complete. Phones do not notice the move. The
   mark is removed.
6. The source gets a new epoch. If it is started again by mistake, phones that sync with it start
   over when they come to the target, and send it what it lacks.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    delete,
    insert,
    inspect,
    select,
    update,
)

from server.backup.archive import Advance
from server.backup.errors import BackupError
from server.backup.postgres import lock
from server.backup.secondary_app import secondary_app
from server.backup.service import Show, applied_revision
from server.backup.tables import Digest, batches, count, key_of, put, tables
from server.extensions import db
from server.health import migrations
from server.postgres import take_your_time

BATCH = 500
EPOCH = "server_epoch"
MARK = Table("moving", MetaData(), Column("source_epoch", String(32), primary_key=True))


def move(app: Flask, url: str, show: Show) -> dict[str, int]:
    """Copy everything to the database at `url`. Returns the number of rows of each table.

    Raises BackupError.
    """
    _, latest = migrations(app.extensions["migrate"].directory)
    if applied_revision() != latest:
        raise BackupError("Bring this database up to date first: `flask --app wsgi db upgrade`.")
    with _locked(db.engine) as source:
        epoch = _epoch(source)
        with secondary_app(url):
            target = db.engine
            if target.url == source.engine.url:
                raise BackupError("That is the database which is in use already.")
            _prepare(target, epoch)
            moved = _copy(source, target, show)
        source.execute(update(_table(EPOCH)).values(epoch=uuid.uuid4().hex))
    return moved


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else can write; committed at the end."""
    with engine.begin() as connection:
        take_your_time(connection)
        if connection.dialect.name == "postgresql":
            quote = connection.dialect.identifier_preparer.quote
            connection.exec_driver_sql(lock([quote(each.name) for each in tables()], "SHARE"))
        yield connection


def _prepare(target: Engine, epoch: str) -> None:
    """Create the tables and the mark. Raises BackupError if the target holds other data."""
    names = set(inspect(target).get_table_names())
    if MARK.name in names:
        with target.connect() as connection:
            if connection.scalars(select(MARK.c.source_epoch)).all() != [epoch]:
                raise BackupError("Another database was being moved there: take an empty one.")
    else:
        with target.connect() as connection:
            for table in tables():
                if table.name not in names - {EPOCH}:
                    continue
                if connection.execute(select(table).limit(1)).first() is None:
                    continue
                if connection.scalar(select(_table(EPOCH))) == epoch:
                    raise BackupError("This database was moved there already.")
                raise BackupError(f"There is data already, in {table.name}: take an empty one.")
        with target.begin() as connection:
            MARK.create(connection)
            connection.execute(insert(MARK).values(source_epoch=epoch))
    upgrade()


def _copy(source: Connection, target: Engine, show: Show) -> dict[str, int]:
    ours = [table for table in tables() if table.name != EPOCH]
    advance = show(2 * sum(count(source, table) for table in ours))
    digests = {table.name: _copy_table(source, target, table, advance) for table in ours}
    for table in ours:
        there = Digest()
        with target.connect() as connection:
            for rows in batches(connection, table, BATCH):
                there.add(rows)
                advance(len(rows))
        if there != digests[table.name]:
            raise BackupError(f"{table.name} did not arrive as it was: run `move-to` again.")
    with target.begin() as connection:
        epoch = _table(EPOCH)
        connection.execute(delete(epoch))
        connection.execute(insert(epoch).values(epoch=_epoch(source)))
        MARK.drop(connection)
    _get_to_know(target)
    return {name: digest.rows for name, digest in digests.items()}


def _copy_table(source: Connection, target: Engine, table: Table, advance: Advance) -> Digest:
    digest = Digest()
    after = None
    for rows in batches(source, table, BATCH):
        with target.begin() as connection:
            put(connection, table, after, rows)
        digest.add(rows)
        advance(len(rows))
        after = key_of(table, rows[-1])
    with target.begin() as connection:
        put(connection, table, after, [])
    return digest


def _get_to_know(target: Engine) -> None:
    """Have PostgreSQL analyse the tables now, not only at its next autovacuum."""
    if target.dialect.name == "postgresql":
        with target.begin() as connection:
            take_your_time(connection)
            connection.exec_driver_sql("ANALYZE")


def _epoch(connection: Connection) -> str:
    return str(connection.scalar(select(_table(EPOCH))))


def _table(name: str) -> Table:
    return next(table for table in tables() if table.name == name)
