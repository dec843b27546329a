"""Debian's Firefox, headless, with a fresh profile, its push service and desktop being ours."""

import base64
import copy
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.rigs import processes
from tests.rigs.marionette import Marionette, MarionetteError
from tests.rigs.phone import FIND, Phone, click_when_still

# Nothing may go out to the network, and nothing may ask or pop up.
_PREFERENCES: dict[str, Any] = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.startup.homepage_override.mstone": "ignore",
    "captivedetect.canonicalURL": "",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.disable-localhost-when-offline": True,
    "network.proxy.type": 0,
    "network.dns.disablePrefetch": True,
    "network.http.speculative-parallel-limit": 0,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "",
    "dom.serviceWorkers.testing.enabled": False,
    "dom.disable_open_during_load": False,
    "dom.push.enabled": True,
    "dom.push.connection.enabled": True,
    "dom.push.testing.allowInsecureServerURL": True,
    "permissions.default.desktop-notification": 1,
    # A microphone of its own, which is allowed.
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
}


class Firefox(Phone):
    """One running Firefox. `push` is a WebSocket address, `bus` a D-Bus address, both optional.
    On a copy of the profile that `start_once` returned it starts in half the time."""

    engine = "firefox"

    def __init__(
        self,
        base_url: str,
        *,
        push: str | None = None,
        bus: str | None = None,
        timezone: str = "UTC",
        keeps_nothing: bool = False,
        started_once: Path | None = None,
    ) -> None:
        super().__init__(base_url)
        self._folder = Path(tempfile.mkdtemp(prefix="firefox-"))
        self._profile = profile = self._folder / "profile"
        if started_once is None:
            profile.mkdir()
        else:
            shutil.copytree(started_once, profile)
        if keeps_nothing:
            # A file, where the folder of all that pages keep would be.
            shutil.rmtree(profile / "storage", ignore_errors=True)
            (profile / "storage").touch()
        port = processes.free_port()
        preferences = _PREFERENCES | {
            "marionette.port": port,
            "dom.push.serverURL": push or "",
            "alerts.useSystemBackend": bus is not None,
        }
        (profile / "user.js").write_text(
            "".join(f"user_pref({_js(k)}, {_js(v)});\n" for k, v in preferences.items())
        )
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._folder),
            "LANG": "C.UTF-8",
            "TZ": timezone,
            "MOZ_HEADLESS": "1",
            "MOZ_CRASHREPORTER_DISABLE": "1",
        }
        if bus:
            environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        self._process = processes.start(
            [
                "firefox-esr", "--marionette", "--remote-allow-system-access", "--no-remote",
                "--profile", profile, "--headless", "--width=412", "--height=892",
            ],
            log=self._folder / "log", env=environment,
        )  # fmt: skip
        try:
            self._remote: Marionette = processes.wait_until(
                lambda: self._connect(port), "Firefox to start", seconds=90
            )
        except BaseException:
            self._clean_up()
            raise
        self._window = self._remote.window

    def _connect(self, port: int) -> Marionette | None:
        if self._process.poll() is not None:
            raise RuntimeError((self._folder / "log").read_text(errors="replace"))
        try:
            return Marionette(port)
        except ConnectionRefusedError:
            return None

    def _tab(self) -> Marionette:
        """The browser, with this tab in hand."""
        self._remote.turn_to(self._window)
        return self._remote

    def _send(self, command: str, **parameters: Any) -> Any:
        return self._tab().send(command, **parameters)

    def _of(self, window: str) -> "Firefox":
        tab = copy.copy(self)
        tab._window = window
        return tab

    def another_tab(self) -> "Firefox":
        return self._of(self._send("WebDriver:NewWindow", type="tab")["handle"])

    def duplicate(self) -> "Firefox":
        before = set(self._send("WebDriver:GetWindowHandles"))
        self.script("void window.open(location.href)")
        opened = processes.wait_until(
            lambda: set(self._send("WebDriver:GetWindowHandles")) - before, "the other tab"
        )
        return self._of(opened.pop())

    def goto(self, url: str) -> None:
        self._send("WebDriver:Navigate", url=url)

    def reload(self) -> None:
        # Marionette's own refresh goes around the service worker; a person's does not.
        self.script("window.before = true; setTimeout(() => location.reload())")
        processes.wait_until(self._reloaded, "the page to load again")

    def _reloaded(self) -> bool:
        try:
            return bool(self.script("return !window.before && document.readyState === 'complete'"))
        except MarionetteError:  # between the two pages
            return False

    def script(self, body: str, *arguments: Any) -> Any:
        return self._tab().script(body, *arguments)

    def look(self, roles: list[str], pattern: str) -> Any | None:
        return self._send(
            "WebDriver:ExecuteScript", script=FIND, args=[roles, pattern], sandbox=None
        )

    def click(self, element: Any) -> None:
        click_when_still(
            self,
            element,
            lambda: self._send("WebDriver:ElementClick", id=_id(element)),
            MarionetteError,
        )

    def keys(self, element: Any, text: str) -> None:
        self._send("WebDriver:ElementSendKeys", id=_id(element), text=text)

    def clear(self, element: Any) -> None:
        self._send("WebDriver:ElementClear", id=_id(element))

    def property(self, element: Any, name: str) -> Any:
        return self._send("WebDriver:GetElementProperty", id=_id(element), name=name)

    def screenshot(self) -> bytes:
        return base64.b64decode(self._send("WebDriver:TakeScreenshot", full=False))

    def radio(self, on: bool) -> None:
        """Switch the browser's own network off or on; the page hears `offline` and `online`."""
        self._tab().chrome("Services.io.offline = !arguments[0];", on)

    @classmethod
    def start_once(cls, folder: Path) -> Path:
        """Returns a profile, in `folder`, with all that a first start writes and a later one reads:
        Firefox's own scripts, compiled, and its empty databases. No page was open in it."""
        first = cls("about:blank")
        try:
            first._send("Marionette:Quit", flags=["eForceQuit"])
            first._process.wait(60)
            is_of_the_process = shutil.ignore_patterns("lock", ".parentlock")
            return Path(
                shutil.copytree(first._profile, folder / "firefox", ignore=is_of_the_process)
            )
        finally:
            first.close()

    def close(self) -> None:
        self._remote.close()
        self._clean_up()

    def _clean_up(self) -> None:
        processes.stop(self._process)
        shutil.rmtree(self._folder, ignore_errors=True)


def _js(value: Any) -> str:
    return json.dumps(value)


def _id(element: dict[str, str]) -> str:
    """An element's id: the one value of WebDriver's web element reference."""
    return next(iter(element.values()))
