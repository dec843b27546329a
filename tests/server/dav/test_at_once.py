"""Three address books and two phones write at once, and the server is killed in between: nothing
that was taken is lost, nothing is there twice, and all see the same in the end."""

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import requests

from tests.server.dav.client import CARD
from tests.server.dav.test_clients import Owner
from tests.support import changes
from tests.support.api import API, PASSWORD, LiveClient
from tests.support.live import LiveServer

BOOKS, PHONES, SHARED, SECONDS, KILLS = 3, 2, 4, 9, 2


class Writer(threading.Thread):
    """Somebody who writes until they are told to stop; `taken` has what the server confirmed."""

    def __init__(self, work: Callable[[str], tuple[str, str] | None]) -> None:
        super().__init__(daemon=True)
        self.work, self.stopping = work, threading.Event()
        self.taken: list[tuple[str, str]] = []
        self.problems: list[Exception] = []

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                found = self.work(uuid.uuid4().hex[:12])
            except requests.RequestException:
                time.sleep(0.05)  # the server is down: it comes again
            except Exception as error:  # for the test to show
                self.problems.append(error)
                return
            else:
                if found is not None:
                    self.taken.append(found)


def address_book(owner: Owner, people: list[str]) -> Callable[[str], tuple[str, str] | None]:
    """Edits the role of somebody, on what it has just read; now and then adds somebody."""
    made = owner.post(f"{API}/me/tokens", json={"name": "Book", "scope": "carddav"}).json()
    http = requests.Session()
    http.auth = ("alice@example.org", made["token"])

    def work(word: str) -> tuple[str, str] | None:
        if word[0] in "01":
            card = CARD.replace("9A1B", word).replace("Maya Chen", f"New {word}")
            answer = http.put(
                f"{owner.book}{word}.vcf", card.encode(), headers={"If-None-Match": "*"}, timeout=20
            )
            assert answer.status_code in (201, 503), answer.status_code
            return ("new", word) if answer.status_code == 201 else None
        person = people[int(word[:4], 16) % len(people)]
        address = f"{owner.book}{person}.vcf"
        seen = http.get(address, timeout=20)
        if seen.status_code != 200:
            return None
        lines = [line for line in seen.text.split("\r\n") if not line.startswith("TITLE")]
        card = "\r\n".join([*lines[:2], f"TITLE:{word}", *lines[2:]])
        answer = http.put(
            address, card.encode(), headers={"If-Match": seen.headers["ETag"]}, timeout=20
        )
        assert answer.status_code in (204, 503), answer.status_code
        return (person, word) if answer.status_code == 204 else None

    return work


def phone(owner: Owner, people: list[str]) -> Callable[[str], tuple[str, str] | None]:
    """Edits what somebody is known for."""
    http, device = LiveClient(owner.url), str(uuid.uuid4())
    who = {"email": "alice@example.org", "password": PASSWORD}
    assert http.post(f"{API}/session", json=who).status_code == 200

    def work(word: str) -> tuple[str, str] | None:
        person = people[int(word[:4], 16) % len(people)]
        edit = changes.edit("person", person, known_for=word)
        body = {
            "account": owner.id, "device": device, "now": changes.milliseconds(),
            "timezone": "Europe/Berlin", "cursor": None, "changes": [edit],
        }  # fmt: skip
        answer = http.post(f"{API}/sync", json=body)
        assert answer.status_code in (200, 503), answer.status_code
        return (person, word) if answer.status_code == 200 else None

    return work


def test_writes_at_the_same_time_lose_and_double_nothing(live_server: LiveServer) -> None:
    owner = Owner(live_server)
    made = [changes.person(name=f"Shared {number}", role="x") for number in range(SHARED)]
    people = [each["record"] for each in made]
    owner.sync(*made)
    writers = [Writer(address_book(owner, people)) for _ in range(BOOKS)]
    writers += [Writer(phone(owner, people)) for _ in range(PHONES)]
    for writer in writers:
        writer.start()
    for _ in range(KILLS):
        time.sleep(SECONDS / (KILLS + 1))
        live_server.kill()
        live_server.start()
    time.sleep(SECONDS / (KILLS + 1))
    for writer in writers:
        writer.stopping.set()
    for writer in writers:
        writer.join(30)
    assert [writer.problems for writer in writers] == [[]] * len(writers)
    assert all(writer.taken for writer in writers)

    taken = [each for writer in writers for each in writer.taken]
    history: dict[str, set[Any]] = {}
    for person in people:
        path = f"{API}/records/person/{person}/revisions"
        revisions = owner.get(path).json()["revisions"]
        history[person] = {str(each["value"]) for each in revisions}
    lost = [each for each in taken if each[0] != "new" and each[1] not in history[each[0]]]
    assert lost == []

    names = [each["fields"]["name"] for each in owner.everything() if each["kind"] == "person"]
    new = {f"New {word}" for what, word in taken if what == "new"}
    assert new <= set(names)
    assert len(names) == len(set(names))

    records = owner.people()
    auth = ("alice@example.org", owner.token)
    for person in people:
        card = requests.get(f"{owner.book}{person}.vcf", auth=auth, timeout=20).text
        (fields,) = [each["fields"] for each in records.values() if each["id"] == person]
        assert f"\r\nTITLE:{fields['role']}\r\n" in card
        assert f"\r\nX-KARMADEX-KNOWN-FOR:{fields['known_for']}\r\n" in card
