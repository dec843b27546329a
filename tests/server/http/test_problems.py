"""Whatever goes wrong, the answer has one shape."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.api import ApiClient

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def assert_is_problem(answer: TestResponse, status: int) -> None:
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    body = answer.get_json()
    assert body.keys() == {"type", "title", "status", "errors"}
    assert body["status"] == status
    assert body["title"]
    for error in body["errors"]:
        assert error.keys() == {"field", "detail"}
        assert isinstance(error["field"], str)
        assert error["detail"]


def endpoints(app: Flask) -> Iterator[tuple[str, Any]]:
    """The path, filled with values that nobody has, and the spec of each endpoint. What links in
    letters lead to are pages, and no calls."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/") and not rule.rule.startswith("/api/v1/mail/"):
            values = {}
            for name, converter in rule._converters.items():
                items = sorted(getattr(converter, "items", ()))
                values[name] = items[0] if items else "00000000-0000-4000-8000-000000000000"
            with app.test_request_context():
                built = app.url_map.bind("").build(rule.endpoint, values)
            yield built, app.view_functions[rule.endpoint]


def test_every_route_of_the_api_is_an_endpoint(app: Flask) -> None:
    """So that each is checked, and documented."""
    assert len(list(endpoints(app))) >= 8
    for path, view in endpoints(app):
        assert hasattr(view, "spec"), path


def test_each_endpoint_without_a_session_is_a_401_problem(app: Flask) -> None:
    for path, view in endpoints(app):
        if view.spec.auth:
            assert_is_problem(app.test_client().open(path, method=view.spec.method), 401)


def test_each_endpoint_from_another_site_is_a_403_problem(alice: ApiClient) -> None:
    for path, view in endpoints(alice.app):
        if view.spec.method != "GET":
            answer = alice.http.open(
                path, method=view.spec.method, headers={"Origin": "https://evil.example"}
            )
            assert_is_problem(answer, 403)


def test_each_endpoint_answers_bad_bodies_with_a_problem(alice: ApiClient) -> None:
    for path, view in endpoints(alice.app):
        spec = view.spec
        if spec.body is not None:
            huge = b"x" * (spec.max_bytes + 1)
            for data, kind, status in (
                (huge, "application/json", 413),
                (b"{}", "text/plain", 415),
                (b"{", "application/json", 400),
                (b"[]", "application/json", 400),
                (b"\xff", "application/json", 400),
            ):
                answer = alice.http.open(path, method=spec.method, data=data, content_type=kind)
                assert_is_problem(answer, status)


def test_each_endpoint_answers_other_methods_with_a_405_problem(alice: ApiClient) -> None:
    has: dict[str, set[str]] = {}
    for path, view in endpoints(alice.app):
        has.setdefault(path, set()).add(view.spec.method)
    for path, methods in has.items():
        for method in METHODS - methods:
            answer = alice.http.open(path, method=method)
            assert_is_problem(answer, 405)
            assert methods <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    "path", ["/api", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/me/", "/api/v2/me"]
)
@pytest.mark.parametrize("method", sorted(METHODS))
def test_an_unknown_address_is_a_404_problem(alice: ApiClient, method: str, path: str) -> None:
    assert_is_problem(alice.http.open(path, method=method), 404)


@pytest.mark.parametrize("path", ["//api/v1/me", "/api//v1/me", "/api/v1/me/sessions/not-a-uuid"])
def test_an_address_that_is_almost_right_is_wrong(alice: ApiClient, path: str) -> None:
    """Never a redirect."""
    assert alice.http.delete(path).status_code == 404


def test_a_crash_is_a_500_problem_that_reveals_nothing(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged for the operator; nothing of it is in the answer."""

    def crash(*_values: object) -> None:
        raise RuntimeError("the secret of this crash")

    monkeypatch.setattr("server.accounts.store.list_sessions", crash)
    alice.app.testing = False
    with caplog.at_level(logging.ERROR):
        answer = alice.get("/api/v1/me/sessions")
    assert_is_problem(answer, 500)
    assert "secret" not in answer.text
    assert "the secret of this crash" in caplog.text


def test_every_answer_carries_the_security_headers(alice: ApiClient) -> None:
    for path in ("/api/v1/me", "/api/v1/nothing", "/healthz"):
        headers = alice.get(path).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        policy = headers["Content-Security-Policy"].split("; ")
        assert {"script-src 'self'", "style-src 'self'", "worker-src 'self'"} <= set(policy)
        assert {"require-trusted-types-for 'script'", "media-src 'self' blob:"} <= set(policy)
        allowed = dict(each.split("=") for each in headers["Permissions-Policy"].split(", "))
        assert {name for name, whom in allowed.items() if whom == "(self)"} == {
            "autoplay", "camera", "clipboard-write", "microphone", "on-device-speech-recognition",
            "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock",
            "web-share",
        }  # fmt: skip
        assert {allowed[name] for name in ("geolocation", "payment", "usb")} == {"()"}
        assert "Strict-Transport-Security" not in headers
    assert alice.get("/api/v1/me").headers["Cache-Control"] == "no-store"
    assert alice.get("/api/v1/nothing").headers["Cache-Control"] == "no-store"
