"""Behind Debian's Caddy, with the Caddyfile of this repository."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from bench.attacks import Door
from tests.rigs.caddy import HOST, Caddy
from tests.rigs.processes import wait_until
from tests.support.api import API, PASSWORD
from tests.support.live import LiveServer
from tests.support.programs import leave_out_unless_there

# Go asks the kernel for the time.
pytestmark = pytest.mark.own_clock

MAYA = {"email": "maya@example.org", "password": PASSWORD, "name": "Maya", "timezone": "UTC"}


@pytest.fixture
def caddy() -> Iterator[Caddy]:
    leave_out_unless_there("caddy")
    with closing(Caddy()) as made:
        yield made


@pytest.fixture
def server(caddy: Caddy, start_server: Callable[..., LiveServer]) -> LiveServer:
    server = start_server(PUBLIC_URL=caddy.url, TRUSTED_PROXIES="1")
    caddy.start([server.port])
    return server


def test_half_sent_bodies_do_not_reach_the_server_behind_the_proxy(
    caddy: Caddy, server: LiveServer
) -> None:
    """There are more of them than threads that answer; the app does not even hear of them."""
    door = Door(caddy.port, HOST, str(caddy.authority))
    with ExitStack() as stack:
        for number in range(40):
            half = stack.enter_context(closing(door.open(number)))
            half.sendall(
                f"POST {API}/session HTTP/1.1\r\nHost: {HOST}:{caddy.port}\r\n"
                "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{".encode()
            )
        for _ in range(3):
            with closing(caddy.open(timeout=10)) as phone:
                phone.request("GET", "/healthz")
                assert phone.getresponse().status == 200
        with closing(caddy.open(timeout=20)) as phone:
            headers = {"Content-Type": "application/json"}
            phone.request("POST", f"{API}/accounts", json.dumps(MAYA), headers)
            assert phone.getresponse().status == 201


def test_an_upload_is_passed_on_as_it_arrives(
    caddy: Caddy, server: LiveServer, tmp_path: Path
) -> None:
    """What the app says to it comes before its end: nobody waited for the rest."""
    door = Door(caddy.port, HOST, str(caddy.authority))
    with closing(door.open()) as upload:
        upload.sendall(
            f"PATCH {API}/blobs/{'x' * 43} HTTP/1.1\r\nHost: {HOST}:{caddy.port}\r\n"
            "Content-Length: 25000000\r\n\r\nthe first bytes".encode()
        )
        log = server.log
        wait_until(lambda: "PATCH" in log.read_text(), "the app to hear of it", seconds=30)
