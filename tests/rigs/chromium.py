"""Debian's Chromium, headless, through Playwright, with the DevTools protocol for its worker."""

import copy
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ElementHandle,
    Error,
    Playwright,
)

from tests.rigs.phone import FIND, PATIENCE_S, Phone
from tests.rigs.processes import days_ahead, wait_until, with_the_kernels_clock

_FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-gpu", "--disable-quic",
    "--no-first-run", "--disable-component-update", "--disable-sync", "--disable-default-apps",
    "--disable-domain-reliability", "--no-default-browser-check", "--password-store=basic",
    # A microphone and a camera that only seem to be, and somebody who says yes to them.
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip

# Chromium does not start with libfaketime before it. Its pages and its service worker take the date
# from here; other workers, cookies and caches go by the kernel's clock.
_AHEAD = """
(() => {
  const Real = Date, ahead = DAYS * 86_400_000;
  globalThis.Date = class Date extends Real {
    constructor(...given) {
      if (given.length > 0) super(...given);
      else super(Real.now() + ahead);
    }
    static now() { return Real.now() + ahead; }
  };
})()
"""


#: A phone's screen, in English, with notifications allowed.
_PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 892},
    "has_touch": True,
    "is_mobile": True,
    "locale": "en-GB",
    "permissions": ["notifications"],
}
#: The same engine without the browser around it, which starts in a third of the time and shows no
#: notifications.
_SHELL = "chromium-headless-shell"


def _launched(timezone: str, **environment: str) -> dict[str, Any]:
    """How each Chromium is launched."""
    env = {**with_the_kernels_clock(), **environment, "TZ": timezone}
    return {"env": env, "headless": True}


class KeptChromium:
    """Chromium's headless shell, started once for each time zone and kept: each phone is a context
    of its own in it, as a private window is. What such a phone keeps is in memory."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._started: dict[str, Browser] = {}

    def new_context(self, timezone: str, **options: Any) -> BrowserContext:
        """A phone that knows nothing of those before it; `options` are Playwright's."""
        browser = self._started.get(timezone)
        if browser is None or not browser.is_connected():  # One that crashed is no other test's.
            browser = self._playwright.chromium.launch(
                executable_path=_program(_SHELL), args=_FLAGS, **_launched(timezone)
            )
            self._started[timezone] = browser
        return _in_the_shell(browser.new_context(**_PHONE | options))

    def close(self) -> None:
        for browser in self._started.values():
            browser.close()


def _program(*names: str) -> str:
    """The first of these programs that is installed, or else the whole browser."""
    return next(filter(None, map(shutil.which, (*names, "chromium"))), "chromium")


def _in_the_shell(context: BrowserContext) -> BrowserContext:
    # Asked what languages it understands, the headless shell crashes.
    context.add_init_script("delete globalThis.SpeechRecognition")
    return context


