"""Sessions: a cookie a phone, which lives 180 days from its last use and can be taken away."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.cookies import Morsel, SimpleCookie
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server import clock, database
from server.accounts import passwords
from server.accounts.models import Session
from tests.support.api import API, ApiClient

EVENING = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)


def cookies_of(answer: TestResponse) -> "dict[str, Morsel[str]]":
    return {
        name: cookie
        for header in answer.headers.getlist("Set-Cookie")
        for name, cookie in SimpleCookie(header).items()
    }


def cookie_of(answer: TestResponse) -> "Morsel[str]":
    found = cookies_of(answer)
    return found.get("__Host-karmadex") or found["karmadex"]


def sign_in(client: FlaskClient, who: ApiClient, **more: Any) -> TestResponse:
    body = {"email": who.email, "password": who.password}
    return client.post(f"{API}/session", json=body, **more)


def test_signing_in_answers_what_me_does(alice: ApiClient, client: FlaskClient) -> None:
    answer = sign_in(client, alice)
    assert answer.status_code == 200
    assert answer.get_json() == alice.account == client.get(f"{API}/me").get_json()


@pytest.mark.parametrize("email", ["ALICE@example.org", " alice@EXAMPLE.org "])
def test_the_address_may_be_written_in_any_case(
    alice: ApiClient, client: FlaskClient, email: str
) -> None:
    body = {"email": email, "password": alice.password}
    assert client.post(f"{API}/session", json=body).status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("alice@example.org", "wrong"),
        ("alice@example.org", ""),
        ("alice@example.org", "KARMA COMES AROUND"),
        ("nobody@example.org", "karma comes around"),
        ("", "karma comes around"),
        ("alice", "karma comes around"),
    ],
)
def test_a_wrong_password_is_401(
    alice: ApiClient, client: FlaskClient, email: str, password: str
) -> None:
    answer = client.post(f"{API}/session", json={"email": email, "password": password})
    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("text", ["\0", "\ud800", "x\udfff\ud800"])
def test_a_value_that_is_no_valid_text_is_422(
    alice: ApiClient, client: FlaskClient, text: str
) -> None:
    """No database could be asked about it."""
    body = {"email": alice.email, "password": alice.password}
    for field in body:
        answer = client.post(f"{API}/session", json=body | {field: text})
        assert answer.status_code == 422
        assert [error["field"] for error in answer.get_json()["errors"]] == [field]


def test_a_password_may_be_spelled_by_another_keyboard(client: FlaskClient) -> None:
    whole = {"name": "Zoe", "timezone": "Europe/Paris", "email": "zoe@example.org"}
    client.post(f"{API}/accounts", json=whole | {"password": "caf\u00e9 au lait"})
    body = {"email": "zoe@example.org", "password": "cafe\u0301 au lait"}
    assert client.post(f"{API}/session", json=body).status_code == 200


@pytest.mark.usefixtures("real_hashes")
def test_an_unknown_address_takes_as_long_as_a_wrong_password(
    alice: ApiClient, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same work is done for both, so that the time tells nobody who has an account."""
    checked = []

    class Counting:
        def verify(self, kept: str, _password: bytes) -> None:
            checked.append(kept)
            raise passwords.VerifyMismatchError

        def hash(self, password: bytes) -> str:
            return hasher.hash(password)

    hasher = passwords._hasher
    monkeypatch.setattr(passwords, "_hasher", Counting())
    for email in ("alice@example.org", "nobody@example.org", ""):
        client.post(f"{API}/session", json={"email": email, "password": "wrong"})
    assert len(checked) == 3
    assert [kept.split("$")[1:4] for kept in checked] == [
        ["argon2id", "v=19", "m=19456,t=2,p=1"]
    ] * 3


def test_the_session_cookie_has_the_right_attributes(alice: ApiClient, client: FlaskClient) -> None:
    with time_machine.travel(EVENING, tick=False):
        cookie = cookie_of(sign_in(client, alice))
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert parsedate_to_datetime(cookie["expires"]) == EVENING + timedelta(days=180)


@pytest.mark.parametrize(
    ("url", "secure"),
    [
        ("http://localhost:8000", False),
        ("http://127.0.0.1:8000", False),
        ("http://[::1]:8000", False),
        ("http://app.localhost", False),
        ("https://karmadex.example", True),
        ("http://karmadex.example", True),
        ("http://192.168.1.5:8000", True),
        ("http://localhost.evil.example", True),
    ],
)
def test_the_cookie_is_secure_off_localhost(
    alice: ApiClient, make_app: Callable[..., Flask], url: str, secure: bool
) -> None:
    client = make_app(PUBLIC_URL=url).test_client()
    found = cookies_of(sign_in(client, alice, base_url=url))
    assert {bool(cookie["secure"]) for cookie in found.values()} == {secure}
    assert ("__Host-karmadex" in found) is secure
    assert ("__Host-known" in found) is secure


def test_the_cookie_is_secure_behind_a_proxy_on_this_machine(
    make_app: Callable[..., Flask], alice: ApiClient
) -> None:
    """The proxy asks localhost, and the browser somewhere asks the proxy."""
    client = make_app(PUBLIC_URL="https://karmadex.example").test_client()
    assert cookie_of(sign_in(client, alice, base_url="http://localhost:8000"))["secure"]


def test_the_cookie_is_renewed_as_it_is_used(alice: ApiClient) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        for _ in range(4):
            time.shift(timedelta(days=179))
            answer = alice.get(f"{API}/me")
            assert answer.status_code == 200
            expires = parsedate_to_datetime(cookie_of(answer)["expires"])
            assert abs(expires - clock.now() - timedelta(days=180)) < timedelta(seconds=2)


