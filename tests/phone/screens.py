"""Every screen of the app, and what opens on it: what the tests of the look walk through."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.phone.app import FIELD, Held, sign_in
from tests.rigs.chromium import Chromium
from tests.support.live import LiveServer

APP = Path(__file__).resolve().parents[2] / "pwa" / "src" / "app"
#: The screens of every day, and those that are seldom opened.
ROUTES = (APP / "routes.tsx", APP / "screens" / "seldom.tsx")
DEMO = "demo@example.org"
NOWHERE = "/nowhere"


@dataclass(frozen=True)
class Screen:
    """A screen by its route; `open` opens a sheet on it, in an account that is lived in."""

    route: str
    sheet: str = ""
    open: Callable[[Chromium], Any] | None = None
    query: str = ""

    @property
    def name(self) -> str:
        return f"{self.route}{self.query}{' ' + self.sheet if self.sheet else ''}"

    def path(self, ids: dict[str, str]) -> str:
        """Its address; `ids`: by kind, a record of it to be looked at."""
        kind = self.route.split("/")[1].removesuffix("s") if "/" in self.route else ""
        return self.route.replace(":id", ids.get(kind, "none")).replace("*", NOWHERE) + self.query


def tap(name: str, *, exact: bool = True) -> Callable[[Chromium], None]:
    return lambda phone: phone.tap(name, exact=exact)


def _type_a_line(phone: Chromium) -> None:
    phone.write(FIELD, "Inês — rows to work #rowing #fado")
    phone.find(["button"], "Swap name and known for", exact=True)


def _take_a_promise(phone: Chromium) -> None:
    phone.tap("Skip")
    phone.tap("I promise")


def _drop_a_table(phone: Chromium) -> None:
    phone.write("Paste it here", "Gast;Ort;Ruf\nInês;Lisboa;+351 21 000 0000\nTom;;030 999")
    phone.tap("Read it")
    phone.sees("2 are new")


SCREENS = [
    Screen("/"),
    Screen("/", "a line being typed", _type_a_line),
    Screen("/", "where are you", tap("where are you?", exact=False)),
    Screen("/people"),
    Screen("/people", query="?find=water"),
    Screen("/people", query="?order=name"),
    Screen("/people", "interests", tap("By interest")),
    Screen("/people", "keys", lambda phone: phone.page.keyboard.press("?")),
    Screen("/people/:id"),
    Screen("/people/:id", "edit", tap("Edit")),
    Screen("/people/:id", "number", tap("Add Number")),
    Screen("/people/:id", "say hi", tap("Say hi", exact=False)),
    Screen("/people/:id", "promise", tap("Promise something")),
    Screen("/people/:id", "good turn", tap("Add a good turn")),
    Screen("/people/doubles"),
    Screen("/events"),
    Screen("/events", "new", tap("where are you?", exact=False)),
    Screen("/events", "plan", tap("Plan one")),
    Screen("/events/:id"),
    Screen("/events/:id", "edit", tap("Edit")),
    Screen("/events/:id", "who else", tap("Who else was here?")),
    Screen("/events/:id/before"),
    Screen("/events/:id/before", "promise", tap("Skip")),
    Screen("/events/:id/before", "opener", _take_a_promise),
    Screen("/events/:id/after"),
    Screen("/cards"),
    Screen("/cards", "new", tap("Add one of your own")),
    Screen("/cards/asked"),
    Screen("/cards/asked", "new client", tap("Add a client")),
    Screen("/cards/:id"),
    Screen("/karma"),
    Screen("/karma", "good turn", tap("Add a good turn")),
    Screen("/karma/introductions"),
    Screen("/karma/introductions", "introduce", tap("Introduce", exact=False)),
    Screen("/notes/:id"),
    Screen("/notes/:id", "whom about", tap("Add somebody")),
    Screen("/followups"),
    Screen("/followups", "say hi", tap("Say hi", exact=False)),
    Screen("/settings"),
    Screen("/settings", "sign out", tap("Sign out")),
    Screen("/settings", "delete", tap("Delete my account")),
    Screen("/settings/about"),
    Screen("/settings/devices"),
    Screen("/settings/address-book"),
    Screen("/settings/address-book", "made", tap("Set up an address book")),
    Screen("/settings/calendar"),
    Screen("/settings/calendar", "made", tap("Make the secret address")),
    Screen("/settings/programs"),
    Screen("/settings/keys"),
    Screen("/settings/import"),
    Screen("/settings/import", "in a file", _drop_a_table),
    Screen("/settings/export"),
    Screen("/my-card"),
    Screen("/scan"),
    Screen("/settings/activity"),
    Screen("/forgot"),
    Screen("/shelf", query="?page=begin"),
    Screen("/trash"),
    Screen("/sign-in"),
    Screen("/sign-up"),
    Screen("/sync"),
    Screen("*"),
]
#: Each screen as it is opened, without what opens on it.
PLAIN = [screen for screen in SCREENS if screen.open is None]


def routes() -> set[str]:
    """The routes that the app has, as its source says."""
    source = "".join(path.read_text() for path in ROUTES)
    return {*re.findall(r'<Route key="[^"]+" path="([^"]+)"', source), "*"}


def live_a_life(server: LiveServer, phone: Chromium, zone: str) -> dict[str, str]:
    """Signs the phone in to the demo's account; gives a record of each kind to look at."""
    server.flask("demo", "--timezone", zone)
    phone.open("/sign-in")
    sign_in(phone, email=DEMO)
    phone.sees_no("Password")
    phone.open("/people")
    phone.sees("Maya Chen")
    held = Held(server, DEMO).records()
    chosen = {
        "people": ("person", "name", "Maya Chen"),
        "event": ("event", "name", "Mixer at the Old Print Works"),
        "note": ("note", "body", "The two of them"),
        "card": ("card", "deck", "pitch"),
    }
    return {
        word: next(
            one["id"]
            for one in held
            if one["kind"] == kind and str(one["fields"][field]).startswith(start)
        )
        for word, (kind, field, start) in chosen.items()
    }


def show(phone: Chromium, screen: Screen, ids: dict[str, str]) -> None:
    """Opens a screen, and what is to open on it; returns when it stands still."""
    if screen.route == "/sign-in":
        # Whoever is signed in is sent on. The form is shown where the server does not confirm it.
        phone.page.route("**/api/v1/me", lambda route: route.abort())
    phone.open(screen.path(ids))
    settle(phone)
    phone.page.unroute("**/api/v1/me")
    if screen.open:
        screen.open(phone)
        settle(phone)


def settle(phone: Chromium, quiet_ms: int = 250) -> None:
    """Waits until the screen has a heading and nothing has changed on it for so long."""
    settle_page(phone.page, quiet_ms)


def settle_page(page: Page, quiet_ms: int = 250) -> None:
    """The same for a page of Playwright's."""
    page.evaluate(_STILL, quiet_ms)


_STILL = """
(quiet) => new Promise((done, fail) => {
    let timer;
    const still = () => document.querySelector('main h1') ? done() : wait();
    const wait = () => { clearTimeout(timer); timer = setTimeout(still, quiet); };
    setTimeout(fail, 15_000, 'No heading, or never still: ' + location);
    new MutationObserver(wait).observe(document, {subtree: true, childList: true});
    wait();
})
"""
