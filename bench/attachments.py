"""What do pictures cost, on the server and on a phone?

`python -m bench.attachments server` lets 20 phones upload 1,000 pictures of 200 KB to a real server
on SQLite, as phones do (a picture is announced and sent in one request; only for the first is it
asked whether the server has it), and to a bare Flask view that writes, syncs and renames the same
bytes and is served by granian with as many threads. Both run side by side, in rounds whose order
changes. It prints pictures a second, their ratio (at least 0.6), and by how much the server's
memory grew (at most 50 MB).

`python -m bench.attachments phone` takes a picture of 12 megapixels on a phone whose processor is
slowed down to a quarter. It measures the time from the camera's file until the picture is stored,
and the longest frame in between (at most 700 and 100 ms); and how long *Save* of a plain note
takes, with and without a picture on its way. DevTools does not slow workers down, so their time is
printed separately and counted four times.
"""

import hashlib
import http.client
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from bench.browser import SLOWER, fill, launch, sign_in, wait_for_idle_parts
from tests.rigs import processes
from tests.support import changes
from tests.support.api import API, PASSWORD
from tests.support.blobs import BLOBS, TUS, metadata
from tests.support.databases import migrate
from tests.support.live import LiveServer

PHONES, PICTURES, SIZE = 20, 1_000, 200_000
ACCOUNTS, ROUNDS = 4, 3
PROCESSES = "2"
RATIO, GROWTH_MB = 0.6, 50
SHUTTER_MS, FRAME_MS = 700, 100
TAKES = 7
OCTETS = {"Content-Type": "application/offset+octet-stream"}

#: Requests that were answered with 503 or 423, by their method.
refused: list[str] = []

Bring = Callable[[http.client.HTTPConnection, bytes], None]


def asked(
    line: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], data: bytes
) -> http.client.HTTPResponse:
    line.request(method, path, data, headers)
    answer = line.getresponse()
    answer.read()
    return answer


def patiently(
    line: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], data: bytes
) -> http.client.HTTPResponse:
    """Repeats a request while it is answered with 503, as on SQLite if no writer's turn comes."""
    while (answer := asked(line, method, path, headers, data)).status in (423, 503):
        refused.append(method)
        time.sleep(0.2)
    return answer


def as_a_phone(cookie: str) -> Bring:
    """Uploads as `pwa/src/sync/tus.ts` does."""

    has_asked = False

    def bring(line: http.client.HTTPConnection, data: bytes) -> None:
        nonlocal has_asked
        sha256 = hashlib.sha256(data).hexdigest()
        who = {"Cookie": cookie}
        if not has_asked:
            assert patiently(line, "HEAD", f"{BLOBS}/{sha256}", who, b"").status == 404
            has_asked = True
        # 200 KB are one part, which is sent along with its announcement.
        said = {"Upload-Length": str(len(data)), "Upload-Metadata": metadata(sha256), **OCTETS}
        brought = patiently(line, "POST", BLOBS, who | TUS | said, data)
        assert brought.status == 201
        assert brought.headers["Upload-Offset"] == str(len(data))

    return bring


def plainly(line: http.client.HTTPConnection, data: bytes) -> None:
    name = hashlib.sha256(data).hexdigest()
    assert asked(line, "PUT", f"/bytes/{name}", {}, data).status == 204


