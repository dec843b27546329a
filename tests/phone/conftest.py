"""Browsers for the tests, on a network that can be cut, before a real server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.phone.app import ZONE
from tests.rigs.autopush import Autopush
from tests.rigs.chromium import Chromium, ChromiumOnDisk, KeptChromium
from tests.rigs.desktop import Desktop
from tests.rigs.firefox import Firefox
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.push_service import PushService
from tests.rigs.webkit import WebKit
from tests.support.live import LiveServer
from tests.support.programs import leave_out_unless_there

_PROGRAMS = {
    "chromium": ["chromium", "dbus-daemon"],
    "firefox": ["firefox-esr", "dbus-daemon"],
    "caddy": ["caddy", "certutil"],
    "webkit": ["WebKitWebDriver", "Xvfb"],
}


def leave_out_unless_installed(engine: str) -> None:
    """A developer's machine may lack an engine: the test says so. A CI machine may not."""
    leave_out_unless_there(*_PROGRAMS[engine])


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def kept_chromium(playwright: Playwright) -> Iterator[KeptChromium]:
    """What every phone that is a Chromium is a context of, unless a test asks for more."""
    kept = KeptChromium(playwright)
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def firefox_started_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile to copy: what a first start costs is paid once a process."""
    return Firefox.start_once(tmp_path_factory.mktemp("profile"))


@pytest.fixture
def gate() -> Iterator[Gate]:
    """The network between the phone and the server."""
    made = Gate()
    yield made
    made.close()


@pytest.fixture
def server(gate: Gate, start_server: Callable[..., LiveServer]) -> LiveServer:
    """A real server behind the gate."""
    started = start_server(PUBLIC_URL=gate.url)
    gate.target = started.port
    return started


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """Where Chromium and Firefox show their notifications."""
    made = Desktop()
    yield made
    made.close()


@pytest.fixture
def autopush() -> Iterator[Autopush]:
    """The push service of Firefox."""
    made = Autopush()
    yield made
    made.close()
    assert made.violations == []


@pytest.fixture
def push_service() -> Iterator[PushService]:
    """Any other push service: subscribe an inbox there, and read what comes."""
    made = PushService()
    yield made
    made.close()
    assert made.violations == []


@pytest.fixture
def start_phone(
    request: pytest.FixtureRequest,
    gate: Gate,
    autopush: Autopush,
    playwright: Playwright,
    kept_chromium: KeptChromium,
) -> Iterator[Callable[..., Phone]]:
    """Starts a phone by the name of its engine, on the address of the gate. It shows its
    notifications on the desktop, if the test asks for one. A Chromium without one is a context of a
    browser that is kept, which costs least; `on_disk`, or in a `folder`, it is a browser of its own
    with a profile, which can be stopped and started again, and whose files can be looked at."""
    with ExitStack() as stack:
        bus = None
        if "desktop" in request.fixturenames:
            bus = request.getfixturevalue("desktop").address

        def start(
            engine: str,
            *,
            timezone: str = "UTC",
            on_disk: bool = False,
            folder: Path | None = None,
            keeps_nothing: bool = False,
        ) -> Phone:
            leave_out_unless_installed(engine)
            phone: Phone
            if engine == "chromium" and not (bus or on_disk or folder):
                phone = Chromium(gate.url, kept_chromium.new_context(timezone))
            elif engine == "chromium":
                phone = ChromiumOnDisk(
                    gate.url,
                    playwright,
                    bus=bus,
                    timezone=timezone,
                    folder=folder,
                )
            elif engine == "firefox":
                phone = Firefox(
                    gate.url,
                    push=autopush.url,
                    bus=bus,
                    timezone=timezone,
                    keeps_nothing=keeps_nothing,
                    started_once=request.getfixturevalue("firefox_started_once"),
                )
            else:
                phone = WebKit(gate.url, timezone=timezone)
            stack.callback(phone.close)
            return phone

        yield start


@pytest.fixture
def zone() -> str:
    """Where `chromium` is: where it is evening now, unless a file says otherwise."""
    return ZONE


@pytest.fixture
def chromium(zone: str, start_phone: Callable[..., Phone], server: LiveServer) -> Chromium:
    """A Chromium before a real server. What looks at colours does so by day and by night: it is in
    test_look.py and test_accessibility.py."""
    phone = start_phone("chromium", timezone=zone)
    assert isinstance(phone, Chromium)
    return phone


@pytest.fixture
def chromium_on_disk(
    zone: str, start_phone: Callable[..., Phone], server: LiveServer
) -> ChromiumOnDisk:
    """The same with a profile: it can be stopped and started again."""
    phone = start_phone("chromium", timezone=zone, on_disk=True)
    assert isinstance(phone, ChromiumOnDisk)
    return phone
