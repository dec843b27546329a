"""Nobody waits for ever for PostgreSQL: its limits, and connections that it has ended."""

from collections.abc import Sequence
from typing import Any

import psycopg
import pytest
from flask import current_app
from sqlalchemy import text

from server import database, postgres
from server.extensions import db
from server.pipeline import Pipeline, Reply
from tests.support.databases import is_sqlite

pytestmark = pytest.mark.usefixtures("in_app")


def driver_url() -> str:
    url = db.engine.url.set(drivername="postgresql")
    return url.render_as_string(hide_password=False)


def test_a_connection_closed_by_postgresql_is_not_used() -> None:
    """A server that was restarted has dropped its connections: nobody's request pays for it."""
    if is_sqlite(current_app):
        return
    with database.read() as s:
        ended = s.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(driver_url(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (ended,))
    for transaction in (database.read, database.write):
        with transaction() as s:
            assert s.scalar(text("SELECT pg_backend_pid()")) != ended


def test_postgresql_is_asked_whether_it_is_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that lost its power says nothing: after a while of silence it is asked first."""
    if is_sqlite(current_app):
        return
    with database.read() as s:
        silent = s.connection().connection.driver_connection
    asked: list[str] = []

    class OfSilent(Pipeline):
        def execute(self, sql: str, given: Sequence[Any] = ()) -> Reply:
            if self._connection is silent:
                asked.append(sql)
                raise psycopg.OperationalError("the server gave no answer in time")
            return super().execute(sql, given)

    monkeypatch.setattr(postgres, "Pipeline", OfSilent)
    monkeypatch.setattr(postgres, "ASK_AFTER_S", -1)
    with database.read() as s:
        assert s.connection().connection.driver_connection is not silent
    assert asked == ["SELECT 1"]


def test_postgresql_ends_statements_that_take_too_long() -> None:
    """A statement, a lock, a transaction that somebody left open: none keeps others for ever."""
    if is_sqlite(current_app):
        return
    with database.read() as s:
        found = {name: s.scalar(text(f"SHOW {name}")) for name in postgres.SETTINGS}
    assert found == {
        "statement_timeout": "20s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "1min",
    }


def test_settings_in_the_database_address_take_precedence() -> None:
    url = "postgresql+psycopg://localhost/k?connect_timeout=9&options=-c%20lock_timeout=1s"
    arguments = database.engine_options(url)["connect_args"]
    assert "connect_timeout" not in arguments
    assert arguments["options"].endswith("-c lock_timeout=1s")


def test_a_long_job_may_take_its_time() -> None:
    with database.write() as s:
        postgres.take_your_time(s.connection())
        if not is_sqlite(current_app):
            assert s.scalar(text("SHOW statement_timeout")) == "0"
            assert s.scalar(text("SHOW lock_timeout")) == "10s"
            assert s.connection().connection.driver_connection.patience is None
    if not is_sqlite(current_app):
        with database.read() as s:
            assert s.scalar(text("SHOW statement_timeout")) == "20s"
            assert s.connection().connection.driver_connection.patience == postgres.PATIENCE_S
