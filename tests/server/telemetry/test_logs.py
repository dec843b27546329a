"""One line a request, and not a word of what people write: through every call, errors and all."""

import io
import json
import logging
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from server import database
from server.accounts import store as accounts
from server.sync import routes as sync
from server.telemetry import logs, request_log
from tests.server.test_isolation import ENDPOINT, SECRET, Things, attempts, send
from tests.support.api import API, ApiClient
from tests.support.changes import note

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def logged() -> Iterator[dict[str, io.StringIO]]:
    """All that is logged, down to the last detail, in each form."""
    root = logging.getLogger()
    level, made = root.level, {}
    handlers = []
    for form, formatter in logs.FORMATS.items():
        made[form] = io.StringIO()
        handler = logging.StreamHandler(made[form])
        handler.setFormatter(formatter())
        root.addHandler(handler)
        handlers.append(handler)
    root.setLevel(logging.INFO)
    yield made
    root.setLevel(level)
    for handler in handlers:
        root.removeHandler(handler)


@pytest.fixture
def lines(logged: dict[str, io.StringIO]) -> Lines:
    """What was logged so far, as JSON says it."""

    def read() -> list[dict[str, Any]]:
        found = [json.loads(line) for line in logged["json"].getvalue().splitlines()]
        logged["json"].seek(0)
        logged["json"].truncate()
        return found

    return read


def test_a_request_is_one_line(alice: ApiClient, lines: Lines) -> None:
    lines()
    answer = alice.get(f"{API}/me")
    (line,) = lines()
    assert line.pop("ms") > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("time"))
    assert line == {
        "level": "info",
        "logger": "karmadex.request",
        "message": "request",
        "request_id": answer.headers["X-Request-Id"],
        "method": "GET",
        "route": "/api/v1/me",
        "status": 200,
        "account": alice.id,
    }


@pytest.mark.parametrize(
    ("path", "route", "status"),
    [
        (
            "/me/sessions/5f0c1b1e-0000-4000-8000-00000000a11c",
            "/api/v1/me/sessions/<uuid:session_id>",
            404,
        ),
        ("/me/sessions/water-skis", "/*", 404),
        ("/water-skis?who=maya", "/*", 404),
        ("/session?email=alice@example.org", "/api/v1/session", 204),
    ],
)
def test_the_template_of_an_address_is_logged(
    alice: ApiClient, lines: Lines, path: str, route: str, status: int
) -> None:
    lines()
    assert alice.delete(f"{API}{path}").status_code == status
    (line,) = lines()
    assert (line["route"], line["status"]) == (route, status)


def test_an_unknown_method_is_logged_as_other(alice: ApiClient, lines: Lines) -> None:
    lines()
    alice.http.open(f"{API}/me", method="WATERSKI")
    assert lines()[-1]["method"] == "other"


def test_a_line_without_a_session_names_no_account(app: Flask, lines: Lines) -> None:
    app.test_client().get(f"{API}/me")
    (line,) = lines()
    assert "account" not in line


def test_requests_for_files_and_screens_are_logged_too(app: Flask, lines: Lines) -> None:
    for path in ("/people/maya", "/assets/maya.js", f"{API}/openapi.json"):
        app.test_client().get(path)
    assert [line["route"] for line in lines()] == ["/*", "/*", f"{API}/openapi.json"]


def test_a_health_check_is_logged_only_if_it_fails(app: Flask, lines: Lines) -> None:
    """They come every few seconds for years: idle logs would grow by 10 MB a day."""
    assert app.test_client().get("/healthz").status_code == 200
    assert lines() == []
    asked = {"REQUEST_METHOD": "GET", request_log.ROUTE: "/readyz"}
    request_log.log_answer(asked, 503, 0.01)
    assert [line["route"] for line in lines()] == ["/readyz"]


