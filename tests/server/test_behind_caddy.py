"""Two servers behind Debian's Caddy, with the Caddyfile of deploy/: a sync waits for a server that
is well, and one whose server is killed under it is the only one to fail.

Caddy sends a body a second time from 2.8 on; Debian's 2.6 has read it by then, and says 502, upon
which the phone sends it again by itself.
"""

import json
import re
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest

from tests.rigs.caddy import Caddy
from tests.support.api import API, PASSWORD
from tests.support.changes import note
from tests.support.live import LiveServer
from tests.support.programs import leave_out_unless_there

# Go asks the kernel for the time.
pytestmark = pytest.mark.own_clock

THREADS, SYNCS = 4, 10
DEVICE = "5f0c1b1e-0000-4000-8000-00000000000"


@pytest.fixture
def caddy() -> Iterator[Caddy]:
    leave_out_unless_there("caddy")
    made = Caddy()
    yield made
    made.close()


@pytest.fixture
def servers(
    caddy: Caddy, start_server: Callable[..., LiveServer]
) -> Iterator[tuple[LiveServer, LiveServer]]:
    first = start_server(PUBLIC_URL=caddy.url, TRUSTED_PROXIES="1")
    second = LiveServer.beside(first)
    caddy.start([first.port, second.port])
    yield first, second
    second.stop()


def ask(caddy: Caddy, path: str, body: Any, cookie: str = "") -> tuple[int, dict[str, Any], str]:
    """(status, body, cookies to send) of a POST through Caddy."""
    headers = {"Content-Type": "application/json", "Cookie": cookie}
    with closing(caddy.open(timeout=60)) as connection:
        assert isinstance(connection, HTTPConnection)
        connection.request("POST", f"{API}{path}", json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        given = answer.headers.get_all("Set-Cookie") or []
        cookies = "; ".join(each.partition(";")[0] for each in given)
        return answer.status, json.loads(text) if text[:1] == b"{" else {}, cookies


class Phone:
    """Alice's, through Caddy."""

    def __init__(self, caddy: Caddy) -> None:
        self.caddy = caddy
        whole = {"email": "alice@example.org", "password": PASSWORD, "name": "Alice"}
        status, account, self.cookie = ask(caddy, "/accounts", whole | {"timezone": "UTC"})
        assert status == 201
        self.account = account["id"]

    def sync(self, device: str, change: dict[str, Any] | None = None) -> int:
        change = change or note()
        body = {
            "account": self.account,
            "device": device,
            "now": change["at"],
            "timezone": "UTC",
            "cursor": None,
            "changes": [change],
        }
        return ask(self.caddy, "/sync", body, self.cookie)[0]


def test_killing_a_server_fails_only_the_requests_it_had(
    caddy: Caddy, servers: tuple[LiveServer, LiveServer]
) -> None:
    phone = Phone(caddy)
    seen: Counter[int] = Counter()
    begun = threading.Event()

    def send(number: int) -> None:
        for _ in range(SYNCS):
            change = note()
            while (status := phone.sync(f"{DEVICE}{number}", change)) != 200:
                seen[status] += 1
            seen[200] += 1
            begun.set()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    assert begun.wait(30)
    servers[0].kill()
    for thread in threads:
        thread.join()
    assert seen[200] == THREADS * SYNCS
    # Only what was in the hands of the one that was killed, and what came before that was noticed.
    assert seen.keys() <= ({200} if sends_bodies_again() else {200, 502})


def sends_bodies_again() -> bool:
    said = subprocess.run(["caddy", "version"], capture_output=True, text=True, check=True).stdout
    major, minor = re.findall(r"\d+", said)[:2]
    return (int(major), int(minor)) >= (2, 8)


def test_a_sync_waits_while_no_server_is_up(
    caddy: Caddy, servers: tuple[LiveServer, LiveServer]
) -> None:
    phone = Phone(caddy)
    for server in servers:
        server.kill()
    # So long that Caddy has noticed that nobody is well.
    time.sleep(2)
    statuses: list[int] = []
    waiting = threading.Thread(target=lambda: statuses.append(phone.sync(f"{DEVICE}1")))
    waiting.start()
    servers[0].start()
    waiting.join()
    assert statuses == [200]