def rate(url: str, brings: list[Bring]) -> float:
    """Returns the pictures a second of all phones together."""
    where = urlsplit(url)
    # Of the same size, but never the same bytes.
    pictures = [[secrets.token_bytes(SIZE) for _ in range(PICTURES // PHONES)] for _ in brings]

    def all_of(bring: Bring, mine: list[bytes]) -> None:
        line = http.client.HTTPConnection(where.hostname or "", where.port)
        line.connect()
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for data in mine:
            bring(line, data)
        line.close()

    start = time.perf_counter()
    with ThreadPoolExecutor(len(brings)) as threads:
        list(threads.map(all_of, brings, pictures))
    return PICTURES / (time.perf_counter() - start)


@contextmanager
def bare(folder: Path) -> Iterator[str]:
    """Serves the view that checks nothing, by granian."""
    port = processes.free_port()
    kept = folder / "kept"
    kept.mkdir()
    options = ["--factory", "--interface", "wsgi", "--workers", PROCESSES]
    options += ["--blocking-threads", "8", "--log-level", "error"]
    command = [sys.executable, "-m", "granian", *options, "--port", str(port)]
    server = processes.start(
        [*command, "bench.bare_blobs:create_app"],
        log=folder / "bare.log",
        env={**os.environ, "KEPT": str(kept)},
        cwd=Path.cwd(),
    )
    try:
        processes.wait_until(lambda: listens(port), "the bare view to listen")
        yield f"http://localhost:{port}"
    finally:
        processes.stop(server)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def watched(process: subprocess.Popen[bytes]) -> Iterator[list[int]]:
    """Measures the memory of the process and its children, ten times a second."""
    seen: list[int] = []
    over = Event()

    def look() -> None:
        while not over.wait(0.1):
            tree = [each for each in processes.tree(process.pid) if not processes.is_over(each)]
            seen.append(sum(each.memory_info().rss for each in tree))

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def a_sync(account: str) -> dict[str, Any]:
    note = changes.note(changes.new_id(), body="Maya, who water-skis")
    return {
        "account": account,
        "device": str(uuid.uuid4()),
        "now": int(time.time() * 1000),
        "timezone": "UTC",
        "cursor": None,
        "changes": [note],
    }


def cookies(server: LiveServer) -> list[str]:
    """Returns a cookie for each phone; some share an account."""
    found = []
    for number in range(ACCOUNTS):
        client = server.client()
        who = {"email": f"a{number}@example.org", "password": PASSWORD}
        made = client.post(f"{API}/accounts", json=who | {"name": "A", "timezone": "UTC"})
        assert made.status_code == 201, made.text
        # The record of a picture is on the server before its bytes.
        synced = client.post(f"{API}/sync", json=a_sync(made.json()["id"]))
        assert synced.status_code == 200, synced.text
        found.append("; ".join(f"{each.name}={each.value}" for each in client.cookies))
    return [found[number % ACCOUNTS] for number in range(PHONES)]


def measure_server() -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'karmadex.sqlite3'}"
        migrate(folder, url)
        many = {"MOST_MEGABYTES": "10000", "FLASK_SERVE_PROCESSES": PROCESSES}
        server = LiveServer(folder, url, **many)
        try:
            with bare(folder) as bare_url:
                brings = [as_a_phone(cookie) for cookie in cookies(server)]
                rate(server.url, brings)  # what is loaded lazily is loaded
                before = sum(each.memory_info().rss for each in processes.tree(server.process.pid))
                ours: list[float] = []
                theirs: list[float] = []
                with watched(server.process) as seen:
                    for number in range(ROUNDS):
                        turns = [
                            lambda: ours.append(rate(server.url, brings)),
                            lambda: theirs.append(rate(bare_url, [plainly] * PHONES)),
                        ]
                        for turn in turns if number % 2 else reversed(turns):
                            turn()
        finally:
            server.stop()
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    ratio, grown = statistics.median(ratios), (max(seen) - before) / 1_000_000
    load = os.getloadavg()[0]
    print(f"{PICTURES} pictures of {SIZE // 1000} KB by {PHONES} phones, load {load:.1f}")
    print(f"  ours          {statistics.median(ours):8.1f} a second")
    print(f"  a bare view   {statistics.median(theirs):8.1f} a second")
    print(
        f"  ratio         {ratio:8.2f} (at least {RATIO}; {' '.join(f'{r:.2f}' for r in ratios)})"
    )
    print(f"  told to wait  {len(refused):8}")
    print(f"  memory        {grown:+8.1f} MB (at most +{GROWTH_MB})")
    return ratio >= RATIO and grown <= GROWTH_MB


#: A picture of 12 megapixels, with enough noise to be as large as a photo.
PAINT = """async () => {
  const canvas = new OffscreenCanvas(4032, 3024);
  const context = canvas.getContext('2d');
  for (let at = 0; at < 4000; at++) {
    context.fillStyle = `hsl(${(at * 137) % 360} 60% ${30 + (at * 7) % 50}%)`;
    context.fillRect((at * 773) % 4032, (at * 331) % 3024, 160, 90);
  }
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  window.picture = new File([blob], 'IMG_0001.JPG', { type: 'image/jpeg' });
  return blob.size;
}"""

#: Within the worker: from what it is asked to what it tells. The page, which is slowed down, hears
#: of it later.
WATCH_WORKER = """() => {
  const post = self.postMessage;
  let begun = 0;
  self.worked = 0;
  addEventListener('message', () => { begun = performance.now(); }, true);
  self.postMessage = (...told) => {
    self.worked = performance.now() - begun;
    post.apply(self, told);
  };
}"""

#: From the camera's file until it is shown: ms, and the longest frame.
TAKE = """async () => {
  const input = document.querySelector('label.tool input[type=file]');
  const before = document.querySelectorAll('.attached img').length;
  const held = new DataTransfer();
  held.items.add(window.picture);
  input.files = held.files;
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const frame = now => {
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const start = performance.now();
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await new Promise(go => {
    const look = () => document.querySelectorAll('.attached img').length > before
      ? go() : setTimeout(look, 4);
    look();
  });
  const spent = performance.now() - start;
  isOver = true;
  return [spent, longest];
}"""

#: A line is written and saved; how long until the app says so, in ms.
SAVE = """async line => {
  const field = document.querySelector('textarea');
  field.value = line;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await new Promise(go => setTimeout(go, 500));
  const start = performance.now();
  field.form.requestSubmit();
  await new Promise(go => {
    const look = () => field.value === '' ? go() : setTimeout(look, 4);
    look();
  });
  return performance.now() - start;
}"""


def saved(page: Page, who: str) -> float:
    return float(page.evaluate(SAVE, f"{who} — water-skis"))


def measure_phone() -> bool:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        url = f"sqlite:///{folder / 'karmadex.sqlite3'}"
        migrate(folder, url)
        server = LiveServer(folder, url)
        try:
            fill(server, [])
            browser = launch(playwright, folder / "profile")
            page = browser.new_page()
            sign_in(page, server.url, held=0)
            wait_for_idle_parts(page)
            page.goto(server.url)
            page.locator("label.tool").first.wait_for()
            size = page.evaluate(PAINT)
            slowly = browser.new_cdp_session(page)
            slowly.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.evaluate(TAKE)  # the worker is there
            (worker,) = page.workers
            worker.evaluate(WATCH_WORKER)
            takes = [(*page.evaluate(TAKE), worker.evaluate("worked")) for _ in range(TAKES)]
            plain = [saved(page, f"Maya {number}") for number in range(TAKES)][1:]
            browser.close()
        finally:
            server.stop()
    seen, frame, worked = (statistics.median(each[at] for each in takes) for at in (0, 1, 2))
    each_spent = [each[0] + (SLOWER - 1) * each[2] for each in takes]
    spent = statistics.median(each_spent)
    print(f"a picture of {size // 1000} KB, processor at 1/{SLOWER}, load {os.getloadavg()[0]:.1f}")
    print(
        f"  shutter to kept   {spent:7.0f} ms (at most {SHUTTER_MS}; the quickest"
        f" {min(each_spent):.0f})"
    )
    print(f"    seen here       {seen:7.0f} ms, of them {worked:.0f} in the worker, at full speed")
    print(f"  longest frame     {frame:7.0f} ms (at most {FRAME_MS})")
    print(f"  Save of a note    {statistics.median(plain):7.0f} ms")
    return spent <= SHUTTER_MS and frame <= FRAME_MS


def main() -> None:
    parts = {"server": measure_server, "phone": measure_phone}
    wanted = sys.argv[1:] or list(parts)
    held = [parts[each]() for each in wanted]
    if not all(held):
        sys.exit(1)


if __name__ == "__main__":
    main()