def test_a_session_ends_180_days_after_its_last_use(alice: ApiClient) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        assert alice.get(f"{API}/me").status_code == 200
        time.shift(timedelta(days=180, seconds=1))
        answer = alice.get(f"{API}/me")
        assert answer.status_code == 401
        # A late answer must not take away the cookie of somebody who is just signing in.
        assert "Set-Cookie" not in answer.headers


def test_the_server_ends_a_session_whose_cookie_lives_on(alice: ApiClient) -> None:
    """A cookie jar with a wrong clock, or a stolen one, does not live longer."""
    later = clock.now() + timedelta(days=181)
    with alice.app.app_context(), database.write() as s:
        row = s.query(Session).one()
        row.last_used_at = later - timedelta(days=361, seconds=1)
    assert alice.get(f"{API}/me").status_code == 401


def test_a_clock_set_back_takes_nothing_off_a_session(alice: ApiClient) -> None:
    start = clock.now()
    with time_machine.travel(start - timedelta(days=3), tick=False):
        assert alice.get(f"{API}/me").status_code == 200
    listed = alice.get(f"{API}/me/sessions").get_json()["sessions"][0]
    assert datetime.fromisoformat(listed["last_used_at"]) >= start - timedelta(minutes=1)


def test_signing_out_ends_the_session(alice: ApiClient) -> None:
    other = alice.another_phone()
    kept = alice.http.get_cookie("karmadex")
    assert kept is not None
    assert alice.delete(f"{API}/session").status_code == 204
    assert alice.http.get_cookie("karmadex") is None
    alice.http.set_cookie("karmadex", kept.value)
    assert alice.get(f"{API}/me").status_code == 401, "a copy of the cookie is worth nothing"
    assert other.get(f"{API}/me").status_code == 200


def test_phones_are_listed_with_the_current_one(alice: ApiClient, bob: ApiClient) -> None:
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        phone = alice.app.test_client()
        sign_in(phone, alice, headers={"User-Agent": "Pixel\x07 9 " + "x" * 400})
        sessions = phone.get(f"{API}/me/sessions").get_json()["sessions"]
    assert [session["current"] for session in sessions] == [True, False]
    assert sessions[0]["user_agent"].startswith("Pixel 9 xxx")
    assert len(sessions[0]["user_agent"]) == 300
    for session in sessions:
        told = {"id", "created_at", "last_used_at", "user_agent", "current", "wiping"}
        assert session.keys() == told
        assert datetime.fromisoformat(session["created_at"]).tzinfo is not None
    assert len(bob.get(f"{API}/me/sessions").get_json()["sessions"]) == 1


def test_signing_a_lost_phone_out(alice: ApiClient, bob: ApiClient) -> None:
    lost = alice.another_phone()
    sessions = alice.get(f"{API}/me/sessions").get_json()["sessions"]
    (lost_id,) = (session["id"] for session in sessions if not session["current"])
    assert bob.delete(f"{API}/me/sessions/{lost_id}").status_code == 404
    assert lost.get(f"{API}/me").status_code == 200
    assert alice.delete(f"{API}/me/sessions/{lost_id.upper()}").status_code == 204
    assert lost.get(f"{API}/me").status_code == 401
    assert alice.delete(f"{API}/me/sessions/{lost_id}").status_code == 404
    assert alice.get(f"{API}/me").status_code == 200


def test_signing_this_phone_out_by_its_id(alice: ApiClient) -> None:
    (session,) = alice.get(f"{API}/me/sessions").get_json()["sessions"]
    assert alice.delete(f"{API}/me/sessions/{session['id']}").status_code == 204
    assert alice.http.get_cookie("karmadex") is None


def test_signing_in_again_replaces_the_session_of_this_phone(alice: ApiClient) -> None:
    (before,) = alice.get(f"{API}/me/sessions").get_json()["sessions"]
    assert sign_in(alice.http, alice).status_code == 200
    (after,) = alice.get(f"{API}/me/sessions").get_json()["sessions"]
    assert before["id"] != after["id"]


def test_ended_sessions_leave_the_list(alice: ApiClient) -> None:
    with time_machine.travel(clock.now() + timedelta(days=200), tick=False):
        phone = alice.another_phone()
        assert len(phone.get(f"{API}/me/sessions").get_json()["sessions"]) == 1


def test_the_database_holds_no_token(alice: ApiClient) -> None:
    with alice.app.app_context(), database.read() as s:
        row = s.query(Session).one()
    with alice.http.session_transaction() as cookie:
        token = cookie["_user_id"].partition(".")[2]
    assert len(token) >= 43, "256 random bits"
    assert token not in (row.token_hash, row.id)


@pytest.mark.parametrize("forged", ["", "x", ".", "{}.x", "{}.", "x.y.z", "\0.\0"])
def test_a_cookie_that_names_no_session_is_401(
    alice: ApiClient, client: FlaskClient, forged: str
) -> None:
    """Even with the right signature, such as from a server whose database was thrown away."""
    with client.session_transaction() as cookie:
        cookie["_user_id"] = forged.format(alice.id)
    assert client.get(f"{API}/me").status_code == 401


def test_another_accounts_token_opens_nothing(alice: ApiClient, bob: ApiClient) -> None:
    with bob.http.session_transaction() as cookie:
        token = cookie["_user_id"].partition(".")[2]
        cookie["_user_id"] = f"{alice.id}.{token}"
    assert bob.get(f"{API}/me").status_code == 401
