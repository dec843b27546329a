"""A phone that never gives up, over real HTTP: what it jots down it sends until it is taken."""

import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Lock, Thread
from typing import Any

import requests

from tests.rigs.processes import wait_until
from tests.support.api import API, PASSWORD
from tests.support.changes import NOTE, change
from tests.support.live import LiveServer


class Outbox(Thread):
    """Jots note after note and sends each, alone, until it is acknowledged; `finish()` ends it.

    `answers` counts the statuses it got; "refused" is a server that is not there, "lost" a request
    without an answer, "duplicate" one whose answer was lost although the server had taken it.
    """

    def __init__(self, server: LiveServer, email: str) -> None:
        super().__init__(daemon=True)
        self.server = server
        self.email = email
        self.http = server.client()
        self.device = str(uuid.uuid4())
        self.taken: list[str] = []
        self.answers: dict[Any, int] = {}
        self.problems: list[str] = []
        #: Held while a request is under way.
        self.sending = Lock()
        self._over = Event()
        secret = {"email": email, "password": PASSWORD}
        account = self.http.post(
            f"{API}/accounts", json=secret | {"name": "Alice", "timezone": "Europe/Berlin"}
        )
        assert account.status_code == 201, account.text
        self.account = account.json()["id"]

    def run(self) -> None:
        while not self._over.is_set():
            note = change("note", set=NOTE)
            while not self._send([note]):
                time.sleep(0.2)
            self.taken.append(note["record"])

    def finish(self) -> None:
        """Let it send what it has, and no more."""
        self._over.set()
        self.join(120)
        assert not self.is_alive(), "the last note was never taken"

    def held(self) -> list[str]:
        """The ids of the notes that the server holds."""
        found: list[str] = []
        cursor, more = None, True
        while more:
            page = self.http.post(f"{API}/sync", json=self._envelope([], cursor)).json()
            found += [each["id"] for each in page["records"] if each["kind"] == "note"]
            cursor, more = page["cursor"], page["more"]
        return found

    def _send(self, changes: list[dict[str, Any]]) -> bool:
        try:
            with self.sending:
                envelope = self._envelope(changes, None)
                answer = self.http.post(f"{API}/sync", json=envelope, timeout=60)
        except requests.ConnectionError as error:
            self._count("refused" if "refused" in str(error) else "lost")
            return False
        self._count(answer.status_code)
        if answer.status_code == 503 and "Retry-After" not in answer.headers:
            self.problems.append("503 without Retry-After")
        if answer.status_code != 200:
            return False
        result = answer.json()["results"][0]["status"]
        if result == "duplicate":
            self._count(result)
        return result in ("applied", "duplicate")

    def _count(self, what: Any) -> None:
        self.answers[what] = self.answers.get(what, 0) + 1

    def _envelope(self, changes: list[dict[str, Any]], cursor: str | None) -> dict[str, Any]:
        return {
            "account": self.account,
            "device": self.device,
            "now": int(time.time() * 1000),
            "timezone": "Europe/Berlin",
            "cursor": cursor,
            "changes": changes,
        }


@contextmanager
def between_requests(phones: list[Outbox]) -> Iterator[None]:
    """While no phone has a request under way."""
    with ExitStack() as held:
        for phone in phones:
            held.enter_context(phone.sending)
        yield


def wait_for_more(phones: list[Outbox], before: list[int]) -> None:
    """Until each phone has had some more notes taken than so many."""

    def has_more() -> bool:
        pairs = zip(phones, before, strict=True)
        return all(len(phone.taken) > count + 3 for phone, count in pairs)

    wait_until(has_more, "notes to be taken again", seconds=60)
