"""The rigs themselves, on a tiny page of their own: what a later failure is not about."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler

import pytest
from playwright.sync_api import Error

from tests.phone.engines import every_engine
from tests.rigs.autopush import Autopush
from tests.rigs.chromium import Chromium
from tests.rigs.desktop import Desktop
from tests.rigs.gate import Gate
from tests.rigs.http_host import host_behind
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.rigs.webkit import BrowserEndedError, WebDriverError, WebKit

PAGE = """<!doctype html><html lang="en"><title>Tiny</title>
<meta name="viewport" content="width=device-width">
<label>Name <input></label>
<button onclick="said.textContent = 'Hello ' + document.querySelector('input').value">Greet</button>
<button hidden>Ghost</button><p id="said"></p>
<script>navigator.serviceWorker.register("/sw.js")</script>"""

WORKER = """
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => event.respondWith((async () => {
  const cache = await caches.open("tiny");
  try {
    const answer = await fetch(event.request);
    if (event.request.mode === "navigate") await cache.put("/", answer.clone());
    return answer;
  } catch (error) {
    return (event.request.mode === "navigate" && (await cache.match("/"))) || Response.error();
  }
})()));
addEventListener("push", (event) => event.waitUntil(
  registration.showNotification(event.data.json().title, {
    tag: "tiny", actions: [{ action: "wave", title: "Wave" }] })));
addEventListener("notificationclick", (event) => event.waitUntil(
  fetch(`/${event.action}?trusted=${event.isTrusted}`)));
"""


@pytest.fixture
def tiny(gate: Gate) -> Iterator[list[str]]:
    """Serves the tiny page behind the gate; gives the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            script = self.path == "/sw.js"
            body = {"/sw.js": WORKER, "/empty": ""}.get(self.path, PAGE).encode()
            self.send_response(200)
            kind = "text/javascript" if script else "text/html; charset=utf-8"
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with host_behind(gate, Handler):
        yield asked


@every_engine
def test_a_person_can_use_a_page_and_reload_it_with_the_network_cut(
    engine: str, tiny: list[str], gate: Gate, start_phone: Callable[[str], Phone]
) -> None:
    phone = start_phone(engine)
    phone.open("/")
    phone.write("Name", "Zoë")
    phone.tap("Greet")
    phone.sees("Hello Zoë")
    assert not phone.has("Ghost")
    phone.script("await navigator.serviceWorker.ready")
    phone.reload()
    phone.script("await fetch('/seen')")

    gate.shut()
    assert phone.script("return fetch('/unseen').then(r => r.type, () => 'lost')") == "lost"
    phone.reload()
    phone.write("Name", "Maya")
    phone.tap("Greet")
    phone.sees("Hello Maya")

    gate.open()
    wait_until(
        lambda: phone.script("return fetch('/again').then(r => r.status, () => 0)") == 200,
        "the network to be back",
    )
    assert "/unseen" not in tiny


@every_engine
def test_the_gate_loses_one_answer_and_runs_what_the_test_wants(
    engine: str, tiny: list[str], gate: Gate, start_phone: Callable[[str], Phone]
) -> None:
    phone = start_phone(engine)
    phone.open("/")
    happened: list[str] = []
    gate.lose_answer(b"GET /sync", lambda: happened.append("killed"))
    phone.script("await fetch('/sync?' + Math.random()).then(r => r.status, () => 0)")
    assert happened == ["killed"]
    assert any(path.startswith("/sync?") for path in tiny)
    assert phone.script("return fetch('/sync').then(r => r.status, () => 0)") == 200


@pytest.mark.chromium
def test_chromium_hands_a_push_to_the_worker_and_a_click_on_what_it_shows(
    tiny: list[str], desktop: Desktop, start_phone: Callable[[str], Phone]
) -> None:
    phone = start_phone("chromium")
    assert isinstance(phone, Chromium)
    phone.open("/")
    phone.push({"title": "Say hi to Maya"})
    [shown] = desktop.wait_for(1)
    assert shown.title == "Say hi to Maya"
    desktop.press(shown, "Wave")
    wait_until(lambda: "/wave?trusted=true" in tiny, "the click to reach the worker")


