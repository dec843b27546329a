"""Take the pictures of docs/screenshots/: an evening and the morning after on a phone,
and two screens of it on a desktop.

The evening is the demo's, on a day and with ids that never change, and the phone's clock stands
still: a picture changes when the screen does. The letters are an Android phone's, whatever is
installed here. Needs the built app, and Debian's Chromium.
"""

import base64
import random
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from server.demo import Evening  # noqa: E402
from tests.phone.screens import settle_page  # noqa: E402
from tests.support.databases import SqliteDatabases  # noqa: E402
from tests.support.live import LiveServer  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
FONTS = ROOT / "pwa" / "node_modules" / "@fontsource"
ZONE = "America/New_York"
MORNING = datetime(2026, 11, 24, 13, 34, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 1, 52, tzinfo=UTC)
BEFORE = datetime(2026, 11, 23, 23, 24, tzinfo=UTC)
EMAIL, PASSWORD = "robin@example.org", "karma comes around"

Act = Callable[[Page], Any]


@dataclass(frozen=True)
class Picture:
    name: str
    path: str
    light: Literal["light", "dark"]
    clock: datetime
    act: Act | None = None


#: A phone in a hand, and a window on a desktop.
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 780},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}


def tap(name: str) -> Act:
    return lambda page: page.get_by_role("button", name=name).first.click()


def carry_an_opener(page: Page) -> None:
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="I promise").click()


def breathe(page: Page) -> None:
    page.get_by_text("Breathe in").wait_for()
    page.wait_for_timeout(4000)


PICTURES = [
    Picture("breathe", "/events/{event}/before", "dark", BEFORE, breathe),
    Picture("opener", "/events/{event}/before", "dark", BEFORE, carry_an_opener),
    Picture("wrap-up", "/events/{event}/after", "dark", NIGHT),
    Picture("cards", "/cards", "dark", NIGHT),
    Picture(
        "jot",
        "/",
        "dark",
        NIGHT,
        lambda page: page.locator("textarea").fill("Inês — rows to work #rowing #fado"),
    ),
    Picture("follow-ups", "/followups", "light", MORNING),
    Picture("say-hi", "/followups", "light", MORNING, tap("Say hi")),
    Picture("people", "/people", "light", MORNING),
    Picture("person", "/people/{person}", "light", MORNING),
    Picture("karma", "/karma", "light", MORNING),
    Picture("introduce", "/karma/introductions", "light", MORNING, tap("Introduce")),
    Picture("search", "/people?find=sailing", "light", MORNING),
]
WIDE_PICTURES = [
    Picture("desktop-person", "/people/{person}", "light", MORNING),
    Picture("desktop-evening", "/events/{event}", "dark", NIGHT),
]


@contextmanager
def same_ids() -> Any:
    """Every id that is made at random is the same in each run."""
    chance = random.Random(1809)

    def make() -> uuid.UUID:
        return uuid.UUID(int=chance.getrandbits(128), version=4)

    with patch.object(uuid, "uuid4", make):
        yield


def live(server: LiveServer) -> dict[str, str]:
    """Robin's account and evening on the server; gives the ids that the addresses need."""
    with server.client() as client:
        who = {"email": EMAIL, "password": PASSWORD, "name": "Robin", "timezone": ZONE}
        account = client.post("/api/v1/accounts", json=who)
        assert account.status_code == 201, account.text
        with same_ids():
            evening = Evening(account.json()["id"], ZONE, MORNING)
            body = evening.request()
        answer = client.post("/api/v1/sync", json=body)
        assert answer.status_code == 200, answer.text
        assert {one["status"] for one in answer.json()["results"]} == {"applied"}, answer.text
    return {"event": evening.of("tonight"), "person": evening.of("Maya")}


def letters() -> str:
    """The style that gives the screen the letters of an Android phone."""
    faces = []
    for family, package, weights in (
        ("Roboto", "roboto", (400, 500, 600, 700)),
        ("Noto Serif", "noto-serif", (400, 600)),
    ):
        for weight in weights:
            for slant in ("normal", "italic"):
                for part in ("latin", "latin-ext"):
                    file = FONTS / package / "files" / f"{package}-{part}-{weight}-{slant}.woff2"
                    data = base64.b64encode(file.read_bytes()).decode()
                    span = "U+0000-00FF,U+2000-206F" if part == "latin" else "U+0100-02FF"
                    faces.append(
                        f"@font-face {{font-family: '{family}'; font-weight: {weight};"
                        f" font-style: {slant}; unicode-range: {span};"
                        f" src: url(data:font/woff2;base64,{data})}}"
                    )
    return "".join(faces) + ":root {--serif: 'Noto Serif', serif; --sans: Roboto, sans-serif}"


def photograph(page: Page, picture: Picture, ids: dict[str, str], style: str) -> bytes:
    page.emulate_media(color_scheme=picture.light, reduced_motion="no-preference")
    page.clock.set_fixed_time(picture.clock)
    page.goto(picture.path.format(**ids))
    page.add_style_tag(content=style)
    settle_page(page)
    if picture.act:
        picture.act(page)
    page.evaluate("document.fonts.ready")
    # The cursor and the ring around what has the focus come and go.
    page.add_style_tag(content="* {caret-color: transparent} :focus-visible {outline: none}")
    page.wait_for_timeout(600)
    devtools = page.context.new_cdp_session(page)
    shot = devtools.send("Page.captureScreenshot", {"format": "webp", "quality": 72})
    return base64.b64decode(shot["data"])


def signed_in(browser: Browser, server: LiveServer, screen: dict[str, Any]) -> Page:
    """Robin's app on a screen of this kind, with everybody on it."""
    context = browser.new_context(
        **screen,
        base_url=server.url,
        locale="en-GB",
        timezone_id=ZONE,
        bypass_csp=True,
        service_workers="block",
    )
    page = context.new_page()
    page.clock.set_fixed_time(MORNING)
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Password", exact=True).wait_for(state="detached")
    page.get_by_role("link", name="People").click()
    page.get_by_text("Maya Chen").wait_for()
    return page


def main() -> None:
    program = shutil.which("chromium")
    if program is None:
        sys.exit("The pictures are taken with Debian's chromium, which is not installed here.")
    style = letters()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "template").mkdir()
        databases = SqliteDatabases(folder / "template")
        with databases.fresh(folder) as url:
            server = LiveServer(folder, url)
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            try:
                ids = live(server)
                for screen, pictures in ((PHONE, PICTURES), (DESKTOP, WIDE_PICTURES)):
                    page = signed_in(browser, server, screen)
                    for picture in pictures:
                        data = photograph(page, picture, ids, style)
                        (FOLDER / f"{picture.name}.webp").write_bytes(data)
                        print(f"{picture.name:16}{len(data) / 1024:6.0f} KB")
                    page.context.close()
            finally:
                browser.close()
                server.stop()


if __name__ == "__main__":
    main()
