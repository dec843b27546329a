"""The address book, the calendar and keys for other programs: what the screens say, works."""

from collections.abc import Callable

import pytest
import requests

from tests.phone.app import jot, sign_up
from tests.phone.engines import engines
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

VALUES = "return [...document.querySelectorAll('.value')].map((each) => each.textContent)"
#: How many dark and light dots the code has: none, and nothing was drawn.
DOTS = """
const canvas = document.querySelector('canvas.qr');
const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
return [...new Set(data)].sort();
"""
EMAIL = "alice@example.org"


@pytest.fixture(params=engines("chromium", "firefox"))
def phone(
    request: pytest.FixtureRequest, start_phone: Callable[..., Phone], server: LiveServer
) -> Phone:
    started: Phone = start_phone(request.param)
    started.open("/")
    sign_up(started, email=EMAIL)
    return started


def shown(phone: Phone) -> list[str]:
    """The values that are there to copy."""
    phone.sees("This is shown once.")
    found: list[str] = phone.script(VALUES)
    return found


def ask(method: str, url: str, **more: object) -> requests.Response:
    return requests.request(method, url, timeout=20, **more)  # type: ignore[arg-type]


def test_an_address_book_is_set_up_with_what_the_screen_says(phone: Phone) -> None:
    jot(phone, "Maya Chen — water-skis")
    phone.open("/settings")
    phone.tap("Address book")
    phone.tap("Set up an address book")
    address, user, token, whole = shown(phone)
    assert user == EMAIL
    assert phone.script(DOTS) == [0, 255]
    assert ask("PROPFIND", address, auth=(user, token)).status_code == 207

    def cards() -> str:
        return ask("PROPFIND", whole, auth=(user, token), headers={"Depth": "1"}).text

    wait_until(lambda: ".vcf" in cards(), "Maya in the book")
    phone.sees("My phone")
    phone.tap("End the key: My phone")
    phone.sees("My phone opens nothing any more.")
    assert ask("PROPFIND", address, auth=(user, token)).status_code == 401


def test_the_calendar_has_a_secret_address_and_another_when_that_is_out(phone: Phone) -> None:
    phone.open("/settings")
    phone.tap("Calendar")
    phone.tap("Birthdays")
    phone.tap("Make the secret address")
    (address,) = shown(phone)
    assert address.endswith(".ics?show=events,followups")
    assert ask("GET", address).text.startswith("BEGIN:VCALENDAR")
    phone.tap("Remind me", exact=False)
    assert shown(phone) == [f"{address}&alarms=1"]
    phone.tap("Make another address")
    wait_until(lambda: ask("GET", address).status_code == 404, "the old address to end")
    (other,) = shown(phone)
    assert ask("GET", other).status_code == 200


def test_a_key_for_another_program_is_made_and_taken_back(phone: Phone, server: LiveServer) -> None:
    phone.open("/settings")
    phone.tap("For other programs")
    phone.write("What it is for", "Shortcut")
    phone.tap("Make the key")
    api, token = shown(phone)
    headers = {"Authorization": f"Bearer {token}"}
    assert ask("GET", f"{api}/me", headers=headers).json()["email"] == EMAIL
    phone.sees("read and write · not used yet")
    phone.tap("End the key: Shortcut")
    phone.sees("Shortcut opens nothing any more.")
    assert ask("GET", f"{api}/me", headers=headers).status_code == 401