def test_request_ids_are_accepted_only_from_our_proxy(make_app: Callable[..., Flask]) -> None:
    def name(given: str, **settings: str) -> str:
        client = make_app(**settings).test_client()
        return str(client.get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"])

    given = "0f1e2d3c-aaaa-4bbb-8ccc-0123456789ab"
    assert name(given, TRUSTED_PROXIES="1") == given
    for other in ("", "alice@example.org", "a b", "x" * 65):
        assert re.fullmatch("[0-9a-f]{32}", name(other, TRUSTED_PROXIES="1"))
    assert re.fullmatch("[0-9a-f]{32}", name(given))


def test_nothing_of_alices_is_logged(
    alice: ApiClient,
    bob: ApiClient,
    charlie: ApiClient,
    logged: dict[str, io.StringIO],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every call, by her and by others; then the database refuses her row, and the code fails."""
    alice.app.testing = False
    things = Things(alice)
    for who in (bob, charlie, alice):
        for endpoint, tries in attempts(things, who).items():
            for path, body, _ in tries:
                send(who, endpoint, path, body)
    phone = alice.another_phone()
    phone.sync([note(body=SECRET)])

    def refuse(*_: Any, **__: Any) -> None:
        with database.write() as s:
            s.execute(
                text("INSERT INTO accounts (id, email) VALUES (:id, :email)"),
                {"id": uuid.uuid4().hex, "email": alice.email},
            )

    def fail(*_: Any, **__: Any) -> None:
        raise ValueError(f"{SECRET} Maya Chen {alice.email}")

    statuses = []
    for module, name, broken in (
        (sync, "take", refuse),
        (sync, "take", fail),
        (accounts, "change_account", fail),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, broken)
            statuses.append(phone.post(f"{API}/sync", phone.envelope([])).status_code)
            statuses.append(phone.patch(f"{API}/me", {"name": SECRET}).status_code)
    assert statuses.count(500) >= 3
    text_of_all = "".join(each.getvalue() for each in logged.values())
    assert len(text_of_all.splitlines()) > 100
    keys = (*things.keys.values(), alice.password)
    secrets = (SECRET, "Maya", "Chen", alice.email, "@example", ENDPOINT, "guessed", *keys)
    for secret in secrets:
        assert secret.lower() not in text_of_all.lower(), secret


def test_a_crash_is_logged_without_its_message(
    alice: ApiClient, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice.app.testing = False

    def fail(*_: Any) -> None:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error

    monkeypatch.setattr(sync, "take", fail)
    lines()
    answer = alice.post(f"{API}/sync", alice.envelope([]))
    crash, line = lines()
    assert (crash["level"], crash["message"]) == ("error", "a request failed")
    assert crash["error"]["type"] == "builtins.ValueError"
    assert crash["error"]["causes"] == ["builtins.KeyError"]
    assert crash["error"]["frames"][-1].endswith(" fail")
    assert crash["request_id"] == line["request_id"] == answer.headers["X-Request-Id"]
    assert line["status"] == 500


def test_a_group_of_errors_says_which_accounts(logged: dict[str, io.StringIO]) -> None:
    """As the prompt worker raises them."""
    alice = str(uuid.uuid4())
    error = ValueError(SECRET)
    error.add_note(f"account {alice}")
    error.add_note(f"about {SECRET}")
    try:
        raise ExceptionGroup(SECRET, [error])
    except ExceptionGroup:
        logging.getLogger("server.prompts.worker").exception("it goes on")
    line = json.loads(logged["json"].getvalue())
    assert line["error"]["type"] == "builtins.ExceptionGroup"
    assert line["error"]["causes"] == ["builtins.ValueError"]
    assert line["error"]["notes"] == [f"account {alice}"]
    for each in logged.values():
        assert alice in each.getvalue()
        assert SECRET not in each.getvalue()


def test_the_plain_format_is_readable(alice: ApiClient, logged: dict[str, io.StringIO]) -> None:
    alice.get(f"{API}/me")
    last = logged["plain"].getvalue().splitlines()[-1]
    assert re.fullmatch(r"\d\d:\d\d:\d\d info GET /api/v1/me 200 [\d.]+ ms", last)
