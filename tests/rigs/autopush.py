"""The push service behind a Firefox: a WebSocket to the browser, an HTTP endpoint to servers.

Speaks what Firefox speaks to Mozilla's autopush. What is POSTed to an endpoint is handed on to
the browser as it is, encrypted; only that browser can read it.
"""

import json
import threading
import uuid
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from tests.rigs.push_protocol import Violation, check_request, encode
from tests.rigs.push_service import POLL_SECONDS


@dataclass
class Received:
    """One message as it came from the application's server; header names are in lower case."""

    channel: str
    headers: dict[str, str]
    body: bytes


@dataclass
class _State:
    browsers: list[ServerConnection] = field(default_factory=list)
    channels: set[str] = field(default_factory=set)
    violations: list[str] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


class Autopush:
    """A running push service; `url` is for the browser's `dom.push.serverURL`."""

    def __init__(self) -> None:
        self._state = _State()
        self._socket = serve(self._talk, "127.0.0.1", 0)
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"ws://127.0.0.1:{self._socket.socket.getsockname()[1]}/"
        self.endpoint = f"http://127.0.0.1:{self._http.server_address[1]}/wpush/"
        self._threads = [
            threading.Thread(target=self._socket.serve_forever, daemon=True),
            threading.Thread(target=self._http.serve_forever, args=(POLL_SECONDS,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def received(self) -> list[Received]:
        """Each message that a server has sent, oldest first."""
        return self._state.received

    @property
    def violations(self) -> list[str]:
        """What servers sent against the standards, and was refused."""
        return self._state.violations

    def close(self) -> None:
        """Hang up on everybody."""
        self._http.shutdown()
        self._http.server_close()
        self._socket.shutdown()
        for browser in self._state.browsers:
            browser.close()
        for thread in self._threads:
            thread.join(5)

    def _talk(self, browser: ServerConnection) -> None:
        self._state.browsers.append(browser)
        try:
            for text in browser:
                message = json.loads(text)
                if (answer := self._answer(message)) is not None:
                    browser.send(json.dumps(answer))
                if message.get("messageType") == "hello":
                    self._hand_over()
        except ConnectionClosed:
            pass
        finally:
            self._state.browsers.remove(browser)

    def _answer(self, message: dict[str, Any]) -> dict[str, Any] | None:
        kind = message.get("messageType")
        if kind == "hello":
            number = message.get("uaid") or uuid.uuid4().hex
            hello: dict[str, Any] = {
                "status": 200,
                "uaid": number,
                "use_webpush": True,
                "broadcasts": {},
            }
            return {"messageType": "hello"} | hello
        if kind in ("register", "unregister"):
            channel = message["channelID"]
            answer = {"messageType": kind, "channelID": channel, "status": 200}
            if kind == "unregister":
                self._state.channels.discard(channel)
                return answer
            self._state.channels.add(channel)
            return answer | {"pushEndpoint": self.endpoint + channel}
        return {} if message == {} else None

    def _violation(self, message: Received) -> str | None:
        """What of the standards this message breaks."""
        origin = self.endpoint.removesuffix("/wpush/")
        try:
            check_request(message.headers, message.body, origin)
        except Violation as violation:
            return str(violation)
        return None

    def _deliver(self, message: Received) -> None:
        notification = {
            "messageType": "notification",
            "channelID": message.channel,
            "version": uuid.uuid4().hex,
            "data": encode(message.body),
            "headers": {"encoding": message.headers["content-encoding"]},
        }
        self._state.waiting.append(json.dumps(notification))
        self._hand_over()

    def _hand_over(self) -> None:
        """Give the browser what waits for it; while it is away, everything goes on waiting."""
        while self._state.browsers and self._state.waiting:
            self._state.browsers[-1].send(self._state.waiting.pop(0))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                channel = self.path.removeprefix("/wpush/")
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                message = Received(channel, headers, body)
                if violation := service._violation(message):
                    service._state.violations.append(violation)
                    self._say(400)
                elif channel in service._state.channels:
                    service._state.received.append(message)
                    service._deliver(message)
                    self._say(201)
                else:
                    self._say(410)

            def _say(self, status: int) -> None:
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        return Handler
