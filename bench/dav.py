"""What do the address book and the calendar cost?

`python -m bench.dav` prints a table:

- the first sync of vdirsyncer with a book of 10,000 people, and with Radicale's book of the same
  cards, both as whole programs over real HTTP: targets 10 s, and faster than Radicale;
- a listing in which nothing has changed, and one changed card in books of 100 and of 10,000: the
  server's own time, without a network: targets 50 ms, and at most 1.3 times as much;
- the calendar of 2,000 entries, and an unchanged one that is answered by its ETag: 100 ms and 5 ms.
"""

import base64
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import requests
from flask import Flask

from bench.rig import Phone, fresh_app
from tests.rigs.dav_clients import Radicale, Vdirsyncer
from tests.support.live import LiveServer

PEOPLE, FEW = 10_000, 100
ENTRIES = 2_000
ROUNDS = 15
TURNS = 3
EMAIL = "bench@example.org"
LISTING = '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/><D:getcontenttype/></D:prop></D:propfind>'
SYNC = (
    '<D:sync-collection xmlns:D="DAV:"><D:sync-token>{token}</D:sync-token><D:sync-level>1'
    "</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>"
)


def fields(number: int) -> dict[str, Any]:
    return {
        "name": f"Person {number} Chen",
        "known_for": "water-skis, moving to Lisbon",
        "organisation": "Fjord & Co.",
        "emails": [f"person{number}@example.org"],
        "phones": [f"+1 555 {number:07}"],
        "birthday": f"--{number % 12 + 1:02}-{number % 28 + 1:02}",
    }


def fill(phone: Phone, people: int, send: Callable[[dict[str, Any]], int]) -> list[str]:
    """Adds people to the account; returns their ids."""
    made = [phone.change("person", fields(number)) for number in range(people)]
    for start in range(0, people, 1000):
        assert send(phone.envelope(made[start : start + 1000])) == 200
    return [each["record"] for each in made]


class Book:
    """A book of that many people, requested without a network."""

    def __init__(self, folder: Path, people: int) -> None:
        folder.mkdir()
        self.app: Flask = fresh_app(folder)
        self.phone = Phone(self.app)
        self.ids = fill(self.phone, people, self._send)
        self.headers = {"Authorization": basic(EMAIL, self.token("carddav")), "Depth": "1"}
        self.path = f"/dav/{self.phone.account}/people/"

    def _send(self, envelope: dict[str, Any]) -> int:
        return self.phone.client.post("/api/v1/sync", json=envelope).status_code

    def token(self, scope: str) -> str:
        made = self.phone.client.post("/api/v1/me/tokens", json={"name": "x", "scope": scope})
        token: str = made.get_json()["token"]
        return token

    def ask(self, method: str, body: str) -> str:
        client = self.app.test_client()
        answer = client.open(self.path, method=method, data=body, headers=self.headers)
        assert answer.status_code == 207, answer.text
        return answer.text

    def unchanged(self) -> float:
        self.ask("PROPFIND", LISTING)
        return median(timed(lambda: self.ask("PROPFIND", LISTING)) for _ in range(ROUNDS))

    def one_changed(self) -> float:
        """A phone changes one card, and the book's client asks what has changed."""
        token = self.ask("REPORT", SYNC.format(token="")).rpartition("<D:sync-token>")[2]
        while "number-of-matches" in (text := self.ask("REPORT", SYNC.format(token=cut(token)))):
            token = text.rpartition("<D:sync-token>")[2]
        token = cut(text.rpartition("<D:sync-token>")[2])
        found = []
        for number in range(ROUNDS):
            change = self.phone.change("person", {"role": f"Skipper {number}"})
            change["record"] = self.ids[number]
            assert self._send(self.phone.envelope([change])) == 200
            body, answers = SYNC.format(token=token), [""]
            found.append(timed(partial(self._note, body, answers)))
            assert answers[0].count("<D:response>") == 1
            token = cut(answers[0].rpartition("<D:sync-token>")[2])
        return median(found)

    def _note(self, body: str, answers: list[str]) -> None:
        answers[0] = self.ask("REPORT", body)

    def calendar(self) -> tuple[float, float]:
        """Returns the times of (the whole calendar, an unchanged one)."""
        path = f"/calendar/{self.token('calendar')}.ics"
        client = self.app.test_client()
        first = client.get(path)
        assert first.text.count("BEGIN:VEVENT") == ENTRIES
        etag = {"If-None-Match": first.headers["ETag"]}
        assert client.get(path, headers=etag).status_code == 304
        return (
            median(timed(lambda: client.get(path)) for _ in range(ROUNDS)),
            median(timed(lambda: client.get(path, headers=etag)) for _ in range(ROUNDS)),
        )


