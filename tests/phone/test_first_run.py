"""First run: at most three screens from opening the app to the first note, and nothing to read."""

from collections.abc import Callable

import pytest

from tests.phone.app import ZONE, Held, jot, make_account, name_tonights_event
from tests.phone.engines import EVERY_ENGINE
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

# Notes each screen that comes, by its heading; a sheet above a screen is one more.
WATCH = """
const seen = (window.screensSeen = []);
const look = () => {
  const heading =
    document.querySelector('dialog[open] h2') ?? document.querySelector('main h1');
  const name = heading?.textContent.trim();
  if (name && !seen.includes(name)) seen.push(name);
};
new MutationObserver(look).observe(document, {
  subtree: true, childList: true, characterData: true, attributeFilter: ['open'],
});
look();
"""


@pytest.fixture(params=EVERY_ENGINE)
def phone(
    request: pytest.FixtureRequest, start_phone: Callable[..., Phone], server: LiveServer
) -> Phone:
    """The app, opened for the first time."""
    started: Phone = start_phone(request.param, timezone=ZONE)
    started.open("/")
    started.sees("where are you?")
    started.script(WATCH)
    return started


def screens_seen(phone: Phone) -> list[str]:
    seen: list[str] = phone.script("return window.screensSeen")
    return seen


def test_the_first_screen_takes_the_first_note(phone: Phone) -> None:
    jot(phone, "Maya Chen — water-skis, moving to Lisbon")
    assert screens_seen(phone) == ["Jot down"]


def test_the_first_run_is_at_most_three_screens(phone: Phone, server: LiveServer) -> None:
    phone.sees("Tomorrow morning I ask you to say hi.")
    jot(phone, "Maya Chen — water-skis, moving to Lisbon")
    name_tonights_event(phone)
    phone.tap("On this phone only", exact=False)
    make_account(phone)

    held = Held(server)
    wait_until(lambda: held.names() == ["Maya Chen"], "the first note to reach the server")
    seen = screens_seen(phone)
    assert seen == ["Jot down", "Where are you?", "Make an account"]
