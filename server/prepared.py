"""Prepared statements: compiled once per process, and run by the database driver directly.

SQLAlchemy compiles them, and converts their parameters and results. Running a small statement
through SQLAlchemy as well would take longer than the database takes to answer it, and a sync
consists of ten small ones.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    Text,
    Uuid,
    bindparam,
    func,
    select,
    type_coerce,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from server.driver_connection import DriverConnection, driver_connection_of
from server.pipeline import Row

Process = Callable[[Any], Any]

#: The dialects by name. Their parameters are positional, which is fastest.
_DIALECTS: dict[str, Dialect] = {
    "postgresql": psycopg.dialect(paramstyle="numeric_dollar"),  # type: ignore[no-untyped-call]
    "sqlite": sqlite.dialect(paramstyle="qmark"),
}


def id_in(dialect: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Returns the condition that a column of UUIDs equals one of those in the parameter `ids`,
    separated by commas.

    It is one parameter for all of them: a thousand separate ones would cost more than looking up
    the rows.
    """
    ids = bindparam("ids", type_=Text)
    if dialect == "postgresql":
        listed = func.string_to_array(ids, ",").cast(postgresql.ARRAY(Uuid))
        return column == func.any(listed)
    quoted = '["' + func.replace(func.replace(ids, "-", ""), ",", '","') + '"]'
    rows = func.json_each(quoted).table_valued("value")
    return type_coerce(column, Text).in_(select(rows.c.value))


@dataclass(frozen=True, slots=True)
class CompiledStatement:
    """A statement compiled for one kind of database. `given` has for each parameter, in order, its
    name, its fixed value, and how to convert it; `found` has the columns that must be converted on
    reading. `row` makes a named tuple of a row."""

    sql: str
    given: Sequence[tuple[str, Any, Process | None]]
    found: Sequence[tuple[int, Process]]
    row: Callable[[Iterable[Any]], Any]
    #: How to convert parameters, by their positions.
    written: Sequence[tuple[int, Process]]
    #: For each class of rows the position of each parameter; None: they are in the same order.
    orders: dict[type, Callable[[Any], Row] | None] = field(default_factory=dict)

    def values(self, rows: Sequence[Any]) -> Sequence[Row]:
        """Returns the parameters of each of the rows, which are named tuples of one class. The
        parameter `_x` is the row's `x`. Raises ValueError if a row lacks one."""
        if type(rows[0]) not in self.orders:
            self.orders[type(rows[0])] = self._order(type(rows[0])._fields)
        order = self.orders[type(rows[0])]
        if order is not None:
            rows = list(map(order, rows))
        if len(rows) == 1:
            return [_processed(rows[0], self.written)]
        return _processed_rows(rows, self.written) if self.written else rows

    def _order(self, names: tuple[str, ...]) -> Callable[[Any], Row] | None:
        places = [names.index(name.removeprefix("_")) for name, _, _ in self.given]
        return None if places == list(range(len(names))) else itemgetter(*places)


class PreparedStatement:
    """One statement. `make` builds it for a dialect, given by name."""

    def __init__(self, make: Callable[[str], Executable]) -> None:
        self._make = make
        self._compiled: dict[str, CompiledStatement] = {}

    def compiled(self, dialect: str) -> CompiledStatement:
        """Returns the statement for this dialect."""
        found = self._compiled.get(dialect)
        if found is None:
            found = self._compiled[dialect] = _compile(self._make(dialect), _DIALECTS[dialect])
        return found

    def run(self, s: "Executor", **values: Any) -> "Rows":
        """Run it with these values. Raises sqlalchemy.exc.DBAPIError."""
        driver = s if type(s) is DriverConnection else _driver(s)
        name = driver.dialect.name
        compiled = self._compiled.get(name) or self.compiled(name)
        given = tuple(
            [
                values.get(name, fixed) if process is None else process(values.get(name, fixed))
                for name, fixed, process in compiled.given
            ]
        )
        driver.notify_listeners(compiled.sql, given)
        try:
            return Rows(driver, driver.execute(compiled.sql, given), compiled)
        except driver.Error as error:
            driver.fail(error)

    def run_many(self, s: "Executor", rows: Sequence[Any]) -> None:
        """Run it once for each row; there is at least one. Rows are named tuples of one class, with
        a name for each parameter. Raises sqlalchemy.exc.DBAPIError."""
        driver = _driver(s)
        compiled = self.compiled(driver.dialect.name)
        given = compiled.values(rows)
        driver.notify_listeners(compiled.sql, given, many=True)
        try:
            if len(given) == 1:  # executemany would take three times as long
                driver.execute(compiled.sql, given[0])
            else:
                driver.execute_many(compiled.sql, given)
        except driver.Error as error:
            driver.fail(error)


class Rows:
    """The rows that a statement found, as named tuples. They can be iterated over once."""

    __slots__ = ("_compiled", "_cursor", "_driver")

    def __init__(self, driver: DriverConnection, cursor: Any, compiled: CompiledStatement) -> None:
        self._driver, self._cursor, self._compiled = driver, cursor, compiled

    def __iter__(self) -> Iterator[Any]:
        named, found = self._compiled.row, self._compiled.found
        try:
            for row in self._cursor:
                yield named(_processed(row, found))
        except self._driver.Error as error:
            self._driver.fail(error)

    def first(self) -> Any:
        """Returns the first row, or None. Closes the cursor: SQLite cannot end a savepoint while a
        statement is still being read."""
        try:
            return next(iter(self), None)
        finally:
            self._cursor.close()


#: Anything that runs statements: a transaction of `server.database`.
Executor = Session | DriverConnection


def _compile(statement: Executable, dialect: Dialect) -> CompiledStatement:
    compiled = cast(SQLCompiler, cast(ClauseElement, statement).compile(dialect=dialect))
    given = []
    for name in compiled.positiontup or ():
        bind = compiled.binds[name]
        given.append((name, bind.value, _type(bind.type, dialect).bind_processor(dialect)))
    columns = getattr(statement, "exported_columns", ())
    readers = [_type(each.type, dialect).result_processor(dialect, None) for each in columns]
    return CompiledStatement(
        str(compiled),
        given,
        [(at, reader) for at, reader in enumerate(readers) if reader is not None],
        partial(tuple.__new__, namedtuple("Found", [str(each.key) for each in columns])),
        [(at, process) for at, (_, _, process) in enumerate(given) if process is not None],
    )


def _type(of: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return of.dialect_impl(dialect)


def _driver(s: Executor) -> DriverConnection:
    if isinstance(s, DriverConnection):
        return s
    assert isinstance(s.bind, Connection), "not from database.read() or write()"
    return driver_connection_of(s.bind)


def _processed(row: Row, processes: Iterable[tuple[int, Process]]) -> Row:
    if not processes:
        return row
    values = list(row)
    for at, process in processes:
        values[at] = process(values[at])
    return tuple(values)


def _processed_rows(rows: Sequence[Row], processes: Iterable[tuple[int, Process]]) -> list[Row]:
    # Column by column, because a list and a tuple for each row would take half as long again.
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for at, process in processes:
        first = columns[at][0]
        if columns[at].count(first) == len(rows):  # the account, the device
            columns[at] = [process(first)] * len(rows)
        else:
            columns[at] = [process(value) for value in columns[at]]
    return list(zip(*columns, strict=True))
