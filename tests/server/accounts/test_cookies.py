"""The session's cookie over https: a name that no other host can set, and the one of before it.

Nobody is signed out by the upgrade that brought it, nor by a fleet that is half upgraded.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import cycle, islice

import pytest
import time_machine
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server import clock
from tests.server.accounts.test_sessions import cookies_of
from tests.support.api import API, ApiClient

URL = "https://karmadex.example"
NEW, OLD = "__Host-karmadex", "karmadex"


class OldCookies(SecureCookieSessionInterface):
    """As the servers of before have them."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return True


class Browser:
    """A browser of Alice's, and two servers of one fleet: that of before and this one."""

    def __init__(self, app: Flask, alice: ApiClient) -> None:
        self.app, self.new, self.old = app, app.session_interface, OldCookies()
        self.who = {"email": alice.email, "password": alice.password}
        self.http: FlaskClient = app.test_client()

    def ask(self, server: str, method: str, path: str, json: object = None) -> TestResponse:
        self.app.session_interface = self.old if server == "old" else self.new
        answer = self.http.open(f"{API}{path}", method=method, json=json, base_url=URL)
        self.app.session_interface = self.new
        return answer

    def sign_in(self, server: str, **who: str) -> TestResponse:
        answer = self.ask(server, "POST", "/session", self.who | who)
        assert answer.status_code == 200
        return answer

    def is_in(self, server: str) -> bool:
        return self.ask(server, "GET", "/me").status_code == 200

    def cookie(self, name: str) -> str | None:
        found = self.http.get_cookie(name, domain="karmadex.example")
        return found and found.value


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    app = make_app(PUBLIC_URL=URL)
    # What Flask's own cookies go by.
    app.config["SESSION_COOKIE_NAME"] = OLD
    return app


@pytest.fixture
def alice(app: Flask) -> ApiClient:
    return ApiClient(app, "Alice", "America/New_York")


@pytest.fixture
def browser(app: Flask, alice: ApiClient) -> Browser:
    return Browser(app, alice)


def test_the_session_cookie_is_bound_to_this_host(browser: Browser) -> None:
    cookie = cookies_of(browser.sign_in("new"))[NEW]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["path"] == "/"
    assert not cookie["domain"]


def test_the_cookie_contains_nothing_about_the_browser(browser: Browser) -> None:
    """flask-login would put in what it makes of the network address and the browser's name."""
    browser.sign_in("new")
    kept = browser.app.session_interface.get_signing_serializer(browser.app)  # type: ignore[attr-defined]
    for name in (NEW, OLD):
        assert kept.loads(browser.cookie(name)).keys() == {"_permanent", "_user_id", "_fresh"}
    browser.http.delete_cookie(NEW, domain="karmadex.example")
    browser.sign_in("old")
    assert "_id" in kept.loads(browser.cookie(OLD))
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        assert browser.is_in("new")
    assert "_id" not in kept.loads(browser.cookie(NEW)), "it goes with the next renewal"


@pytest.mark.parametrize("signed_in_at", ["old", "new"])
def test_a_fleet_that_is_half_upgraded_signs_nobody_out(
    browser: Browser, signed_in_at: str
) -> None:
    browser.sign_in(signed_in_at)
    with time_machine.travel(clock.now(), tick=False) as time:
        for server in islice(cycle(["new", "old", "old", "new", "new"]), 20):
            assert browser.is_in(server), server
            time.shift(timedelta(minutes=50))


def test_an_old_cookie_is_good_as_long_as_it_is_used(browser: Browser) -> None:
    browser.sign_in("old")
    with time_machine.travel(clock.now(), tick=False) as time:
        for _ in range(4):
            time.shift(timedelta(days=179))
            assert browser.is_in("new")
        assert browser.cookie(NEW) is not None


def test_the_old_name_is_not_renewed(browser: Browser) -> None:
    answer = browser.sign_in("new")
    assert int(cookies_of(answer)[OLD]["max-age"]) == 24 * 60 * 60
    with time_machine.travel(clock.now() + timedelta(hours=30), tick=False):
        answer = browser.ask("new", "GET", "/me")
        assert answer.status_code == 200
        assert cookies_of(answer).keys() == {NEW}


@pytest.mark.parametrize("signed_out_at", ["old", "new"])
def test_signing_out_ends_both(browser: Browser, signed_out_at: str) -> None:
    browser.sign_in("new")
    kept = {name: browser.cookie(name) for name in (NEW, OLD)}
    assert browser.ask(signed_out_at, "DELETE", "/session").status_code == 204
    assert not browser.is_in("new")
    assert not browser.is_in("old")
    if signed_out_at == "new":
        assert [browser.cookie(name) for name in kept] == [None, None]
    for name, value in kept.items():
        browser.http.set_cookie(name, str(value), domain="karmadex.example")
        assert not browser.is_in("new"), "a copy is worth nothing"


def test_signing_in_on_an_old_server_replaces_a_user_who_signed_out_there(
    app: Flask, browser: Browser
) -> None:
    """Alice signed out there: what is left of her cookie stands in nobody's way."""
    bob = ApiClient(app, "Bob", "Europe/Berlin")
    browser.sign_in("new")
    assert browser.ask("old", "DELETE", "/session").status_code == 204
    browser.sign_in("old", email=bob.email)
    for server in ("new", "old", "new"):
        assert browser.ask(server, "GET", "/me").get_json()["id"] == bob.id


def test_a_cookie_that_another_host_set_is_read_after_ours(app: Flask, browser: Browser) -> None:
    """A sibling domain can set the old name, not the new one: with it, nobody is made to write
    into another's account."""
    bob = ApiClient(app, "Bob", "Europe/Berlin")
    browser.sign_in("new")
    theirs = bob.http.get_cookie(OLD, domain="localhost") or bob.http.get_cookie(NEW)
    assert theirs is not None
    browser.http.set_cookie(OLD, theirs.value, domain="karmadex.example")
    assert browser.ask("new", "GET", "/me").get_json()["email"] == browser.who["email"]


def test_signing_out_clears_what_the_browser_kept_of_answers(browser: Browser) -> None:
    """And no more: its databases hold what other accounts have not sent yet."""
    for method, path, body in (
        ("DELETE", "/session", None),
        ("DELETE", "/me", {"password": browser.who["password"]}),
    ):
        assert "Clear-Site-Data" not in browser.sign_in("new").headers
        answer = browser.ask("new", method, path, body)
        assert answer.status_code == 204
        assert answer.headers["Clear-Site-Data"] == '"cache"'


def test_the_known_device_outlives_signing_out(browser: Browser) -> None:
    known = cookies_of(browser.sign_in("new"))["__Host-known"]
    assert (known["secure"], known["httponly"], known["path"]) == (True, True, "/")
    assert int(known["max-age"]) == 400 * 86400
    browser.ask("new", "DELETE", "/session")
    assert browser.cookie("__Host-known") == known.value


def test_on_localhost_the_cookies_have_no_prefix(make_app: Callable[..., Flask]) -> None:
    alice = ApiClient(make_app(), "Alice", "America/New_York")
    assert alice.http.get_cookie("karmadex") is not None
    assert alice.http.get_cookie("known") is not None
    assert alice.http.get_cookie("__Host-karmadex") is None