#: Writes something in each place in which the app could keep it.
KEEP = """
localStorage.kept = sessionStorage.kept = 1;
document.cookie = 'kept=1; max-age=999';
await caches.open('kept');
await new Promise((go) => { indexedDB.open('kept').onsuccess = go; });
await navigator.serviceWorker.ready;
"""
#: What is in those places.
KEPT = """
return [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie,
  ...await caches.keys(), ...(await indexedDB.databases()).map(({name}) => name),
  ...(await navigator.serviceWorker.getRegistrations()).map(({scope}) => scope)];
"""
ZONE = "return Intl.DateTimeFormat().resolvedOptions().timeZone"
ZONE_OF_A_WORKER = """
const say = 'postMessage(Intl.DateTimeFormat().resolvedOptions().timeZone)';
const worker = new Worker(URL.createObjectURL(new Blob([say])));
return await new Promise((go) => { worker.onmessage = ({data}) => go(data); });
"""


@pytest.mark.chromium
def test_phones_in_a_chromium_that_is_kept_know_nothing_of_each_other(
    tiny: list[str], start_phone: Callable[[str], Chromium]
) -> None:
    first, second = start_phone("chromium"), start_phone("chromium")
    assert first.context.browser is second.context.browser
    for phone in (first, second):
        phone.goto(phone.base_url + "/empty")
        assert phone.script(KEPT) == [""]
        phone.open("/")
        phone.script(KEEP)
        assert len(phone.script(KEPT)) == 6
    first.close()
    assert len(second.script(KEPT)) == 6


@pytest.mark.chromium
def test_a_page_and_its_workers_are_in_the_zone_of_the_phone(
    tiny: list[str], start_phone: Callable[..., Chromium]
) -> None:
    phone = start_phone("chromium", timezone="Asia/Tokyo")
    phone.open("/")
    zones = [phone.script(ZONE), phone.script(ZONE_OF_A_WORKER), phone.worker(ZONE)]
    assert zones == ["Asia/Tokyo"] * 3


@pytest.mark.chromium
def test_a_kept_chromium_that_crashed_is_started_anew(
    tiny: list[str], start_phone: Callable[[str], Chromium]
) -> None:
    phone = start_phone("chromium")
    browser = phone.context.browser
    assert browser is not None
    with suppress(Error):  # Nobody is left to answer.
        browser.new_browser_cdp_session().send("Browser.crash")
    wait_until(lambda: not browser.is_connected(), "the browser to be gone")
    phone = start_phone("chromium")
    phone.open("/")
    phone.sees("Name")


@pytest.mark.firefox
def test_firefox_subscribes_to_our_push_service(
    tiny: list[str], start_phone: Callable[[str], Phone], autopush: Autopush
) -> None:
    phone = start_phone("firefox")
    phone.open("/")
    endpoint = phone.script(
        "const ready = await navigator.serviceWorker.ready;"
        "return (await ready.pushManager.subscribe({userVisibleOnly: true})).endpoint"
    )
    assert endpoint.startswith(autopush.endpoint)


@pytest.mark.webkit
def test_a_webkit_that_ended_is_told_from_an_error_on_the_page(
    start_phone: Callable[[str], Phone],
) -> None:
    """`make test-phone` runs such a test once more, and no other."""
    phone = start_phone("webkit")
    phone.goto("about:blank")
    with pytest.raises(WebDriverError):
        phone.script("throw new Error('the page')")
    assert isinstance(phone, WebKit)
    phone.kill()
    with pytest.raises(BrowserEndedError):
        wait_until(lambda: phone.script("return 0"), "the driver to see it")
