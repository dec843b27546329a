"""How long until a new visitor on a slow network sees the app, and can type?

`python -m bench.first_visit` opens the app as on a phone that has never seen it: over a slow 4G
(1.6 Mbit/s, 150 ms round trip), with the processor slowed down to a quarter. In the same run it
opens an *empty shell*: the same page with the same styles, whose scripts are as large as the app's
and do nothing. It prints the medians of the Largest Contentful Paint of both, and when the field
has the cursor: a key that is pressed then must be in the field when everything is loaded. The
target is a ratio of 1.2.
"""

import base64
import os
import re
import shutil
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type

from playwright.sync_api import Browser, sync_playwright

from bench.browser import FLAGS, SLOWER, fresh_server
from tools.size_budget import DIST, weight

ROUNDS = 7
TARGET = 1.2
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 94_000,
}

WATCH = """
new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) window.painted = startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
document.addEventListener('focusin', ({ target }) => {
  if (target.localName === 'textarea') window.focusedAt ??= performance.now();
}, true);
"""


class EmptyShell(BaseHTTPRequestHandler):
    """The page and its styles unchanged; scripts of the same size without content."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/") or "capture.html"
        file = DIST / path
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        if file.suffix == ".js":
            inert = base64.b64encode(os.urandom(weight(path)))[: weight(path)]
            # It names what the script would load, so that the same files come over the network.
            imports = re.findall(rb'(?:from|import)\s*"(\./[^"]+\.js)"', body)
            body = b"".join(b'import "%s";' % each for each in imports) + b"/*" + inert + b"*/"
        self.send_response(200)
        self.send_header("Content-Type", guess_type(file.name)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def empty_shell() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), EmptyShell)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()


def visit(browser: Browser, url: str, key: str = "") -> tuple[float, float, str]:
    """Returns (LCP, when the field had the cursor, what is in the field in the end).

    `key` is pressed as soon as there is a cursor. That ends the browser's search for the largest
    paint, so the LCP has to be taken from a visit without a key.
    """
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    try:
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW_4G)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(WATCH)
        page.goto(url, wait_until="commit")
        page.wait_for_function("() => window.focusedAt !== undefined")
        if key:
            page.keyboard.type(key)
        page.wait_for_load_state("load")
        page.wait_for_timeout(3000)
        painted, focused = page.evaluate("[window.painted ?? 0, window.focusedAt]")
        return painted, focused, page.evaluate("document.querySelector('textarea').value")
    finally:
        context.close()


def main() -> int:
    with fresh_server() as (server, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        try:
            with empty_shell() as shell:
                visit(browser, server.url)
                # In turns, so that both run under the same load.
                both = [(visit(browser, server.url), visit(browser, shell)) for _ in range(ROUNDS)]
            _, _, kept = visit(browser, server.url, key="M")
        finally:
            browser.close()
    app, empty = ([each[side] for each in both] for side in (0, 1))
    print(f"slow 4G, processor {SLOWER}x slower; load {os.getloadavg()[0]:.1f}")
    print(f"{'milliseconds, median':40}{'the app':>10}{'a shell':>10}")
    paint, shell_paint = (statistics.median(one[0] for one in side) for side in (app, empty))
    cursor, shell_cursor = (statistics.median(one[1] for one in side) for side in (app, empty))
    print(f"{'Largest Contentful Paint':40}{paint:10.0f}{shell_paint:10.0f}")
    print(f"{'Cursor in the field':40}{cursor:10.0f}{shell_cursor:10.0f}")
    ratio = paint / shell_paint
    print(f"The paint is {ratio:.2f} times that of the shell; the target is {TARGET}.")
    print("A key that is pressed with the first cursor is " + ("kept." if kept == "M" else "LOST."))
    return int(ratio > TARGET or kept != "M")


if __name__ == "__main__":
    sys.exit(main())
