"""The phones: each syncs a few times while its owner is awake."""

import asyncio
import json
import random
import time
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as local_time
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from bench.world.people import BODY, DAY, Account, first_at
from server.clock import milliseconds
from tests.rigs.fast_clock import FastClock

#: For all phones together.
CONNECTIONS = 32
TIMEOUT_S = 30
#: After that many, the day ends early.
MOST_ERRORS = 100
WAKES, AWAKE = timedelta(hours=7), timedelta(hours=16)
#: docs/scaling.md assumes three a day.
SYNCS = (2, 3, 4)
JOTS = 0.4
NIGHT_ENDS = timedelta(hours=4)


class Failed(Exception):
    """A sync that was not answered as required."""


@dataclass(slots=True)
class Phone:
    """`jotted`: the texts of the notes that the server has acknowledged; `opened`: about whom a
    prompt is expected, and when, the morning after."""

    account: Account
    cookie: str
    cursor: str | None = None
    jotted: list[str] = field(default_factory=list)
    opened: set[tuple[str, date]] = field(default_factory=set)

    @property
    def is_due(self) -> bool:
        """Returns whether its morning in this day has somebody to name."""
        kind = self.account.kind
        return kind.about != "nothing" or any(on <= kind.morning_on for _, on in self.opened)

    def jot(self, now: datetime, dice: random.Random) -> dict[str, Any]:
        """Returns a note about a known person, made a moment ago at an event."""
        template, number = self.account.template, self.account.number
        fields = {
            "body": f"note {len(self.jotted) + 1} of {number}",
            # Not the first: a person with an open follow-up is no face from the past.
            "person_ids": [dice.choice(template.people[1:])],
            "event_id": template.event,
            "captured_at": f"{now:%Y-%m-%dT%H:%M:%SZ}",
            "captured_timezone": self.account.kind.zone,
        }
        made = {"id": str(uuid.uuid4()), "kind": "note", "record": str(uuid.uuid4())}
        return made | {"at": milliseconds(now) - 1000, "set": fields}

    async def sync(self, town: "Town", changes: list[dict[str, Any]]) -> dict[str, Any]:
        """Raises Failed."""
        body = {
            "account": self.account.id, "device": self.account.template.device,
            "now": milliseconds(town.clock.now()), "timezone": self.account.kind.zone,
            "cursor": self.cursor, "changes": changes,
        }  # fmt: skip
        try:
            headers = {"Cookie": self.cookie}
            async with town.http.post("/api/v1/sync", json=body, headers=headers) as answer:
                said = await answer.text()
        except (ClientError, TimeoutError, OSError) as error:
            raise Failed(repr(error)) from error
        if answer.status != 200:
            raise Failed(f"{answer.status} {said[:200]}")
        parsed: dict[str, Any] = json.loads(said)
        wrong = [each for each in parsed["results"] if each["status"] != "applied"]
        if wrong or len(parsed["results"]) != len(changes):
            raise Failed(said[:200])
        self.cursor = parsed["cursor"]
        return parsed

    def acknowledged(self, note: dict[str, Any], now: datetime) -> None:
        self.jotted.append(note["set"]["body"])
        evening = now.astimezone(ZoneInfo(self.account.kind.zone)) - NIGHT_ENDS
        self.opened |= {(person, evening.date() + DAY) for person in note["set"]["person_ids"]}

    def expected(self) -> Counter[str]:
        """Returns what must be there, each once, as `described` returns it."""
        notes = [BODY] * len(self.account.template.people) + self.jotted
        return Counter([*notes, *(f"{person} on {on}" for person, on in self.opened)])


def described(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Returns the notes, and the follow-ups that notes have opened."""
    for record in records:
        fields = record["fields"]
        if record["kind"] == "note":
            yield fields["body"]
        if record["kind"] == "followup" and fields["reason"] == "next_morning":
            yield f"{fields['person_id']} on {fields['due_on']}"


@dataclass(frozen=True, slots=True)
class Visit:
    """A time at which a phone syncs; `jots`: it has a note to send."""

    at: datetime
    phone: Phone
    jots: bool


def visits(phones: Iterable[Phone], end: datetime, dice: random.Random) -> list[Visit]:
    """Returns those of the day in their order. Each of one phone is over before its next begins."""
    planned = []
    for phone in phones:
        count = dice.choice(SYNCS)
        for place in range(count):
            after = WAKES + AWAKE * ((place + 0.9 * dice.random()) / count)
            local = local_time(after.seconds // 3600, after.seconds // 60 % 60, after.seconds % 60)
            at = first_at(phone.account.kind.zone, local)
            planned.append(Visit(at, phone, dice.random() < JOTS))
    return sorted((each for each in planned if each.at < end), key=lambda each: each.at)


class Town:
    """All phones, on a few connections. `spent`: when each sync was due, and how many seconds later
    it was answered; `errors`: what was wrong with others."""

    def __init__(self, url: str, clock: FastClock, dice: random.Random) -> None:
        self.clock, self._url, self._dice = clock, url, dice
        self.spent: list[tuple[datetime, float]] = []
        self.errors: list[str] = []

    async def live(self, planned: Sequence[Visit]) -> bool:
        """Runs the day; returns whether it was not ended early by too many failures."""
        left = iter(planned)
        await self._in_turns(lambda: self._visit_all(left))
        return len(self.errors) < MOST_ERRORS

    async def look(self, phones: Iterable[Phone]) -> tuple[int, int]:
        """Lets each phone ask for everything. Returns how much of what was acknowledged is missing,
        and how much is there that should not be."""
        wrong: Counter[str] = Counter()
        left = iter(phones)
        await self._in_turns(lambda: self._look_all(left, wrong))
        return wrong["missing"], wrong["surplus"]

    async def _in_turns(self, work: Any) -> None:
        connector = TCPConnector(limit=CONNECTIONS)
        jar, timeout = DummyCookieJar(), ClientTimeout(total=TIMEOUT_S)
        async with ClientSession(
            self._url, connector=connector, cookie_jar=jar, timeout=timeout
        ) as self.http:
            await asyncio.gather(*(work() for _ in range(CONNECTIONS)))

    async def _visit_all(self, left: Iterator[Visit]) -> None:
        for visit in left:
            await asyncio.sleep(self.clock.real(visit.at) - time.time())
            if len(self.errors) >= MOST_ERRORS:
                return
            await self._visit(visit)

    async def _visit(self, visit: Visit) -> None:
        now = self.clock.now()
        notes = [visit.phone.jot(now, self._dice)] if visit.jots else []
        try:
            await visit.phone.sync(self, notes)
        except Failed as failed:
            self.errors.append(str(failed))
            return
        # Counted from when it was due: waiting for a connection is waiting for the server.
        self.spent.append((visit.at, time.time() - self.clock.real(visit.at)))
        for note in notes:
            visit.phone.acknowledged(note, now)

    async def _look_all(self, left: Iterator[Phone], wrong: Counter[str]) -> None:
        for phone in left:
            phone.cursor = None
            held: Counter[str] = Counter()
            more = True
            try:
                while more:
                    answer = await phone.sync(self, [])
                    more = answer["more"]
                    held.update(described(answer["records"]))
            except Failed as failed:
                self.errors.append(str(failed))
                continue
            wrong["missing"] += (phone.expected() - held).total()
            wrong["surplus"] += (held - phone.expected()).total()
