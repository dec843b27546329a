"""Connections to PostgreSQL with timeouts: nobody waits for ever, whatever happens to the server.

A phone that gets no answer tries again, but a thread that waits for a lost database serves nobody.
So each kind of silence has a timeout:

- the server ends a statement that runs or waits for a lock for too long, and a transaction that is
  idle for too long (`SETTINGS`);
- the kernel ends a connection whose other end has vanished, such as a machine that lost its power
  (`NETWORK`);
- `PatientConnection` ends a connection whose other end is there but silent, such as a server whose
  disk hangs. Only the client can notice that, because the server's own timers stand still then.
"""

from math import inf
from select import select
from time import monotonic
from typing import Any, cast

import psycopg
from psycopg.abc import RV, PQGen
from sqlalchemy import Connection, Dialect, Engine, event, make_url
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from server.pipeline import Pipeline, PipelineConnection

CONNECT_TIMEOUT_S = 5
STATEMENT_TIMEOUT_S = 20
LOCK_TIMEOUT_S = 10
IDLE_IN_TRANSACTION_TIMEOUT_S = 60
#: Longer than a statement may take, so that a working server reports its own timeout first.
PATIENCE_S = STATEMENT_TIMEOUT_S + 5
#: How long a request waits for a connection of the pool.
POOL_TIMEOUT_S = 5
#: A process has this many threads, and each has one transaction at a time.
POOL_SIZE = 10

#: A connection that was not used for this long is checked before it is used.
ASK_AFTER_S = 1.0
#: The key under which the pool stores that time.
PUT_BACK = "karmadex_put_back"

SETTINGS = {
    "statement_timeout": STATEMENT_TIMEOUT_S,
    "lock_timeout": LOCK_TIMEOUT_S,
    "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_TIMEOUT_S,
}
#: libpq's names: after 10 s of silence ask three times whether anybody is there, 5 s apart.
NETWORK = {
    "connect_timeout": CONNECT_TIMEOUT_S,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


class PatientConnection(PipelineConnection):
    """Waits for one answer for at most `patience` seconds (None: for ever), and is closed after
    that.

    It then raises psycopg.OperationalError, like every connection that was lost.
    """

    patience: float | None = PATIENCE_S

    def wait(self, gen: PQGen[RV], *arguments: Any, **more: Any) -> RV:
        """Wait for the server as psycopg does. Raises psycopg.OperationalError after PATIENCE_S."""
        if self.patience is not None:
            more.setdefault("timeout", self.patience)
        try:
            return super().wait(gen, *arguments, **more)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise psycopg.OperationalError("the server gave no answer in time") from error


def engine_options(url: str) -> dict[str, Any]:
    """Returns the arguments of `create_engine`. Settings in the address itself take precedence."""
    given = make_url(url).query
    settings = " ".join(f"-c {name}={seconds}s" for name, seconds in SETTINGS.items())
    arguments: dict[str, Any] = {
        name: value for name, value in NETWORK.items() if name not in given
    }
    return {
        "pool_size": POOL_SIZE,
        "max_overflow": POOL_SIZE,
        "pool_timeout": POOL_TIMEOUT_S,
        # The connection used last has prepared the statements, and need not be checked.
        "pool_use_lifo": True,
        "connect_args": {**arguments, "options": f"{settings} {given.get('options', '')}".strip()},
    }


def init_engine(engine: Engine) -> None:
    """Make the engine create connections with these timeouts."""
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "checkin", _put_back)
    event.listen(engine, "checkout", _look_at)


def take_your_time(connection: Connection) -> None:
    """For a long job by an operator (a migration, a copy): until the end of this transaction,
    statements have no time limit. Waiting for a lock keeps its limit, so that the job does not
    block others that queue behind it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        cast(PatientConnection, connection.connection.driver_connection).patience = None


def _connect(
    _dialect: Dialect, _record: ConnectionPoolEntry, arguments: Any, more: Any
) -> PatientConnection:
    """Returns a connection. Raises psycopg.OperationalError, also for a database whose encoding is
    not UTF-8: one created in the C locale accepts any bytes, and returns bytes that are no valid
    text."""
    # psycopg prepares nothing by itself: at each rollback it would tell the server to forget all
    # prepared statements, those of `server.pipeline` too.
    connection = PatientConnection.connect(*arguments, **more | {"prepare_threshold": None})
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        connection.close()
        raise psycopg.OperationalError(
            f"the database keeps its texts in {encoding}: make it with UTF8"
            " (CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8')"
        )
    return connection


def _put_back(connection: PatientConnection | None, record: ConnectionPoolEntry) -> None:
    if connection is not None:
        connection.patience = PATIENCE_S
        record.info[PUT_BACK] = monotonic()


def _look_at(
    connection: PatientConnection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection
) -> None:
    """Check a connection before it is used, since a server that was restarted has closed it.

    SQLAlchemy's `pool_pre_ping` sends a query each time, which costs as much as a statement. If the
    connection was used a moment ago, it is enough to check that nothing has arrived unasked: a
    close would show. Raises InvalidatePoolError; the pool then makes new connections.
    """
    if monotonic() - record.info.get(PUT_BACK, -inf) < ASK_AFTER_S and not _has_come(connection):
        return
    try:
        with Pipeline(connection) as pipeline:
            pipeline.execute("SELECT 1")
    except psycopg.Error as error:
        raise InvalidatePoolError from error


def _has_come(connection: PatientConnection) -> bool:
    """Returns whether there is data to read, or the connection was closed."""
    try:
        arrived, _, _ = select([connection.fileno()], [], [], 0)
    except (ValueError, psycopg.Error):
        return True
    return bool(arrived)
