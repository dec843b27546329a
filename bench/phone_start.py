"""How long until one can type, and until a line is saved, on a slow phone that holds a lot?

`python -m bench.phone_start` gives a phone 10,000 notes about 3,000 people at 200 events, takes the
network away, and slows Chromium's processor down to a quarter. Then, again and again: the app is
opened with its worker stopped (cold start: until the field has the cursor), and a few people are
jotted down (from the moment the app hears of *Save* until IndexedDB says "complete"). Printed are
the median and the 95th percentile.
The load of the machine stands beside them: with others at work the figures are theirs, too.
"""

import os
import shutil
import statistics
import sys
import tempfile
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.support.databases import migrate
from tests.support.live import LiveClient, LiveServer

NOTES, PEOPLE, EVENTS = 10_000, 3_000, 200
STARTS = 25
SAVES = 4
SLOWER = 4
BATCH = 1000
LIMITS = {"Cold start to the cursor in the field": 400, "Save to complete": 50}
WHO = {"email": "bench@example.org", "password": "karma comes around"}
ZONE = "Europe/Berlin"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--disable-sync"]

# Remembers when the field first had the cursor, and when a transaction that writes to the outbox
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


def fill(server: LiveServer) -> None:
    """An account with years of evenings in it."""
    phone: LiveClient = server.client()
    account = phone.post("/api/v1/accounts", json=WHO | {"name": "B", "timezone": ZONE}).json()
    first = datetime(2024, 1, 10, 18, tzinfo=UTC)
    events = [str(uuid.uuid4()) for _ in range(EVENTS)]
    people = [str(uuid.uuid4()) for _ in range(PEOPLE)]

    def evening(number: int) -> str:
        return (first + timedelta(days=number * 5)).strftime("%Y-%m-%dT%H:%M:%SZ")

    records: list[tuple[str, str, dict[str, Any]]] = [
        ("event", each, {"name": f"Mixer {n}", "starts_at": evening(n), "timezone": ZONE})
        for n, each in enumerate(events)
    ]
    records += [
        (
            "person",
            each,
            {"name": f"Guest {n}", "known_for": f"keeps {n} bees", "met_at": events[n % EVENTS]},
        )
        for n, each in enumerate(people)
    ]
    records += [
        (
            "note",
            str(uuid.uuid4()),
            {
                "body": f"{n}: water-skis, and is moving to Lisbon with two cats in the spring",
                "person_ids": [people[n % PEOPLE]],
                "captured_at": evening(n % EVENTS),
                "captured_timezone": ZONE,
            },
        )
        for n in range(NOTES)
    ]
    now = int(datetime.now(UTC).timestamp() * 1000)
    for start in range(0, len(records), BATCH):
        changes = [
            {"id": str(uuid.uuid4()), "kind": kind, "record": record, "at": now, "set": fields}
            for kind, record, fields in records[start : start + BATCH]
        ]
        body = {"account": account["id"], "device": str(uuid.uuid4()), "now": now, "cursor": None}
        answer = phone.post("/api/v1/sync", json=body | {"changes": changes, "timezone": ZONE})
        assert answer.ok, answer.text


def sign_in(page: Page, url: str) -> None:
    """Until everything is on the phone and the worker has the app."""
    page.goto(f"{url}/sign-in")
    page.get_by_label("Email address").fill(WHO["email"])
    page.get_by_label("Password", exact=True).fill(WHO["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("Welcome").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(COUNT, arg=NOTES + PEOPLE + EVENTS, timeout=120_000, polling=1000)


COUNT = """async (wanted) => {
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    const stores = [...db.objectStoreNames];
    const held = stores.includes('records')
      ? await new Promise((done) => {
          const asked = db.transaction('records').objectStore('records').count();
          asked.onsuccess = () => done(asked.result);
        })
      : 0;
    db.close();
    if (held >= wanted) return true;
  }
  return false;
}"""


def start_once(context: BrowserContext, url: str) -> tuple[float, list[float]]:
    """(milliseconds to the cursor in the field, from Save to complete for each line)."""
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


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        database = f"sqlite:///{place / 'karmadex.sqlite3'}"
        migrate(place, database)
        server = LiveServer(place, database, PROMPT_WORKER="off")
        context = playwright.chromium.launch_persistent_context(
            place / "profile",
            executable_path=shutil.which("chromium"),
            args=FLAGS,
            viewport={"width": 390, "height": 844},
            has_touch=True,
            is_mobile=True,
        )
        try:
            fill(server)
            sign_in(context.pages[0], server.url)
            server.stop()  # the network is gone
            context.pages[0].goto("about:blank")
            start_once(context, server.url)
            starts = [start_once(context, server.url) for _ in range(STARTS)]
        finally:
            context.close()
            server.stop()
    failed = False
    print(f"{NOTES:,} notes, offline, processor {SLOWER}x slower; load {os.getloadavg()[0]:.1f}")
    print(f"{'milliseconds':40}{'median':>8}{'p95':>8}{'limit':>8}")
    spent = [start for start, _ in starts], [save for _, saves in starts for save in saves]
    for (name, limit), values in zip(LIMITS.items(), spent, strict=True):
        reached = p95(values)
        failed |= reached > limit
        print(f"{name:40}{statistics.median(values):8.0f}{reached:8.0f}{limit:8}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
