"""The database driver's own connection, for prepared statements (`server.prepared`) and groups of
commits: SQLAlchemy would take longer than the database for each of them.

Listeners for the engine's `before_cursor_execute` are called for these statements too, and errors
are raised as SQLAlchemy raises them.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from psycopg import RawCursor
from sqlalchemy import Connection, Dialect, Engine
from sqlalchemy.exc import DBAPIError

from server.pipeline import Pipeline, Row
from server.sqlite_connections import SqliteConnections


class DriverConnection:
    """A connection of the database driver: `raw`. `give_up` is called if it was lost."""

    __slots__ = ("Error", "_engine", "_give_up", "_pipeline", "dialect", "raw")

    def __init__(self, engine: Engine, raw: Any, give_up: Callable[[Any], None]) -> None:
        self._engine, self.raw, self._give_up = engine, raw, give_up
        self.dialect = engine.dialect
        self._pipeline: Pipeline | None = None
        self.Error = engine.dialect.loaded_dbapi.Error

    def command(self, sql: str) -> None:
        """Run SQL without parameters and results. Raises sqlalchemy.exc.DBAPIError."""
        try:
            self.execute(sql)
        except self.Error as error:
            self.fail(error)

    def execute(self, sql: str, given: Sequence[Any] = ()) -> Any:
        """Returns what the driver returns: something like a cursor. Raises the driver's Error."""
        if self._pipeline is not None:
            return self._pipeline.execute(sql, given)
        if self.dialect.name == "postgresql":
            return RawCursor(self.raw).execute(sql, given)
        return self.raw.execute(sql, given)

    def execute_many(self, sql: str, rows: Sequence[Row]) -> None:
        """Run it once for each row. Raises the driver's Error."""
        if self._pipeline is not None:
            for row in rows:
                self._pipeline.execute(sql, row)
        elif self.dialect.name == "postgresql":
            RawCursor(self.raw).executemany(sql, rows)
        else:
            self.raw.cursor().executemany(sql, rows)

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        """Send the statements inside the block to PostgreSQL together, as long as none needs the
        result of another: reading a row waits for all of them. Outside of a transaction of
        psycopg's."""
        if self.dialect.name != "postgresql":
            yield
            return
        try:
            with Pipeline(self.raw) as self._pipeline:
                yield
        except self.Error as error:
            self.fail(error)
        finally:
            self._pipeline = None

    def commit(self) -> None:
        """Commit. Raises sqlalchemy.exc.DBAPIError."""
        if self.dialect.name == "postgresql":
            with self.pipeline():
                self.command("COMMIT")
            return
        try:
            self.raw.commit()
        except self.Error as error:
            self.fail(error)

    def rollback(self) -> None:
        """Roll back, unless the connection is lost and its transaction with it. Raises
        sqlalchemy.exc.DBAPIError."""
        try:
            if not self.raw.closed:
                self.raw.rollback()
        except self.Error as error:
            self.fail(error)

    def notify_listeners(self, sql: str, given: Any, *, many: bool = False) -> None:
        """Call the listeners for `before_cursor_execute`, since SQLAlchemy does not see these
        statements."""
        for listener in self._engine.dispatch.before_cursor_execute:
            listener(None, None, sql, given, None, many)

    def fail(self, error: Any) -> NoReturn:
        """Raise the error as SQLAlchemy does, without parameter values; give up a lost
        connection."""
        lost = self.dialect.is_disconnect(error, self.raw, None)
        if lost:
            self._give_up(error)
        raise _as_sqlalchemy(self.dialect, error, lost=lost) from error


def driver_connection_of(connection: Connection) -> DriverConnection:
    """Returns the driver's connection within SQLAlchemy's."""
    raw = connection.connection.driver_connection
    return DriverConnection(connection.engine, raw, connection.invalidate)


class BorrowedConnection:
    """A context manager: borrows a connection, of those that are `kept` or from the pool. What was
    not committed at the end is rolled back.

    Entering raises sqlalchemy.exc.DBAPIError, or TimeoutError if the pool has none left. It is a
    class because a sync borrows twice, and a generator would run four more functions each time.
    """

    __slots__ = ("_engine", "_held", "_kept")

    def __init__(self, engine: Engine, kept: SqliteConnections | None = None) -> None:
        self._engine, self._kept = engine, kept

    def __enter__(self) -> DriverConnection:
        engine, kept = self._engine, self._kept
        try:
            self._held = engine.raw_connection() if kept is None else kept.borrow()
        except engine.dialect.loaded_dbapi.Error as error:
            raise _as_sqlalchemy(engine.dialect, error) from error
        return DriverConnection(engine, self._held.dbapi_connection, self._held.invalidate)

    def __exit__(self, *_: object) -> None:
        if self._kept is None:
            self._held.close()
        else:
            self._kept.give_back(self._held)


def _as_sqlalchemy(dialect: Dialect, error: Any, *, lost: bool = False) -> Any:
    return DBAPIError.instance(
        None,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )
