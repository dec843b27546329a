"""A small, honest phone: what it pulled, its outbox on top, and a clock that may be very wrong.

It follows the contract and nothing else: the `at` of its changes strictly rises, its `now` is never
below one, a change leaves the outbox only when the server has answered for it. It reaches the
server over real HTTP, through a network that loses answers and delivers things again.
"""

import json
import random
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.support.api import LiveClient

API = "/api/v1"
PASSWORD = "karma comes around"
TAKEN = {"applied", "duplicate", "merged"}

Record = dict[str, Any]


@dataclass
class Account:
    """Somebody's account, and what all of their phones did."""

    id: str
    email: str
    #: (kind, record, field, value) of every text that was typed.
    typed: set[tuple[str, str, str, str]] = field(default_factory=set)
    #: Every record that a phone made.
    made: set[str] = field(default_factory=set)

    @classmethod
    def sign_up(cls, client: LiveClient) -> "Account":
        email = f"{uuid.uuid4()}@example.org"
        who = {"email": email, "password": PASSWORD, "name": "Alice", "timezone": "Asia/Kathmandu"}
        answer = client.post(f"{API}/accounts", json=who)
        assert answer.status_code == 201, answer.text
        return cls(answer.json()["id"], email)


class Phone:
    """`clock` is how far its clock is off, in milliseconds."""

    def __init__(self, client: LiveClient, account: Account, name: str, clock: int) -> None:
        self.client, self.account, self.name, self.clock = client, account, name, clock
        self.device = str(uuid.uuid4())
        self.pulled: dict[str, Record] = {}
        self.outbox: list[dict[str, Any]] = []
        self.cursor: str | None = None
        self.resets = 0
        self.sent: list[dict[str, Any]] = []
        self._last_reading = -(2**53)
        answer = client.post(f"{API}/session", json={"email": account.email, "password": PASSWORD})
        assert answer.status_code == 200, answer.text

    def read_clock(self) -> int:
        """A reading above all before, also when the clock was set back."""
        now = int(time.time() * 1000) + self.clock
        self._last_reading = max(self._last_reading + 1, now)
        return self._last_reading

    def shown(self) -> dict[str, Record]:
        """What is on the screen: what was pulled, and the outbox on top."""
        shown = json.loads(json.dumps(self.pulled))
        for change in self.outbox:
            row = shown.setdefault(
                change["record"], {"kind": change["kind"], "fields": {}, "deleted_at": None}
            )
            if change.get("delete"):
                row["deleted_at"] = "just now"
                continue
            for name, value in change["set"].items():
                if not change.get("if_absent") or name not in row["fields"]:
                    row["fields"][name] = value
            if not change.get("if_absent"):
                row["deleted_at"] = None
        return dict(shown)

    def write(self, kind: str, record: str, **members: Any) -> None:
        """A tap on Save: `members` are `set`, `delete`, `if_absent`."""
        change = {"id": str(uuid.uuid4()), "kind": kind, "record": record, "at": self.read_clock()}
        if record in self.pulled:
            change["base"] = self.pulled[record]["rev"]
        self.outbox.append(change | members)
        self.account.made.add(record)
        for name, value in members.get("set", {}).items():
            if name in ("body", "name", "known_for", "promise", "text"):
                self.account.typed.add((kind, record, name, value))

    def envelope(self, changes: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "account": self.account.id,
            "device": self.device,
            "now": self.read_clock(),
            "timezone": "Europe/Lisbon",
            "cursor": self.cursor,
            "changes": changes,
        }

    def sync(self, chance: random.Random, *, lose: float = 0, most: int = 1000) -> bool:
        """Push up to `most` changes and pull a page. Gives whether there is nothing left to do.

        With the probability `lose` the answer gets lost after the server gave it. A server that
        does not answer is a network that is down: nothing is learnt, nothing is forgotten.
        """
        envelope = self.envelope(self.outbox[:most])
        self.sent.append(envelope)
        try:
            answer = self.client.post(f"{API}/sync", json=envelope)
        except requests.RequestException:
            return False
        if answer.status_code >= 500:
            return False
        assert answer.status_code == 200, answer.text
        if chance.random() < lose:
            return False
        self.learn(answer.json())
        return not answer.json()["more"] and not self.outbox

    def learn(self, answer: dict[str, Any]) -> None:
        if answer["reset"]:
            self.resets += 1
            self.pulled = {}
        for record in answer["records"]:
            self.pulled[record["id"]] = record
        self.cursor = answer["cursor"]
        done = {each["id"] for each in answer["results"] if each["status"] in TAKEN}
        assert len(done) == len(answer["results"]), answer["results"]
        self.outbox = [change for change in self.outbox if change["id"] not in done]

    def deliver_again(self, chance: random.Random) -> None:
        """The network delivers what it had swallowed, long after, in any order, several times."""
        late = chance.sample(self.sent, min(len(self.sent), 3))
        for envelope in late:
            try:
                answer = self.client.post(f"{API}/sync", json=envelope)
            except requests.RequestException:
                return
            assert answer.status_code in (200, 500, 502, 503), answer.text

    def bytes(self) -> str:
        """All it has pulled, as text: the same on every phone that has pulled as far."""
        return json.dumps([self.pulled[record] for record in sorted(self.pulled)])
