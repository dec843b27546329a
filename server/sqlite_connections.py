"""Keeps a few connections to SQLite at hand for prepared statements.

Each time that SQLAlchemy's pool lends a connection it makes a new wrapper for it, and resets it
afterwards. A small sync borrows twice, and that took as long as half of its statements
(docs/decisions/sync-statements.md). So what was borrowed once stays here.
"""

from typing import Any

from sqlalchemy import Engine, PoolProxiedConnection, event

#: As many as there are request threads in a process. The pool has 22 more for other threads.
MOST_KEPT = 8


class SqliteConnections:
    """The connections of one engine that are kept. Whoever borrows gets the one that was used last,
    since it still holds the pages that it has read."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._kept: list[PoolProxiedConnection] = []
        event.listen(engine, "engine_disposed", self._close)

    def borrow(self) -> PoolProxiedConnection:
        """Returns a connection; `give_back` it. Raises the driver's Error if a new one cannot be
        opened, and sqlalchemy.exc.TimeoutError if the pool has none left."""
        try:
            return self._kept.pop()
        except IndexError:
            return self.engine.raw_connection()

    def give_back(self, held: PoolProxiedConnection) -> None:
        """Keep a connection; what was not committed is rolled back."""
        raw: Any = held.dbapi_connection
        if raw is None or raw.in_transaction or len(self._kept) >= MOST_KEPT:
            held.close()  # the pool rolls back
        else:
            self._kept.append(held)

    def _close(self, _engine: Engine) -> None:
        while self._kept:
            self._kept.pop().invalidate()
