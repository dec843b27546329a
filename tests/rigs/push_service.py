"""A small, strict push service: it takes what a real one takes, and can have a bad day.

`subscribe()` makes a browser's inbox, which can read what is sent to it. What breaks an RFC is
answered with 400, told in `violations`, and fails the test that asks for `push_service`.
"""

import json
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.rigs.push_protocol import BrowserKeys, Violation, check_request

#: How soon a server of the standard library notices that it is told to end: by itself, after half
#: a second, and each test would wait for that.
POLL_SECONDS = 0.01


@dataclass(frozen=True)
class Answer:
    """What the service says next. `never`: nothing, until it is closed; the message is taken all
    the same. `half`: the connection ends within the status line."""

    status: int = 201
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0
    never: bool = False
    half: bool = False


@dataclass(frozen=True)
class Delivered:
    """A message that came for an inbox: taken, unless `status` says otherwise."""

    headers: Mapping[str, str]
    message: dict[str, Any]
    status: int

    @property
    def notification(self) -> dict[str, Any]:
        shown: dict[str, Any] = self.message["notification"]
        return shown


class Inbox:
    """A subscribed browser. `answers` are given in turn, then 201 for ever."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.keys = BrowserKeys()
        self.answers: list[Answer] = []
        self.asked: list[Delivered] = []

    @property
    def subscription(self) -> dict[str, Any]:
        return self.keys.subscription(self.endpoint)

    @property
    def taken(self) -> list[Delivered]:
        """What the browser gets to see, oldest first."""
        return [each for each in self.asked if each.status < 300]


class PushService:
    """Listens on loopback; `close()` it."""

    def __init__(self) -> None:
        self.violations: list[str] = []
        #: How many were opened so far.
        self.connections = 0
        self._inboxes: dict[str, Inbox] = {}
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(POLL_SECONDS,), daemon=True
        )
        self._thread.start()

    def subscribe(self) -> Inbox:
        path = f"/push/{uuid.uuid4()}"
        self._inboxes[path] = inbox = Inbox(self.origin + path)
        return inbox

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def _take(self, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        inbox = self._inboxes.get(path)
        if inbox is None:
            return Answer(404)
        try:
            check_request(headers, body, self.origin)
            message = json.loads(inbox.keys.decrypt(body))
        except Violation as violation:
            self.violations.append(str(violation))
            return Answer(400)
        answer = inbox.answers.pop(0) if inbox.answers else Answer()
        inbox.asked.append(Delivered(headers, message, answer.status))
        return answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                service.connections += 1
                super().setup()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                answer = service._take(self.path, headers, body)
                service._closing.wait(3600 if answer.never else answer.seconds)
                if answer.never or answer.half:
                    if answer.half:
                        self.wfile.write(b"HTTP/1.1 2")
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in {"content-length": "0", **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        return Handler
