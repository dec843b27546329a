"""A browser whose phone contains years of evenings, for the benches of the app."""

import random
import shutil
import statistics
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from tests.support.databases import migrate
from tests.support.live import LiveClient, LiveServer

NOTES, PEOPLE, EVENTS = 10_000, 3_000, 200
SLOWER = 4
BATCH = 1000
WHO = {"email": "bench@example.org", "password": "karma comes around"}
ZONE = "Europe/Berlin"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--disable-sync"]

_SMALL = ["the", "a", "of", "to", "and", "in", "on", "with", "is", "was", "she", "her", "who"]
_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
_ENDINGS = ["", "", "s", "ing", "er", "ed", "n", "t"]

#: Kind, id and fields.
Made = tuple[str, str, dict[str, Any]]


class Words:
    """An artificial language: few words that are everywhere, many that are rare."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.vocabulary = [self._made() for _ in range(6000)]
        self._weights = [1 / (rank + 20) for rank in range(len(self.vocabulary))]

    def _made(self) -> str:
        count = self.random.choice([2, 2, 3, 3, 4])
        return "".join(self.random.choices(_SYLLABLES, k=count)) + self.random.choice(_ENDINGS)

    def telling(self, count: int) -> list[str]:
        return self.random.choices(self.vocabulary, self._weights, k=count)

    def text(self, count: int) -> str:
        """Returns that many words, nearly half of them small ones."""
        few = self.telling(count)
        return " ".join(
            self.random.choice(_SMALL) if self.random.random() < 0.45 else word for word in few
        )


@contextmanager
def fresh_server() -> Iterator[tuple[LiveServer, Path]]:
    """A server on a migrated, empty database, and its folder. The server may be stopped before the
    end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = f"sqlite:///{folder / 'karmadex.sqlite3'}"
        migrate(folder, database)
        server = LiveServer(folder, database)
        try:
            yield server, folder
        finally:
            server.stop()


def launch(
    playwright: Playwright, profile: Path, flags: Sequence[str] = (), **settings: str
) -> BrowserContext:
    """Starts Chromium as a phone; its profile on the disk is kept between pages."""
    return playwright.chromium.launch_persistent_context(
        profile,
        executable_path=shutil.which("chromium"),
        args=[*FLAGS, *flags],
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        **settings,
    )


def evenings() -> list[Made]:
    """Returns changes for years of evenings."""
    words = Words(7)
    first = datetime(2024, 1, 10, 18, tzinfo=UTC)
    events = [str(uuid.uuid4()) for _ in range(EVENTS)]
    people = [str(uuid.uuid4()) for _ in range(PEOPLE)]

    def evening(number: int) -> str:
        return (first + timedelta(days=number * 5)).strftime("%Y-%m-%dT%H:%M:%SZ")

    records: list[Made] = [
        ("event", each, {"name": f"Mixer {n}", "starts_at": evening(n), "timezone": ZONE})
        for n, each in enumerate(events)
    ]
    records += [
        (
            "person",
            each,
            {
                "name": " ".join(words.telling(2)).title(),
                "known_for": words.text(5),
                "met_at": events[n % EVENTS],
            },
        )
        for n, each in enumerate(people)
    ]
    return records + [
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


def fill(server: LiveServer, records: Sequence[Made]) -> None:
    """Makes an account with all of these changes."""
    phone: LiveClient = server.client()
    account = phone.post("/api/v1/accounts", json=WHO | {"name": "B", "timezone": ZONE}).json()
    now = int(datetime.now(UTC).timestamp() * 1000)
    for start in range(0, len(records), BATCH):
        changes = [
            {"id": str(uuid.uuid4()), "kind": kind, "record": record, "at": now, "set": fields}
            for kind, record, fields in records[start : start + BATCH]
        ]
        body = {"account": account["id"], "device": str(uuid.uuid4()), "now": now, "cursor": None}
        answer = phone.post("/api/v1/sync", json=body | {"changes": changes, "timezone": ZONE})
        assert answer.ok, answer.text


def sign_in(page: Page, url: str, held: int = NOTES + PEOPLE + EVENTS) -> None:
    """Signs in, and waits until the phone has all records and the worker has the app."""
    page.goto(f"{url}/sign-in")
    page.get_by_label("Email address").fill(WHO["email"])
    page.get_by_label("Password", exact=True).fill(WHO["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("Welcome").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    wait_until_held(page, held)


#: How many records the account's database on the phone has.
_HELD = """async () => {
  const names = (await indexedDB.databases()).map(each => each.name);
  const name = names.find(each => /^karmadex-.{36}$/.test(each));
  const done = asking => new Promise(go => { asking.onsuccess = () => go(asking.result) });
  if (!name) return 0;
  const database = await done(indexedDB.open(name));
  const count = await done(database.transaction("records").objectStore("records").count());
  database.close();
  return count;
}"""


def wait_until_held(page: Page, count: int) -> None:
    while page.evaluate(_HELD) < count:
        page.wait_for_timeout(1000)


#: Whether the worker has fetched all that it fetches while idle: what is seldom opened is last.
_IDLE = """async () => {
  const held = async () => (await (await caches.open("idle-precache")).keys()).length;
  for (let before = -1, now = 0; now !== before || now === 0; now = await held()) {
    before = now;
    await new Promise(go => setTimeout(go, 3000));
  }
}"""


def wait_for_idle_parts(page: Page) -> None:
    """Waits until the app needs no network for any of its screens."""
    page.evaluate(_IDLE)


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]
