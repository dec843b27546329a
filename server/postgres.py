"""Connections to PostgreSQL that give up: nobody waits for ever, whatever became of the server.

A phone that gets no answer tries again, and a thread that waits for a lost database serves nobody.
So each kind of silence has a bound, and the longest is that of a single answer:

- the server ends a statement that runs, waits for a lock, or leaves a transaction lying open for
  too long (`SETTINGS`);
- the kernel ends a connection whose other end has gone without a word, such as a machine that lost
  its power (`NETWORK`);
- `PatientConnection` ends one whose other end is there but silent, such as a server whose disk
  hangs. Only it can see that: the server's own clocks stand still then.
"""

from typing import Any, cast

import psycopg
from psycopg.abc import RV, PQGen
from sqlalchemy import Connection, Dialect, Engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

CONNECT_TIMEOUT_S = 5
STATEMENT_TIMEOUT_S = 20
LOCK_TIMEOUT_S = 10
IDLE_IN_TRANSACTION_TIMEOUT_S = 60
#: Longer than a statement may take, so that the server speaks first while it can.
PATIENCE_S = STATEMENT_TIMEOUT_S + 5
#: How long a request waits for another to hand its connection on.
POOL_TIMEOUT_S = 5
#: A process has this many threads, and each has one transaction at a time.
POOL_SIZE = 10

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


class PatientConnection(psycopg.Connection[Any]):
    """Waits for one answer for at most `patience` seconds (None: for ever), then is of no more use.

    Raises psycopg.OperationalError then, like every connection that was lost.
    """

    patience: float | None = PATIENCE_S

    def wait(self, gen: PQGen[RV], *arguments: Any, **more: Any) -> RV:
        if self.patience is not None:
            more.setdefault("timeout", self.patience)
        try:
            return super().wait(gen, *arguments, **more)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise psycopg.OperationalError("the server gave no answer in time") from error


def engine_options(url: str) -> dict[str, Any]:
    """What `create_engine` needs to be told. What the address itself says has the last word."""
    given = make_url(url).query
    settings = " ".join(f"-c {name}={seconds}s" for name, seconds in SETTINGS.items())
    arguments: dict[str, Any] = {
        name: value for name, value in NETWORK.items() if name not in given
    }
    return {
        # A server that was restarted has dropped our connections: ask before using one.
        "pool_pre_ping": True,
        "pool_size": POOL_SIZE,
        "max_overflow": POOL_SIZE,
        "pool_timeout": POOL_TIMEOUT_S,
        "connect_args": {**arguments, "options": f"{settings} {given.get('options', '')}".strip()},
    }


def init_engine(engine: Engine) -> None:
    """Let the engine make connections that give up."""
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "checkin", _be_patient_again)


def take_your_time(connection: Connection) -> None:
    """For a long job by an operator (a migration, a copy): until the end of this transaction its
    statements may take as long as they need. Waiting for a lock stays bounded, so that the job
    holds up nobody who has come after it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        cast(PatientConnection, connection.connection.driver_connection).patience = None


def _connect(
    _dialect: Dialect, _record: ConnectionPoolEntry, arguments: Any, more: Any
) -> PatientConnection:
    return PatientConnection.connect(*arguments, **more)


def _be_patient_again(connection: PatientConnection | None, _record: ConnectionPoolEntry) -> None:
    if connection is not None:
        connection.patience = PATIENCE_S
