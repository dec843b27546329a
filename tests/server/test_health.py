"""`/healthz` and `/readyz`: what an operator, or a machine in his place, can ask."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from server import clock, database
from server.app import create_app
from server.extensions import db
from server.prompts.store import tick
from tests.rigs import processes
from tests.server.http.test_problems import assert_is_problem
from tests.support.api import API, ApiClient
from tests.support.databases import Databases
from tests.support.live import LiveServer


@pytest.fixture
def worker_ticks(app: Flask) -> Callable[[], None]:
    """The prompt worker does its round, now."""

    def do_round() -> None:
        with app.app_context(), database.write() as s:
            tick(s, "loop", clock.now())

    return do_round


def assert_not_ready(answer: TestResponse, why: str) -> None:
    assert_is_problem(answer, 503)
    assert why in answer.get_json()["title"]


def test_ready(client: FlaskClient, worker_ticks: Callable[[], None]) -> None:
    worker_ticks()
    assert client.get("/readyz").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_a_worker_that_never_ticked(client: FlaskClient) -> None:
    assert_not_ready(client.get("/readyz"), "worker has not ticked")
    assert client.get("/healthz").status_code == 200


def test_a_worker_that_has_not_ticked_for_three_minutes(
    client: FlaskClient, worker_ticks: Callable[[], None]
) -> None:
    worker_ticks()
    with time_machine.travel(clock.now(), tick=False) as time:
        time.shift(timedelta(minutes=2, seconds=58))
        assert client.get("/readyz").status_code == 200
        time.shift(timedelta(seconds=4))
        assert_not_ready(client.get("/readyz"), "worker has not ticked")
        worker_ticks()
        assert client.get("/readyz").status_code == 200


def test_a_missing_migration(databases: Databases, tmp_path: Path) -> None:
    with databases.empty(tmp_path) as url:
        app = create_app({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
        client, flask = app.test_client(), app.test_cli_runner()
        assert_not_ready(client.get("/readyz"), "a migration is missing")
        for revision in ("0001", "head"):
            assert_not_ready(client.get("/readyz"), "a migration is missing")
            assert client.get("/healthz").status_code == 200
            assert flask.invoke(args=["db", "upgrade", revision]).exit_code == 0
        assert_not_ready(client.get("/readyz"), "worker has not ticked")
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def lost(tmp_path: Path) -> FlaskClient:
    """An app whose database is not there any more."""
    nowhere = f"postgresql://nobody@/nothing?host={tmp_path}"
    app = create_app({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": nowhere})
    return app.test_client()


def test_a_database_that_does_not_answer(lost: FlaskClient) -> None:
    assert_not_ready(lost.get("/readyz"), "the database does not answer")
    assert lost.get("/healthz").status_code == 200


def test_a_request_without_a_database_may_be_tried_again(
    lost: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """503 and not 500: nothing is wrong with the request."""
    answer = lost.post(f"{API}/session", json={"email": "a@example.org", "password": "x"})
    assert_is_problem(answer, 503)
    assert answer.headers["Retry-After"] == "5"
    assert "The database did not answer" in caplog.text


def test_a_file_that_is_no_database(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"this is no database" * 1000)
    client = make_app(DATABASE_URL=f"sqlite:///{broken}").test_client()
    assert_not_ready(client.get("/readyz"), "the database does not answer")


def test_connections_that_were_dropped_are_replaced(alice: ApiClient) -> None:
    """As after a restart of PostgreSQL: the next request gets a new connection, and no error."""
    assert alice.get(f"{API}/me").status_code == 200
    with alice.app.app_context(), database.read() as s:
        on_postgresql = s.get_bind().dialect.name == "postgresql"
    if on_postgresql:
        with alice.app.app_context(), database.write() as s:
            s.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
    assert alice.get(f"{API}/me").status_code == 200


def test_a_served_app_is_ready(live_server: LiveServer) -> None:
    """Its prompt worker runs inside of it."""
    phone = live_server.client()
    processes.wait_until(lambda: phone.get("/readyz").ok, "the first tick")