def cut(text: str) -> str:
    return text.partition("<")[0]


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def timed(work: Callable[[], object]) -> float:
    """Returns the CPU time that it takes, in milliseconds."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def vdirsyncer(folder: Path) -> tuple[float, float, float]:
    """Returns the seconds of the first sync with ours, of an unchanged one, and of the first with
    Radicale: the least of some rounds in turn, since most of it is vdirsyncer's own work."""
    own = fresh_app(folder)
    server = LiveServer(folder, own.config["DATABASE_URL"], PROMPT_WORKER="off")
    radicale = Radicale(folder)
    try:
        token = move_in(own, server)
        auth = (radicale.user, radicale.password)
        ours, theirs, again = [], [], []
        for number in range(TURNS):
            here = Vdirsyncer(folder / f"ours{number}", f"{server.url}/dav/", EMAIL, token)
            ours.append(run(here))
            again.append(run(here))
            cards = here.read()
            assert len(cards) == PEOPLE
            if number == 0:
                put = requests.put(
                    f"{radicale.url}/{radicale.user}/people/",
                    data="".join(cards.values()).encode(),
                    auth=auth,
                    headers={"Content-Type": "text/vcard"},
                    timeout=600,
                )
                assert put.status_code == 201, put.text
            there = Vdirsyncer(folder / f"theirs{number}", f"{radicale.url}/", *auth)
            theirs.append(run(there))
            assert len(there.read()) == PEOPLE
    finally:
        server.stop()
        radicale.stop()
    return min(ours), min(again), min(theirs)


def move_in(own: Flask, server: LiveServer) -> str:
    """Makes an account with all those people; returns a token for its book."""
    http = requests.Session()
    who = {"email": EMAIL, "password": "karma comes around", "name": "B", "timezone": "UTC"}
    phone = Phone(own, signed_in=False)
    phone.account = http.post(f"{server.url}/api/v1/accounts", json=who).json()["id"]
    address = f"{server.url}/api/v1/sync"
    fill(phone, PEOPLE, lambda body: http.post(address, json=body).status_code)
    wanted = {"name": "x", "scope": "carddav"}
    token: str = http.post(f"{server.url}/api/v1/me/tokens", json=wanted).json()["token"]
    return token


def run(folder: Vdirsyncer) -> float:
    began = time.perf_counter()
    folder.run()
    return time.perf_counter() - began


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large, small = Book(folder / "large", PEOPLE), Book(folder / "small", FEW)
        unchanged = large.unchanged()
        many, few = large.one_changed(), small.one_changed()
        birthdays = Book(folder / "calendar", ENTRIES)
        whole, same = birthdays.calendar()
        (folder / "vdirsyncer").mkdir()
        first, again, radicale = vdirsyncer(folder / "vdirsyncer")
    rows = [
        (f"an unchanged listing of {PEOPLE:,}", f"{unchanged:.0f} ms", "50 ms", unchanged <= 50),
        (f"one changed card of {FEW}", f"{few:.1f} ms", "", True),
        (f"one changed card of {PEOPLE:,}", f"{many:.1f} ms", "1.3 times", many <= 1.3 * few),
        (f"a calendar of {ENTRIES:,}", f"{whole:.0f} ms", "100 ms", whole <= 100),
        ("the same, unchanged", f"{same:.1f} ms", "5 ms", same <= 5),
        (f"vdirsyncer, {PEOPLE:,} for the first time", f"{first:.1f} s", "10 s", first <= 10),
        ("the same from Radicale", f"{radicale:.1f} s", "slower", radicale > first),
        ("vdirsyncer, nothing changed", f"{again:.1f} s", "", True),
    ]
    for what, found, target, is_met in rows:
        print(f"{what:48} {found:>10}  {target:10} {'' if is_met else 'MISSED'}")
    sys.exit(any(not is_met for *_, is_met in rows))


if __name__ == "__main__":
    main()
