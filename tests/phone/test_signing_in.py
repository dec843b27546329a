"""Capture needs no account: what was jotted down before, or with an expired session, moves in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from tests.phone.app import (
    EMAIL,
    PASSWORD,
    ZONE,
    Held,
    jot,
    name_tonights_event,
    ready_for_offline,
    sign_in,
    sign_up,
    sign_up_and_lose_the_signal,
)
from tests.phone.engines import in_engines
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

two_engines = in_engines("chromium", "webkit")


@two_engines
def test_what_was_jotted_down_before_signing_up_moves_into_the_account(
    engine: str, start_phone: Callable[..., Phone], server: LiveServer, gate: Gate
) -> None:
    phone = start_phone(engine, timezone=ZONE)
    phone.open("/")
    ready_for_offline(phone)
    gate.shut()
    name_tonights_event(phone)
    jot(phone, "Maya Chen — water-skis")
    phone.reload()
    phone.sees("Maya Chen")

    gate.open()
    phone.open("/")
    sign_up(phone)
    phone.sees("Maya Chen")
    wait_until(lambda: Held(server).names() == ["Maya Chen"], "Maya to move in", seconds=40)
    assert len(Held(server).fields("followup")) == 1


@two_engines
def test_with_an_expired_session_everything_stays_and_notes_are_saved(
    engine: str, start_phone: Callable[..., Phone], server: LiveServer
) -> None:
    phone = start_phone(engine, timezone=ZONE)
    phone.open("/")
    sign_up(phone)
    name_tonights_event(phone)
    jot(phone, "Maya Chen — water-skis")
    wait_until(lambda: Held(server).names() == ["Maya Chen"], "Maya to be on the server")
    sign_out_everywhere(server)

    jot(phone, "Tom — blogs about marathoning")
    phone.sees("Signed out. All is kept.")
    phone.sees("not yet on the server")
    phone.reload()
    phone.sees("Maya Chen")
    phone.sees("Tom")

    phone.tap("Sign in again")
    sign_in(phone)
    wait_until(lambda: Held(server).names() == ["Maya Chen", "Tom"], "Tom to follow", seconds=40)
    phone.sees_no("Signed out. All is kept.")

    # Whoever is signed in has nothing to do there.
    phone.open("/sign-in?then=/followups")
    wait_until(lambda: phone.script("return location.pathname") == "/followups", "the follow-ups")


@pytest.mark.chromium
def test_on_a_hanging_network_the_form_is_shown_without_false_statements(
    chromium: Chromium,
) -> None:
    phone = chromium
    phone.open("/")
    sign_up(phone)
    held: list[Route] = []
    phone.page.route("**/api/v1/me", lambda route: held.append(route))
    # No request is given up: the form does not wait for that.
    phone.page.add_init_script("AbortSignal.timeout = () => new AbortController().signal")
    phone.open("/sign-in?then=/followups")
    phone.field("Password", exact=True)
    assert phone.value("Email address") == EMAIL
    assert "You are signed out" not in phone.screen()
    # The answer comes after all.
    for route in held:
        route.continue_()
    wait_until(lambda: phone.script("return location.pathname") == "/followups", "the follow-ups")


def sign_out_everywhere(server: LiveServer) -> None:
    """As somebody who lost a phone does, from another one."""
    with server.client() as other:
        other.post("/api/v1/session", json={"email": EMAIL, "password": PASSWORD})
        for session in other.get("/api/v1/me/sessions").json()["sessions"]:
            if not session["current"]:
                other.delete(f"/api/v1/me/sessions/{session['id']}")


@pytest.mark.chromium
def test_signing_out_wipes_the_phone_and_signing_in_brings_everything_back(
    start_phone: Callable[..., Phone], server: LiveServer
) -> None:
    phone = start_phone("chromium", timezone=ZONE)
    phone.open("/")
    sign_up(phone)
    name_tonights_event(phone)
    jot(phone, "Maya Chen — water-skis")
    wait_until(lambda: Held(server).names() == ["Maya Chen"], "Maya to be on the server")

    phone.open("/settings")
    phone.tap("Sign out")
    phone.sees("Everything here is on the server.")
    phone.tap("Sign out")
    phone.sees("This phone holds nothing of yours any more.")
    phone.open("/people")
    phone.sees("Nobody here yet")

    phone.open("/sign-in")
    sign_in(phone)
    phone.tap("People")
    phone.sees("Maya Chen")


@pytest.mark.chromium
def test_signing_out_with_something_unsent_warns_first(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    sign_up_and_lose_the_signal(phone, gate)
    name_tonights_event(phone)
    jot(phone, "Maya Chen — water-skis")

    phone.tap("Settings")
    phone.tap("Sign out")
    phone.sees("not yet on the server")
    phone.sees("If you sign out now, they are lost.")
    # A tap on Send first that comes to nothing loses nothing.
    phone.tap("Send first")
    phone.tap("Stay signed in")
    phone.tap("People")
    phone.sees("Maya Chen")

    # Where there is a network it goes out, and only then the phone is empty.
    gate.open()
    phone.tap("Settings")
    phone.tap("Sign out")
    phone.tap("Send first")
    phone.sees("Everything here is on the server.")
    phone.tap("Sign out")
    phone.sees("This phone holds nothing of yours any more.")
    assert Held(server).names() == ["Maya Chen"]


@pytest.mark.chromium
def test_over_plain_http_it_says_that_nobody_can_sign_in(chromium: Chromium) -> None:
    # As from another machine in the house: of plain http the browser trusts this one's alone.
    phone, away = chromium, "http://karmadex.example"

    def fetch(route: Route) -> None:
        route.fulfill(response=route.fetch(url=route.request.url.replace(away, phone.base_url)))

    phone.context.route(f"{away}/**", fetch)
    phone.goto(f"{away}/sign-up")
    phone.sees("This page came over plain http: nobody can sign in here.")
    https = phone.find(["link"], "Open it with https", exact=True)
    assert phone.property(https, "href") == "https://karmadex.example/sign-up"
    phone.write("Your name", "Alice")
    phone.write("Email address", EMAIL)
    phone.write("Password", PASSWORD)
    phone.tap("Make my account")
    phone.sees("Over plain http nobody can be signed in.")
    assert "Welcome" not in phone.screen()