class Chromium(Phone):
    """A phone that is one `context` of a Chromium, which is closed with it."""

    engine = "chromium"

    def __init__(self, base_url: str, context: BrowserContext) -> None:
        super().__init__(base_url)
        self._hold(context)

    def _hold(self, context: BrowserContext) -> None:
        """Take it in hand, with a page open."""
        self.context = context
        if days := days_ahead():
            script = _AHEAD.replace("DAYS", str(days))
            context.add_init_script(script)
            context.on("serviceworker", lambda worker: worker.evaluate(script))
        self.page = context.pages[0] if context.pages else context.new_page()
        self.page.set_default_timeout(PATIENCE_S * 1000)

    def another_tab(self) -> "Chromium":
        tab = copy.copy(self)
        tab.page = self.context.new_page()
        return tab

    def duplicate(self) -> "Chromium":
        tab = copy.copy(self)
        with self.page.expect_popup() as opened:
            self.page.evaluate("() => void window.open(location.href)")
        tab.page = opened.value
        return tab

    def devtools(self) -> CDPSession:
        """A DevTools session on the page."""
        return self.context.new_cdp_session(self.page)

    def subscribe_for_it(self, subscription: dict[str, Any]) -> None:
        """Tell the app's server of a subscription as this browser's: its own would be Google's."""
        status = self.script(
            "return (await fetch('/api/v1/push/subscriptions', {method: 'PUT', body: arguments[0],"
            " headers: {'content-type': 'application/json'}})).status",
            json.dumps(subscription),
        )
        assert status == 201, status

    def push(self, payload: dict[str, Any]) -> None:
        """Hand the app's worker a push message with this JSON, as the push service would."""
        # A message to a worker that is not active yet is dropped without a word.
        self.script(
            "const worker = (await navigator.serviceWorker.ready).active;"
            "while (worker.state !== 'activated') await new Promise(go => setTimeout(go, 20))"
        )
        session = self.devtools()
        versions: list[dict[str, Any]] = []
        session.on("ServiceWorker.workerVersionUpdated", lambda e: versions.extend(e["versions"]))
        session.send("ServiceWorker.enable")
        while not (active := [v for v in versions if v["status"] == "activated"]):
            self.page.wait_for_timeout(20)
        session.send(
            "ServiceWorker.deliverPushMessage",
            {
                "origin": self.base_url,
                "registrationId": active[-1]["registrationId"],
                "data": json.dumps(payload),
            },
        )

    def notifications(self) -> list[dict[str, Any]]:
        """What the worker shows now: title, body, tag, data and actions of each."""
        shown: list[dict[str, Any]] = self.script(
            "const ready = await navigator.serviceWorker.ready;"
            "return (await ready.getNotifications()).map(n => ({title: n.title, body: n.body,"
            " tag: n.tag, data: n.data, actions: n.actions.map(a => a.action)}))"
        )
        return shown

    def worker(self, body: str, argument: Any = None) -> Any:
        """Run `body` as an async function of `argument` inside the service worker."""
        worker = wait_until(lambda: next(iter(self.context.service_workers), None), "the worker")
        return worker.evaluate(f"async (argument) => {{ {body} }}", argument)

    def goto(self, url: str) -> None:
        try:
            self.page.goto(url)
        except Error as error:
            # A sheet that was just closed was still leaving its place in the history.
            if "ERR_ABORTED" not in error.message:
                raise
            self.page.goto(url)

    def reload(self) -> None:
        self.page.reload()

    def script(self, body: str, *arguments: Any) -> Any:
        function = f"values => (async function () {{ {body} }}).apply(null, values)"
        try:
            return self.page.evaluate(function, list(arguments))
        except Error as error:
            if "Execution context was destroyed" not in error.message:
                raise
        # The page was on its way to another: ask that one.
        self.page.wait_for_load_state()
        return self.page.evaluate(function, list(arguments))

    def look(self, roles: list[str], pattern: str) -> ElementHandle | None:
        try:
            handle = self.page.evaluate_handle(
                f"values => (function () {{ {FIND} }}).apply(null, values)", [roles, pattern]
            )
        except Error:  # the page is on its way to another
            return None
        return handle.as_element()

    def tap(self, name: str, *, exact: bool = True, seconds: float = PATIENCE_S) -> None:
        try:
            super().tap(name, exact=exact, seconds=seconds)
        except Error as error:
            # The screen was drawn anew between the look and the tap, as it may be under a thumb.
            if "not attached" not in error.message:
                raise
            super().tap(name, exact=exact, seconds=seconds)

    def click(self, element: ElementHandle) -> None:
        element.tap()

    def keys(self, element: ElementHandle, text: str) -> None:
        element.focus()
        for part in text.splitlines(keepends=True):
            self.page.keyboard.type(part.rstrip("\n"))
            if part.endswith("\n"):
                self.page.keyboard.press("Enter")

    def clear(self, element: ElementHandle) -> None:
        element.fill("")

    def property(self, element: ElementHandle, name: str) -> Any:
        return element.evaluate("(element, name) => element[name]", name)

    def screenshot(self) -> bytes:
        return self.page.screenshot()

    def close(self) -> None:
        self.context.close()


class ChromiumOnDisk(Chromium):
    """A Chromium of its own with a profile on disk: it may be stopped and started again.

    It shows its notifications on the desktop at `bus`. Without one it is the headless shell.
    With the certificate of an `authority` it trusts that one too, and finds every name that ends in
    .test on this machine. Its profile is in `folder`, if one is named.
    """

    def __init__(
        self,
        base_url: str,
        playwright: Playwright,
        *,
        bus: str | None = None,
        timezone: str = "UTC",
        authority: Path | None = None,
        folder: Path | None = None,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="chromium-", dir=folder))
        self._playwright = playwright
        self._bus = bus
        self._home: dict[str, str] = {}
        self._timezone = timezone
        self._flags = _FLAGS
        if authority is not None:
            self._trust(authority)
        super().__init__(base_url, self._launch())

    def _launch(self) -> BrowserContext:
        desktop = {"DBUS_SESSION_BUS_ADDRESS": self._bus} if self._bus else {}
        context = self._playwright.chromium.launch_persistent_context(
            self.folder,
            executable_path=_program() if self._bus else _program(_SHELL),
            args=self._flags,
            **_launched(self._timezone, **self._home, **desktop),
            **_PHONE,
        )
        return context if self._bus else _in_the_shell(context)

    def start(self) -> None:
        """Start the browser on the profile as it is: also what a restarted phone does."""
        self._hold(self._launch())

    def stop(self) -> None:
        """End the browser; the profile stays for `start()`."""
        self.context.close()

    def _trust(self, authority: Path) -> None:
        # Chromium asks the user's NSS database, which is in the home folder.
        store = self.folder / ".pki" / "nssdb"
        store.mkdir(parents=True)
        for command in (
            ["-N", "--empty-password"],
            ["-A", "-n", "authority", "-t", "C,,", "-i", str(authority)],
        ):
            subprocess.run(["certutil", "-d", f"sql:{store}", *command], check=True)
        self._home = {"HOME": str(self.folder)}
        self._flags = [*_FLAGS, "--host-resolver-rules=MAP *.test 127.0.0.1"]

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
