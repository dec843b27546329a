"""What is sent to PostgreSQL together is answered as if each had been sent alone."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any

import psycopg
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server import postgres
from server.driver_connection import BorrowedConnection
from server.extensions import db
from server.pipeline import Pipeline
from server.postgres import PatientConnection
from tests.support import changes
from tests.support.api import ApiClient

ECHO = "SELECT $1::TEXT, $2::BIGINT, $3::TIMESTAMP WITH TIME ZONE, $4::BOOLEAN, $5::UUID"
LARGE = 100_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Step = tuple[str, tuple[Any, ...]]


@pytest.fixture
def connection(app: Flask) -> Iterator[PatientConnection]:
    with app.app_context():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite is asked for one thing after the other")
        with BorrowedConnection(db.engine) as driver:
            yield driver.raw


def run(connection: PatientConnection, steps: Iterable[Step]) -> None:
    with Pipeline(connection) as pipeline:
        for sql, values in steps:
            pipeline.execute(sql, values)


def waits_of(connection: PatientConnection, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """How often it waited from now on."""
    waits: list[object] = []
    wait = connection.wait

    def noted(given: Any, *more: Any, **named: Any) -> Any:
        waits.append(given)
        return wait(given, *more, **named)

    monkeypatch.setattr(connection, "wait", noted)
    return waits


def test_one_wait_serves_all_statements(
    connection: PatientConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = waits_of(connection, monkeypatch)
    with Pipeline(connection) as pipeline:
        replies = [pipeline.execute("SELECT $1::BIGINT", (number,)) for number in range(20)]
        assert waits == []
        assert [list(each) for each in replies] == [[(number,)] for number in range(20)]
        assert len(waits) == 1
        pipeline.execute("SELECT 1")
    assert len(waits) == 2


@pytest.mark.parametrize("many", [1, 20])
def test_a_sync_waits_as_often_as_it_has_to(
    alice: ApiClient, connection: PatientConnection, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Who is signed in; the lock and what is held; what is written; the commit. And twice the pool
    takes the connection back, where there is nothing to wait for."""
    # However slow this machine is, nobody asks whether the connection lives.
    monkeypatch.setattr(postgres, "ASK_AFTER_S", inf)
    seen: list[PatientConnection] = []
    alice.sync([changes.note()])
    with monkeypatch.context() as patched:
        execute = Pipeline.execute

        def noted(pipeline: Pipeline, *given: Any) -> Any:
            seen.append(pipeline._connection)
            return execute(pipeline, *given)

        patched.setattr(Pipeline, "execute", noted)
        alice.sync([changes.note()])
    (held,) = set(seen)
    waits = waits_of(held, monkeypatch)
    alice.sync([changes.note() for _ in range(many)])
    assert len(waits) == 4 + 2


def test_the_first_error_is_raised_and_later_statements_do_not_run(
    connection: PatientConnection,
) -> None:
    with Pipeline(connection) as pipeline:
        pipeline.execute("CREATE TEMPORARY TABLE told (who BIGINT PRIMARY KEY)")
    add = "INSERT INTO told VALUES ($1)"
    steps = [("BEGIN", ()), (add, (1,)), (add, (1,)), (add, (2,)), ("SELECT * FROM nowhere", ())]
    with pytest.raises(psycopg.errors.UniqueViolation, match="told_pkey"):
        run(connection, steps)
    assert connection.info.transaction_status == psycopg.pq.TransactionStatus.INERROR
    connection.rollback()
    with Pipeline(connection) as pipeline:
        pipeline.execute(add, (1,))
        assert list(pipeline.execute("SELECT who FROM told")) == [(1,)]


def test_a_statement_that_failed_to_prepare_is_prepared_again(
    connection: PatientConnection,
) -> None:
    look = "SELECT who FROM told"
    with pytest.raises(psycopg.errors.UndefinedTable), Pipeline(connection) as pipeline:
        list(pipeline.execute(look))
    with Pipeline(connection) as pipeline:
        pipeline.execute("CREATE TEMPORARY TABLE told (who BIGINT)")
        assert list(pipeline.execute(look)) == []


def test_an_error_of_ones_own_ends_it_too(connection: PatientConnection) -> None:
    def stumble() -> Iterator[Step]:
        yield "BEGIN", ()
        yield "SELECT nothing FROM nowhere", ()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(connection, stumble())
    connection.rollback()
    with Pipeline(connection) as pipeline:
        assert list(pipeline.execute("SELECT 1")) == [(1,)]


def test_prepared_statements_survive_a_rollback(connection: PatientConnection) -> None:
    for _ in range(10):
        with Pipeline(connection) as pipeline:
            assert list(pipeline.execute("SELECT 7")) == [(7,)]
        connection.execute("SELECT 8")
        connection.rollback()


def test_more_data_than_a_socket_buffers_is_transferred_both_ways(
    connection: PatientConnection,
) -> None:
    texts = [str(number % 10) * LARGE for number in range(100)]
    with Pipeline(connection) as pipeline:
        replies = [pipeline.execute("SELECT $1::TEXT", (text,)) for text in texts]
        assert [list(each) for each in replies] == [[(text,)] for text in texts]


def test_a_lost_connection_is_reported_as_lost(connection: PatientConnection) -> None:
    steps = [("SELECT pg_terminate_backend(pg_backend_pid())", ()), ("SELECT 1", ())]
    with pytest.raises(psycopg.OperationalError):
        run(connection, steps)
    assert connection.closed


def test_an_interrupted_wait_leaves_no_answers_behind(
    connection: PatientConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(connection, "wait", interrupt)
        with pytest.raises(KeyboardInterrupt):
            run(connection, [("SELECT 1", ())])
    assert connection.closed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    values=st.tuples(
        st.none() | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.integers(0, 2**52).map(lambda us: EPOCH + timedelta(microseconds=us)),
        st.none() | st.booleans(),
        st.none() | st.uuids(),
    )
)
def test_values_are_converted_both_ways(
    connection: PatientConnection, values: tuple[Any, ...]
) -> None:
    """As they do by psycopg's own cursor."""
    with Pipeline(connection) as pipeline:
        assert list(pipeline.execute(ECHO, values)) == [values]
    assert psycopg.RawCursor(connection).execute(ECHO, values).fetchall() == [values]
    connection.rollback()
