"""Attacks by somebody who wants to stop a server, and phones that lose their signal.

Each attack runs in its own process, from several addresses of this machine, until it is told to
stop.
"""

import gzip
import http.client
import json
import random
import selectors
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from typing import Any

API = "/api/v1"
SOURCES = tuple(f"127.0.0.{number}" for number in range(2, 10))


@dataclass(frozen=True)
class Door:
    """An address of the server: its own port, or over TLS that of the proxy in front of it."""

    port: int
    host: str = "localhost"
    authority: str | None = None

    def open(self, number: int = 0, *, buffer: int | None = None) -> socket.socket:
        """Opens a connection, from each of the addresses in turn."""
        plain = socket.socket()
        plain.settimeout(60)
        if buffer is not None:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        plain.bind((SOURCES[number % len(SOURCES)], 0))
        plain.connect(("127.0.0.1", self.port))
        if self.authority is None:
            return plain
        trust = ssl.create_default_context(cafile=self.authority)
        return trust.wrap_socket(plain, server_hostname=self.host)

    def connect(self, number: int = 0) -> http.client.HTTPConnection:
        """The same for whole requests."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        connection.sock = self.open(number)
        return connection


@dataclass(frozen=True)
class SignedIn:
    """An account of the attacker's, with a device whose push service never answers."""

    cookie: str
    account: str


Attack = Callable[[Door, list[SignedIn], Event], None]


def _hold(door: Door, stop: Event, count: int, begun: Callable[[int], bytes], every: float) -> None:
    """Keeps that many unfinished requests open; a connection that is closed is opened again."""
    held: dict[socket.socket, int] = {}
    waiting = list(range(count))
    selector = selectors.DefaultSelector()
    while not stop.is_set():
        for number in waiting[:50]:
            with suppress(OSError):
                made = door.open(number)
                made.sendall(begun(number))
                made.setblocking(False)
                held[made] = number
                selector.register(made, selectors.EVENT_READ)
                waiting.remove(number)
        for key, _ in selector.select(every):
            made = key.fileobj  # type: ignore[assignment]
            with suppress(OSError):
                if made.recv(65_536):
                    continue
            selector.unregister(made)
            waiting.append(held.pop(made))
            made.close()


def half_bodies(door: Door, _accounts: list[SignedIn], stop: Event) -> None:
    """500 that send a byte of a body and wait: with a length and in chunks, to two addresses."""

    def begun(number: int) -> bytes:
        path = f"{API}/session" if number % 2 else f"{API}/sync"
        size = b"Content-Length: 60000\r\n\r\n{" if number % 3 else (
            b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
        )  # fmt: skip
        head = f"POST {path} HTTP/1.1\r\nHost: {door.host}\r\nContent-Type: application/json\r\n"
        return head.encode() + size

    _hold(door, stop, 500, begun, 0.1)


def half_headers(door: Door, _accounts: list[SignedIn], stop: Event) -> None:
    """300 that never finish their headers."""
    _hold(door, stop, 300, lambda _: b"POST /api/v1/sync HTTP/1.1\r\nHost: loc", 0.1)


def slow_readers(door: Door, _accounts: list[SignedIn], stop: Event) -> None:
    """300 that ask for the largest answer available to strangers, and read a byte a second."""
    ask = f"GET {API}/openapi.json HTTP/1.1\r\nHost: {door.host}\r\n\r\n".encode()
    readers: list[socket.socket] = []
    number = 0
    while not stop.is_set():
        while len(readers) < 300 and not stop.is_set():
            number += 1
            with suppress(OSError):
                made = door.open(number, buffer=2048)
                made.sendall(ask * 4)
                made.setblocking(False)
                readers.append(made)
        for made in list(readers):
            try:
                if not made.recv(1):
                    raise ConnectionResetError
            except (BlockingIOError, ssl.SSLWantReadError):
                continue
            except OSError:
                readers.remove(made)
                made.close()
        stop.wait(1)


def push_tests(door: Door, accounts: list[SignedIn], stop: Event) -> None:
    """16 tests of pushes to a push service that never answers, and as many more as are accepted."""
    asked = [_begin_post(door, n, "/push/test", b"", each) for n, each in enumerate(accounts)]
    stop.wait()
    for each in asked:
        each.close()


def combining_marks(door: Door, accounts: list[SignedIn], stop: Event) -> None:
    """Notes of unordered combining marks, 4 MiB once unpacked, one after the other."""
    body = json.dumps(_batch(accounts[0].account), ensure_ascii=False).encode()
    packed = gzip.compress(body)
    while not stop.is_set():
        with suppress(OSError, http.client.HTTPException):
            connection = door.connect(random.randrange(8))
            headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
            connection.request(
                "POST", f"{API}/sync", packed, headers | {"Cookie": accounts[0].cookie}
            )
            connection.getresponse().read()
            connection.close()


def _batch(account: str) -> dict[str, Any]:
    marks = "a" + "\u0300\u0316" * 2_400
    now = int(time.time() * 1000)
    note = {"captured_at": "2026-11-24T01:10:00Z", "captured_timezone": "UTC", "person_ids": []}
    changes = [
        {
            "id": f"00000000-0000-4000-8000-{number:012}",
            "kind": "note",
            "record": f"00000000-0000-4000-9000-{number:012}",
            "at": now - 1000 + number,
            "set": note | {"body": marks},
        }
        for number in range(400)
    ]
    device = "00000000-0000-4000-8000-00000000dead"
    return {
        "account": account,
        "device": device,
        "now": now,
        "timezone": "UTC",
        "cursor": None,
        "changes": changes,
    }


def _begin_post(
    door: Door, number: int, path: str, body: bytes, who: SignedIn
) -> http.client.HTTPConnection:
    connection = door.connect(number)
    connection.request("POST", f"{API}{path}", body, {"Cookie": who.cookie})
    return connection


ATTACKS: dict[str, Attack] = {
    "500 half-sent bodies": half_bodies,
    "300 half-sent headers": half_headers,
    "300 slow readers": slow_readers,
    "16 hanging push tests": push_tests,
    "4 MiB of combining marks": combining_marks,
}
