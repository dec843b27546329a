"""WebKitGTK, the engine of every iPhone, on a screen that nobody sees.

Like Safari in a tab of an iPhone it has no push, no Background Sync and no notification actions.
Debian's WebKitWebDriver is spoken to as the WebDriver standard says: JSON over HTTP.
"""

import base64
import contextlib
import copy
import http.client
import json
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.rigs import processes
from tests.rigs.phone import ASYNC, FIND, Phone, click_when_still


class WebDriverError(Exception):
    """What the driver answered instead of a result."""


class BrowserEndedError(Exception):
    """The browser itself ended, with its windows: this says nothing about what was tested."""


_TWICE = """
const link = Object.assign(document.createElement('a'), {
  id: 'twice', href: location.href, target: '_blank', rel: 'opener', textContent: 'Open it twice',
});
link.style = 'position: fixed; inset: 0 0 auto; z-index: 9; padding: 2em; background: white';
document.body.append(link);
"""


class WebKit(Phone):
    """One running MiniBrowser with a profile and an Xvfb display of its own."""

    engine = "webkit"

    def __init__(self, base_url: str, *, timezone: str = "UTC") -> None:
        super().__init__(base_url)
        self._folder = Path(tempfile.mkdtemp(prefix="webkit-"))
        self._log = self._folder / "log"
        self._processes: list[subprocess.Popen[bytes]] = []
        self._session = ""
        self._window = ""
        #: The tab that the driver has in hand, whoever of its tabs asks.
        self._in_hand = [""]
        try:
            self._start(timezone)
        except BaseException:
            self._clean_up()
            raise

    def _start(self, timezone: str) -> None:
        port = processes.free_port()
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._folder),
            "XDG_RUNTIME_DIR": str(self._folder),
            "DISPLAY": self._start_screen(),
            "LANG": "C.UTF-8",
            "TZ": timezone,
            # Nobody on a bus: GLib would otherwise start one, where it finds how.
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "NO_AT_BRIDGE": "1",
            "GSETTINGS_BACKEND": "memory",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            # Mesa 22's llvmpipe asks which pictures a scene uses while its own threads let go of
            # them: a segmentation fault of the compositor ended the browser now and then, in the
            # middle of a test. Without threads of its own it draws where it is asked.
            "LP_NUM_THREADS": "0",
            # As root there is no sandbox to be had; the pages are all ours.
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        self._processes.append(
            processes.start(
                ["WebKitWebDriver", "--host=127.0.0.1", f"--port={port}"],
                log=self._log,
                env=environment,
            )
        )
        self._driver = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
        processes.wait_until(self._connects, "WebKitWebDriver to start")
        options = {"binary": _mini_browser(), "args": ["--automation"]}
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._session = f"/session/{self._call('POST', '/session', asked)['sessionId']}"
        self._window = self._in_hand[0] = self._call("GET", f"{self._session}/window")
        self._send("timeouts", script=30_000, pageLoad=30_000)
        self._send("window/rect", width=430, height=932)

    def _start_screen(self) -> str:
        """An Xvfb on a display number that it picks by itself."""
        read, write = os.pipe()
        self._processes.append(
            processes.start(
                [
                    "Xvfb",
                    "-displayfd",
                    str(write),
                    "-screen",
                    "0",
                    "800x1200x24",
                    "-nolisten",
                    "tcp",
                ],
                log=self._log,
                keep=[write],
            )
        )
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb ended:\n{self._log.read_text(errors='replace')}")
        return f":{number}"

    def _of(self, window: str) -> "WebKit":
        tab = copy.copy(self)
        tab._window = window
        return tab

    def another_tab(self) -> "WebKit":
        # In a window of its own: a tab behind another draws nothing, and cannot be tapped.
        return self._of(self._send("window/new", type="window")["handle"])

    def duplicate(self) -> "WebKit":
        before = set(self._windows())
        # Only what somebody taps may open a tab here.
        self.script(_TWICE)
        self.tap("Open it twice")
        self.script("document.getElementById('twice').remove()")
        opened = processes.wait_until(lambda: set(self._windows()) - before, "the other tab")
        return self._of(opened.pop())

    def _windows(self) -> list[str]:
        found: list[str] = self._call("GET", f"{self._session}/window/handles")
        return found

    def goto(self, url: str) -> None:
        self._send("url", url=url)

    def reload(self) -> None:
        self._send("refresh")

    def script(self, body: str, *arguments: Any) -> Any:
        answer = self._send(
            "execute/async", script=ASYNC.replace("BODY", body), args=list(arguments)
        )
        if "error" in answer:
            raise WebDriverError(answer["error"])
        return answer["value"]

    def look(self, roles: list[str], pattern: str) -> Any | None:
        try:
            return self._send("execute/sync", script=FIND, args=[roles, pattern])
        except WebDriverError:  # the page is on its way to another
            return None

    def click(self, element: Any) -> None:
        click_when_still(
            self, element, lambda: self._send(f"element/{_id(element)}/click"), WebDriverError
        )

    def keys(self, element: Any, text: str) -> None:
        self._send(f"element/{_id(element)}/value", text=text)

    def clear(self, element: Any) -> None:
        self._send(f"element/{_id(element)}/clear")

    def property(self, element: Any, name: str) -> Any:
        return self._call("GET", f"{self._session}/element/{_id(element)}/property/{name}")

    def screenshot(self) -> bytes:
        return base64.b64decode(self._call("GET", f"{self._session}/screenshot"))

    def kill(self) -> None:
        """The browser dies of itself, as by a segmentation fault."""
        driver = self._processes[-1]
        for browser in processes.tree(driver.pid)[1:]:
            browser.send_signal(signal.SIGSEGV)

    def close(self) -> None:
        with contextlib.suppress(WebDriverError, BrowserEndedError, OSError):
            self._call("DELETE", self._session)
        self._clean_up()

    def _clean_up(self) -> None:
        if hasattr(self, "_driver"):
            self._driver.close()
        for process in reversed(self._processes):
            processes.stop(process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _send(self, command: str, **parameters: Any) -> Any:
        return self._call("POST", f"{self._session}/{command}", parameters)

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Returns the value of one command in this tab.

        Raises:
            WebDriverError: the driver refused it.
            BrowserEndedError: there is no browser any more.
        """
        if self._window != self._in_hand[0]:
            self._ask("POST", f"{self._session}/window", {"handle": self._window})
            self._in_hand[0] = self._window
        status, value = self._ask(method, path, body)
        if status == 200:
            return value
        # In the middle of a command the driver does not know yet why nobody answers.
        gone = value["error"] == "invalid session id" or (
            value["error"] == "unknown error"
            and self._ask("GET", f"{self._session}/timeouts")[0] != 200
        )
        if gone:
            raise BrowserEndedError(self._log.read_text(errors="replace")[-2000:])
        raise WebDriverError(f"{value['error']}: {value['message']}")

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        """Returns the status and the value of the driver's answer."""
        text = None if body is None else json.dumps(body)
        self._driver.request(method, path, text, {"content-type": "application/json"})
        answer = self._driver.getresponse()
        return answer.status, json.loads(answer.read())["value"]

    def _connects(self) -> bool:
        with contextlib.suppress(ConnectionRefusedError):
            self._driver.connect()
            return True
        return False


def _mini_browser() -> str:
    """Debian's MiniBrowser lies beside the library, not on the PATH."""
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if not found:
        raise RuntimeError("MiniBrowser is missing: Debian's webkit2gtk-driver brings it")
    return str(found[-1])


def _id(element: dict[str, str]) -> str:
    """An element's id: the one value of WebDriver's web element reference."""
    return next(iter(element.values()))
