"""A small client of Marionette, the remote control inside Firefox. Debian ships no geckodriver.

Messages are `<length>:<JSON>` over TCP: `[0, id, command, parameters]` out and
`[1, id, error, result]` back, with the commands of the WebDriver standard.
"""

import itertools
import json
import socket
from typing import Any

from tests.rigs.phone import ASYNC


class MarionetteError(Exception):
    """What Firefox answered instead of a result; `kind` is WebDriver's name of the error."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind


class Marionette:
    """One session with one Firefox, over the TCP port `port` on loopback."""

    def __init__(self, port: int, *, timeout: float = 60) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout)
        self._stream = self._socket.makefile("rb")
        #: The tab in hand.
        self.window = ""
        self._ids = itertools.count(1)
        self._receive()  # the greeting
        self.send("WebDriver:NewSession", capabilities={"alwaysMatch": {}})
        self.window = self.send("WebDriver:GetWindowHandle")

    def send(self, command: str, **parameters: Any) -> Any:
        """Run one command; gives its `value`, raises MarionetteError."""
        number = next(self._ids)
        message = json.dumps([0, number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        kind, answered, error, result = self._receive()
        assert (kind, answered) == (1, number), "Firefox answered something else"
        if error:
            raise MarionetteError(error["error"], error["message"])
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def turn_to(self, window: str) -> None:
        """Take another tab in hand."""
        if window != self.window:
            self.send("WebDriver:SwitchToWindow", handle=window, focus=True)
            self.window = window

    def script(self, body: str, *arguments: Any) -> Any:
        """Run `body` as an async function in the page; gives what it returns.

        `arguments` reach it as `arguments[0]` …; elements go in and come out as dicts.
        """
        answer = self.send(
            "WebDriver:ExecuteAsyncScript",
            script=ASYNC.replace("BODY", body),
            args=list(arguments),
            sandbox=None,
        )
        if answer is None:
            raise MarionetteError("javascript error", "the page went away")
        if "error" in answer:
            raise MarionetteError("javascript error", answer["error"])
        return answer.get("value")

    def chrome(self, body: str, *arguments: Any) -> Any:
        """Run `body` with the rights of the browser itself."""
        self.send("Marionette:SetContext", value="chrome")
        try:
            return self.send(
                "WebDriver:ExecuteScript", script=body, args=list(arguments), sandbox="system"
            )
        finally:
            self.send("Marionette:SetContext", value="content")

    def close(self) -> None:
        """Hang up. Firefox goes on running."""
        self._stream.close()
        self._socket.close()

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            byte = self._stream.read(1)
            if not byte:
                raise ConnectionError("Firefox hung up")
            length += byte
        return json.loads(self._stream.read(int(length[:-1])))
