"""`/healthz` and `/readyz`: what an operator, or a machine in his place, can ask."""

import errno
import os
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from server import clock, database, disk
from server.app import create_app
from server.extensions import db
from server.http import forgotten_proxy
from server.worker_ticks import tick
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
    """`why` begins with what it is about."""
    assert answer.status_code == 503
    found = answer.get_json()
    assert found["ready"] is False
    said = [f"{reason['what']}: {reason['detail']}" for reason in found["reasons"]]
    assert any(each.startswith(why) for each in said), said


def test_a_server_with_a_worker_is_ready(
    client: FlaskClient, worker_ticks: Callable[[], None]
) -> None:
    worker_ticks()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.get_json() == {"ready": True, "reasons": [], "warnings": []}
    assert client.get("/healthz").status_code == 200


def test_without_any_tick_of_a_worker_it_is_not_ready(client: FlaskClient) -> None:
    assert_not_ready(client.get("/readyz"), "worker: the prompt worker has not ticked")
    assert client.get("/healthz").status_code == 200


def test_a_worker_that_has_not_ticked_for_three_minutes(
    client: FlaskClient, worker_ticks: Callable[[], None]
) -> None:
    worker_ticks()
    with time_machine.travel(clock.now(), tick=False) as time:
        time.shift(timedelta(minutes=2, seconds=58))
        assert client.get("/readyz").status_code == 200
        time.shift(timedelta(seconds=4))
        assert_not_ready(client.get("/readyz"), "worker: the prompt worker has not ticked")
        worker_ticks()
        assert client.get("/readyz").status_code == 200


def test_a_missing_migration(databases: Databases, tmp_path: Path) -> None:
    with databases.empty(tmp_path) as url:
        app = create_app({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
        client, flask = app.test_client(), app.test_cli_runner()
        assert_not_ready(client.get("/readyz"), "migration: a migration is missing")
        for revision in ("0001", "head"):
            assert_not_ready(client.get("/readyz"), "migration: a migration is missing")
            assert client.get("/healthz").status_code == 200
            assert flask.invoke(args=["db", "upgrade", revision]).exit_code == 0
        assert_not_ready(client.get("/readyz"), "worker: the prompt worker has not ticked")
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def lost(tmp_path: Path) -> FlaskClient:
    """An app whose database is not there any more."""
    nowhere = f"postgresql://nobody@/nothing?host={tmp_path}"
    app = create_app({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": nowhere})
    return app.test_client()


def test_a_database_that_does_not_answer(lost: FlaskClient) -> None:
    assert_not_ready(lost.get("/readyz"), "database: the database does not answer")
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
    assert_not_ready(client.get("/readyz"), "database: the database does not answer")


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


def test_a_served_app_is_ready(start_server: Callable[..., LiveServer]) -> None:
    """Its prompt worker runs beside it. `thread`, as it was once called, means a process too."""
    phone = start_server(PROMPT_WORKER="thread").client()
    processes.wait_until(lambda: phone.get("/readyz").ok, "the first tick")


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on no file can grow."""

    def fill() -> None:
        def refuse(*_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "posix_fallocate", refuse)

    return fill


def test_a_disk_without_room_for_a_write(
    client: FlaskClient, worker_ticks: Callable[[], None], no_room: Callable[[], None]
) -> None:
    worker_ticks()
    no_room()
    folder = client.application.config["INSTANCE_PATH"]
    assert_not_ready(client.get("/readyz"), f"disk: {folder}: No space left on device")


def test_a_file_system_that_cannot_tell_beforehand(
    client: FlaskClient, worker_ticks: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "")

    worker_ticks()
    monkeypatch.setattr(os, "posix_fallocate", unknown)
    assert client.get("/readyz").status_code == 200


def test_a_database_that_was_full_a_moment_ago(
    app: Flask,
    client: FlaskClient,
    worker_ticks: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its disk may be another machine's."""
    worker_ticks()
    monkeypatch.setattr(disk, "_full_at", None)
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    disk.note(OperationalError("INSERT", {}, full))
    assert_not_ready(client.get("/readyz"), "disk: the database found no room")
    monkeypatch.setattr(disk, "REMEMBERED_S", 0)
    assert client.get("/readyz").status_code == 200


def warnings(client: FlaskClient, peer: str = "127.0.0.1", **headers: str) -> list[str]:
    environ = {"REMOTE_ADDR": peer}
    answer = client.get("/readyz", environ_overrides=environ, headers=headers)
    assert answer.status_code == 200
    return [each["what"] for each in answer.get_json()["warnings"]]


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "10.1.2.3", "fd00::3"])
@pytest.mark.own_clock  # the dates of files are the kernel's
def test_a_forgotten_proxy_is_said_from_the_first_request_on(
    app: Flask,
    client: FlaskClient,
    worker_ticks: Callable[[], None],
    caplog: pytest.LogCaptureFixture,
    peer: str,
) -> None:
    worker_ticks()
    assert warnings(client) == []
    for _ in range(2):
        client.get(
            "/", headers={"X-Forwarded-For": "192.0.2.1"}, environ_overrides={"REMOTE_ADDR": peer}
        )
    assert caplog.text.count("TRUSTED_PROXIES") == 1
    assert warnings(client) == ["proxy"]
    caplog.clear()
    forgotten_proxy.say_at_start(app)
    assert "TRUSTED_PROXIES" in caplog.text


def test_a_header_from_a_stranger_does_not_mean_a_proxy(
    client: FlaskClient, worker_ticks: Callable[[], None]
) -> None:
    worker_ticks()
    client.get(
        "/", headers={"X-Forwarded-For": "::1"}, environ_overrides={"REMOTE_ADDR": "192.0.2.9"}
    )
    assert warnings(client) == []


def test_a_trusted_proxy_is_not_reported_as_forgotten(
    make_app: Callable[..., Flask], worker_ticks: Callable[[], None]
) -> None:
    worker_ticks()
    client = make_app(TRUSTED_PROXIES="1").test_client()
    client.get("/", headers={"X-Forwarded-For": "192.0.2.1"})
    assert warnings(client) == []
