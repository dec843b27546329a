"""The checks come in the order the contract gives: site, session, size, type, form."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.api import ApiClient

ELSEWHERE = {"Origin": "https://evil.example"}
HUGE = b"x" * 70_000


def delete_me(client: FlaskClient, **more: Any) -> TestResponse:
    return client.delete("/api/v1/me", **more)


def test_the_origin_is_checked_first(client: FlaskClient) -> None:
    answer = delete_me(client, data=HUGE, content_type="text/plain", headers=ELSEWHERE)
    assert answer.status_code == 403


def test_the_session_is_checked_after_the_origin(client: FlaskClient) -> None:
    assert delete_me(client, data=HUGE, content_type="text/plain").status_code == 401


def test_the_size_is_checked_after_the_session(alice: ApiClient) -> None:
    assert delete_me(alice.http, data=HUGE, content_type="text/plain").status_code == 413


def test_the_content_type_is_checked_after_the_size(alice: ApiClient) -> None:
    assert delete_me(alice.http, data=b"x", content_type="text/plain").status_code == 415


def test_the_form_is_checked_after_the_content_type(alice: ApiClient) -> None:
    assert delete_me(alice.http, data=b"x", content_type="application/json").status_code == 400
    assert alice.delete("/api/v1/me", {}).status_code == 400


def test_the_values_are_checked_after_the_form(alice: ApiClient) -> None:
    assert alice.patch("/api/v1/me", {"prompt_at": "8:30"}).status_code == 422
    assert alice.patch("/api/v1/me", {"prompt_at": 830}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        ELSEWHERE,
        {"Origin": "null"},
        {"Origin": "http://localhost:8000"},
        {"Origin": "https://localhost"},
        {"Origin": "http://sub.localhost"},
        {"Origin": "http://localhost@evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:port"},
        {"Origin": ""},
        {"Origin": "http://["},
        {"Origin": "http://[", "Host": "["},
        {"Origin": "http://x]y", "Host": "x]y"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "something-new"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_another_site_may_not_change_anything(alice: ApiClient, headers: dict[str, str]) -> None:
    answer = alice.patch("/api/v1/me", {"name": "Mallory"}, headers=headers)
    assert answer.status_code == (421 if "Host" in headers else 403)
    assert alice.get("/api/v1/me").get_json()["name"] == "Alice"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": "http://localhost:80"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_our_own_pages_may_change_something(alice: ApiClient, headers: dict[str, str]) -> None:
    assert alice.patch("/api/v1/me", {"name": "Al"}, headers=headers).status_code == 200


@pytest.mark.parametrize("host", ["[", "x]y", "a b", "localhost:port", "localhost:99999", "\xe9"])
def test_an_invalid_host_header_is_no_crash(alice: ApiClient, host: str) -> None:
    answer = alice.patch("/api/v1/me", {"name": "Al"}, headers={"Host": host})
    assert answer.status_code < 500
    assert alice.get("/", headers={"Host": host}).status_code in (200, 400, 503)


def test_any_site_may_link_here(alice: ApiClient) -> None:
    """Reading is safe: the answer stays with the browser."""
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert alice.get("/api/v1/me", headers=headers).status_code == 200


def test_a_proxy_in_front_is_our_own_site(alice: ApiClient) -> None:
    """It speaks https with the browser and http with us; PUBLIC_URL says so."""
    alice.app.config["PUBLIC_URL"] = "https://karmadex.example"
    answer = alice.patch(
        "/api/v1/me", {"name": "Al"}, headers={"Origin": "https://karmadex.example"}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("karmadex.example", "https://karmadex.example", 200),
        ("karmadex.example", "https://karmadex.example:443", 200),
        ("karmadex.example:443", "https://karmadex.example", 200),
        ("karmadex.example", "http://karmadex.example", 403),
        ("KARMADEX.example", "http://karmadex.example", 403),
        ("karmadex.example", "https://karmadex.example:8443", 403),
        ("localhost", "http://localhost", 200),
        ("localhost", "http://karmadex.example", 403),
    ],
)
def test_the_same_host_without_tls_is_another_site(
    make_app: Callable[..., Flask], host: str, origin: str, status: int
) -> None:
    """Whoever is in the same network can be it."""
    url = "https://karmadex.example"
    client = make_app(PUBLIC_URL=url, VAPID_SUBJECT=url).test_client()
    headers = {"Host": host, "Origin": origin}
    answer = client.post("/api/v1/session/passkey/options", json={}, headers=headers)
    assert answer.status_code == status
