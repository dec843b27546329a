"""Reads and writes our tables in their stored form, alike on SQLite and on PostgreSQL."""

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    MetaData,
    Select,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    tuple_,
)

from server.columns import JsonText
from server.extensions import db

Rows = Sequence[Sequence[Any]]


@cache
def tables() -> list[Table]:
    """Returns all tables, each after those it refers to. JSON columns are text here, so that every
    byte is kept."""
    copied = MetaData()
    for table in db.metadata.sorted_tables:
        for column in table.to_metadata(copied).columns:
            if isinstance(column.type, JsonText):
                column.type = Text()
    return copied.sorted_tables


def count(connection: Connection, table: Table) -> int:
    """Returns how many rows a table has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def batches(connection: Connection, table: Table, most: int) -> Iterator[Rows]:
    """Yields all rows in the order of the key, in batches of limited size."""
    after: Sequence[Any] | None = None
    while True:
        rows = connection.execute(_between(connection, table, after, None).limit(most)).all()
        if rows:
            yield rows
        if len(rows) < most:
            return
        after = key_of(table, rows[-1])


def put(connection: Connection, table: Table, after: Sequence[Any] | None, rows: Rows) -> None:
    """Make `rows` the only rows of the table whose key is above `after` (None: all from the start),
    up to the key of the last of them. With no rows, delete all above `after`."""
    last = key_of(table, rows[-1]) if rows else None
    held = connection.execute(_between(connection, table, after, last).limit(len(rows) + 1)).all()
    if [tuple(row) for row in held] == [tuple(row) for row in rows]:
        return
    connection.execute(delete(table).where(*_range(connection, table, after, last)))
    if rows:
        names = table.columns.keys()
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


class Digest:
    """A checksum of rows that does not depend on their order."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, rows: Rows) -> None:
        """Add these rows to the checksum."""
        self.rows += len(rows)
        for row in rows:
            self._sum += int.from_bytes(sha256(repr(tuple(row)).encode()).digest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Digest) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


def key_of(table: Table, row: Sequence[Any]) -> list[Any]:
    """Returns the primary key of a row that has all columns of the table."""
    names = table.columns.keys()
    return [row[names.index(column.name)] for column in table.primary_key]


def _between(
    connection: Connection, table: Table, after: Sequence[Any] | None, last: Sequence[Any] | None
) -> Select[Any]:
    return (
        select(*table.columns)
        .where(*_range(connection, table, after, last))
        .order_by(*_key(connection, table))
    )


def _range(
    connection: Connection, table: Table, after: Sequence[Any] | None, last: Sequence[Any] | None
) -> list[ColumnElement[bool]]:
    key = _key(connection, table)
    types = [column.type for column in table.primary_key]
    limits: list[ColumnElement[bool]] = []
    if after is not None:
        limits.append(tuple_(*key) > tuple_(*after, types=types))
    if last is not None:
        limits.append(tuple_(*key) <= tuple_(*last, types=types))
    return limits


def _key(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    """Texts are ordered by their bytes, as in SQLite, whatever the collation of PostgreSQL is."""
    is_postgresql = connection.dialect.name == "postgresql"
    return [
        column.collate("C") if is_postgresql and isinstance(column.type, String) else column
        for column in table.primary_key
    ]
