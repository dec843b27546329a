"""The app over TLS, as in operation: Caddy with this repository's Caddyfile in front of it."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.phone.app import EMAIL, ZONE, jot, name_tonights_event, ready_for_offline, sign_up
from tests.phone.conftest import leave_out_unless_installed
from tests.rigs.caddy import HOST, Caddy
from tests.rigs.chromium import ChromiumOnDisk
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer


@pytest.fixture
def caddy() -> Iterator[Caddy]:
    leave_out_unless_installed("caddy")
    made = Caddy()
    yield made
    made.close()


@pytest.fixture
def server(caddy: Caddy, start_server: Callable[..., LiveServer]) -> LiveServer:
    """The app behind Caddy."""
    started = start_server(PUBLIC_URL=caddy.url)
    caddy.start([started.port])
    return started


@pytest.fixture
def phone(caddy: Caddy, server: LiveServer, playwright: Playwright) -> Iterator[ChromiumOnDisk]:
    leave_out_unless_installed("chromium")
    made = ChromiumOnDisk(caddy.url, playwright, timezone=ZONE, authority=caddy.authority)
    yield made
    made.close()


def ask(
    caddy: Caddy, method: str, path: str, body: Any = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """(status, headers in lower case, body) of one request over TLS."""
    with closing(caddy.open()) as connection:
        sent = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        connection.request(method, path, sent, headers)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, answer.read()


DANA = {
    "email": "dana@example.org",
    "password": "karma comes around",
    "name": "Dana",
    "timezone": "Pacific/Auckland",
}


@pytest.mark.chromium
def test_an_evening_works_over_tls(phone: ChromiumOnDisk, server: LiveServer) -> None:
    phone.open("/")
    assert phone.script("return isSecureContext")
    # On a starved machine a server may be late for Caddy's question whether it is well; then each
    # request waits for it, up to 15 s (deploy/Caddyfile).
    phone.sees("Settings", seconds=60)
    sign_up(phone)
    cookies = {cookie["name"]: cookie for cookie in phone.context.cookies()}
    assert cookies.keys() == {"__Host-karmadex", "karmadex", "__Host-known"}
    for cookie in cookies.values():
        assert cookie["secure"]
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Lax"
    phone.open("/")
    name_tonights_event(phone)
    jot(phone, "Maya — water-skis")

    def arrived() -> bool:
        records = json.loads(server.flask("export", EMAIL))["records"]
        return "Maya" in [record["fields"].get("name") for record in records]

    wait_until(arrived, "the note on the server")


@pytest.mark.chromium
def test_the_app_over_tls_starts_without_a_network(
    phone: ChromiumOnDisk, server: LiveServer
) -> None:
    phone.open("/")
    ready_for_offline(phone)
    phone.context.set_offline(True)
    phone.reload()
    jot(phone, "Maya — water-skis")


def test_http_leads_to_https(caddy: Caddy, server: LiveServer) -> None:
    with closing(caddy.open_plain()) as connection:
        connection.request("GET", "/followups?morning=2026-11-24", headers={"Host": HOST})
        answer = connection.getresponse()
        answer.read()
    assert answer.status == 308
    assert answer.headers["Location"] == f"https://{HOST}/followups?morning=2026-11-24"


def test_a_browser_is_told_to_stay_with_https(caddy: Caddy, server: LiveServer) -> None:
    for path in ("/", "/sw.js", "/api/v1/me", "/healthz"):
        _, headers, _ = ask(caddy, "GET", path)
        assert headers["strict-transport-security"] == "max-age=31536000", path
        assert "content-security-policy" in headers, path


def test_a_file_is_compressed_once(caddy: Caddy, server: LiveServer) -> None:
    """Beforehand, and best: what Caddy would make of it on the way is larger."""
    _, plain, page = ask(caddy, "GET", "/")
    assert "content-encoding" not in plain
    for coding in ("br", "gzip"):
        _, headers, packed = ask(caddy, "GET", "/", **{"Accept-Encoding": coding})
        assert headers["content-encoding"] == coding
        assert headers["vary"].split(", ") == ["Accept-Encoding", "Accept-Language", "Cookie"]
        if coding == "gzip":
            assert gzip.decompress(packed) == page


def test_an_answer_of_the_api_is_compressed_on_the_way(caddy: Caddy, server: LiveServer) -> None:
    _, headers, packed = ask(caddy, "GET", "/api/v1/openapi.json", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed))["openapi"] == "3.1.0"


def test_a_body_that_is_too_large_is_413(caddy: Caddy, server: LiveServer) -> None:
    """From the app, through Caddy. What no phone would ever send ends at Caddy."""
    cookie = ask(caddy, "POST", "/api/v1/accounts", DANA)[1]["set-cookie"].partition(";")[0]
    assert ask(caddy, "POST", "/api/v1/sync", b" " * 5_000_000, Cookie=cookie)[0] == 413
    try:
        status, _, _ = ask(caddy, "POST", "/api/v1/sync", b" " * 20_000_000, Cookie=cookie)
    except OSError:
        return
    assert status in (413, 502)


def test_another_site_is_still_refused_behind_the_proxy(caddy: Caddy, server: LiveServer) -> None:
    ours, theirs = ({"Origin": origin} for origin in (caddy.url, "https://elsewhere.test"))
    assert ask(caddy, "POST", "/api/v1/accounts", DANA, **ours)[0] == 201
    assert ask(caddy, "POST", "/api/v1/session", DANA, **theirs)[0] == 403


def test_one_server_after_the_other_is_restarted_and_no_request_is_lost(
    caddy: Caddy, start_server: Callable[..., LiveServer]
) -> None:
    """An upgrade, under load: two servers on one database, and phones that never stop asking."""
    first = start_server(PUBLIC_URL=caddy.url, PROMPT_WORKER="off", FLASK_SERVE_DRAIN="3")
    second = LiveServer.beside(first)
    try:
        caddy.start([first.port, second.port])
        over = threading.Event()
        statuses: list[int] = []

        def keep_asking() -> None:
            while not over.is_set():
                statuses.append(ask(caddy, "POST", "/api/v1/sync", DANA)[0])

        phones = [threading.Thread(target=keep_asking) for _ in range(4)]
        for each in phones:
            each.start()
        for server in (first, second):
            server.stop()
            server.start()
        over.set()
        for each in phones:
            each.join()
        assert set(statuses) == {401}
    finally:
        second.stop()
