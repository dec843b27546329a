"""How long until one can type, and until a line is saved, on a slow phone with much data?

`python -m bench.phone_start` gives a phone 10,000 notes about 3,000 people at 200 events, takes the
network away, and slows Chromium's processor down to a quarter. Then it opens the app again and
again with its worker stopped (cold start: until the field has the cursor), and saves a few lines
(from the moment the app hears of *Save* until IndexedDB says "complete"). It prints the median and
the 95th percentile, those of an empty page with a field, opened in the same run, and the load of
the machine, on which all of them depend.
"""

import os
import statistics
import sys
import uuid

from playwright.sync_api import BrowserContext, sync_playwright

from bench.browser import NOTES, SLOWER, evenings, fill, fresh_server, launch, p95, sign_in

STARTS = 25
SAVES = 4
LIMITS = {"Cold start to the cursor in the field": 300, "Save to complete": 45}
EMPTY = (
    "data:text/html,<textarea></textarea>"
    "<script>document.querySelector('textarea').focus()</script>"
)

# Records when the field first had the cursor, and when a transaction that writes to the outbox
# was complete: milliseconds since the page's navigation began.
WATCH = """
document.addEventListener('focusin', (event) => {
  if (event.target.tagName === 'TEXTAREA') window.focusedAt ??= performance.now();
}, true);
const open = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...given) {
  const transaction = open.apply(this, given);
  if (given[1] === 'readwrite' && [].concat(given[0]).includes('outbox')) {
    transaction.addEventListener('complete', () => { window.completeAt ??= performance.now(); });
  }
  return transaction;
};
document.addEventListener('submit', () => {
  window.saveAt = performance.now();
  window.completeAt = null;
}, true);
"""


def start_once(context: BrowserContext, url: str) -> tuple[float, list[float]]:
    """Returns (milliseconds to the cursor in the field, from Save to complete for each line)."""
    page = context.new_page()
    try:
        devtools = context.new_cdp_session(page)
        devtools.send("ServiceWorker.enable")
        devtools.send("ServiceWorker.stopAllWorkers")
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(WATCH)
        page.goto(url, wait_until="commit")
        page.wait_for_function("() => window.focusedAt !== undefined")
        focused: float = page.evaluate("window.focusedAt")
        saved = []
        for number in range(SAVES):
            who = f"Ada {uuid.uuid4().hex[:6]}"
            page.keyboard.type(f"{who} - builds harps #music{number}")
            page.wait_for_timeout(1000)
            page.evaluate("window.saveAt = null")
            page.get_by_role("button", name="Save", exact=True).tap()
            page.wait_for_function("() => window.saveAt && window.completeAt")
            saved.append(float(page.evaluate("window.completeAt - window.saveAt")))
            page.get_by_text(f"Saved: {who}").wait_for()
        return focused, saved
    finally:
        page.close()


def start_emptiness(context: BrowserContext) -> float:
    """Returns the milliseconds to the cursor in the field of a page with nothing else."""
    page = context.new_page()
    try:
        devtools = context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(WATCH)
        page.goto(EMPTY)
        page.wait_for_function("() => window.focusedAt !== undefined")
        return float(page.evaluate("window.focusedAt"))
    finally:
        page.close()


def main() -> int:
    with fresh_server() as (server, place), sync_playwright() as playwright:
        context = launch(playwright, place / "profile")
        try:
            fill(server, evenings())
            sign_in(context.pages[0], server.url)
            server.stop()  # the network is gone
            context.pages[0].goto("about:blank")
            start_once(context, server.url)
            both = [
                (start_emptiness(context), start_once(context, server.url)) for _ in range(STARTS)
            ]
        finally:
            context.close()
    failed = False
    print(f"{NOTES:,} notes, offline, processor {SLOWER}x slower; load {os.getloadavg()[0]:.1f}")
    print(f"{'milliseconds':40}{'median':>8}{'p95':>8}{'limit':>8}")
    empty, starts = zip(*both, strict=True)
    spent = [start for start, _ in starts], [save for _, saves in starts for save in saves]
    print(
        f"{'An empty page to the cursor':40}{statistics.median(empty):8.0f}{p95(list(empty)):8.0f}"
    )
    for (name, limit), values in zip(LIMITS.items(), spent, strict=True):
        reached = p95(values)
        failed |= reached > limit
        print(f"{name:40}{statistics.median(values):8.0f}{reached:8.0f}{limit:8}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
