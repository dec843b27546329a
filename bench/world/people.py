"""People around the world: when their morning begins, and what it is about."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from itertools import groupby
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import Connection, text

from bench.morning_burst import Sink
from server import clock
from server.extensions import Base, db
from tests.rigs.crowd import account_id, instant, multiply
from tests.support import changes
from tests.support.api import ApiClient

#: When the day begins. No zone changes its clocks during it.
START = datetime(2026, 11, 24, tzinfo=UTC)
#: When everybody signed up.
EVE = START - timedelta(hours=12)
DAY = timedelta(days=1)
#: Roughly where people live.
ZONES = {
    "Asia/Shanghai": 12, "Asia/Kolkata": 12, "America/New_York": 11, "Europe/Berlin": 10,
    "America/Los_Angeles": 7, "America/Chicago": 7, "Europe/London": 7, "America/Sao_Paulo": 6,
    "Asia/Tokyo": 5, "Asia/Jakarta": 4, "Africa/Lagos": 4, "Europe/Istanbul": 4,
    "America/Mexico_City": 3, "Asia/Karachi": 2, "Asia/Dhaka": 2, "Africa/Cairo": 2,
    "America/Denver": 2, "Australia/Sydney": 2, "Asia/Dubai": 1, "Asia/Kathmandu": 1,
    "Pacific/Auckland": 1, "Pacific/Honolulu": 1, "America/St_Johns": 1,
}  # fmt: skip
#: Four of five keep the default.
PROMPT_AT = {"08:30": 16, "07:00": 1, "07:45": 1, "08:00": 1, "09:15": 1}
#: What this morning is about.
ABOUT = {"a promise": 6, "a face from the past": 1, "nothing": 3}
BODY = "is moving to Lisbon"


@dataclass(frozen=True, order=True, slots=True)
class Kind:
    """What some accounts have in common."""

    zone: str
    prompt_at: str
    about: str

    @property
    def morning(self) -> datetime:
        """Returns when the morning of this day begins."""
        return first_at(self.zone, time.fromisoformat(self.prompt_at))

    @property
    def morning_on(self) -> date:
        return self.morning.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True)
class Template:
    """An account that was made by the app; its data has the same ids in each copy."""

    id: str
    device: str
    cookie: dict[str, Any]
    people: Sequence[str]
    event: str


@dataclass(frozen=True)
class Account:
    number: int
    kind: Kind
    template: Template

    @cached_property
    def id(self) -> str:
        return account_id(self.number)


@cache
def first_at(zone: str, local: time) -> datetime:
    """Returns the first instant of the day at which a local clock shows that time."""
    on = START.astimezone(ZoneInfo(zone)).date()
    instants = (datetime.combine(on + DAY * days, local, ZoneInfo(zone)) for days in (0, 1))
    return next(each for each in instants if each >= START).astimezone(UTC)


def settle(app: Flask, sink: Sink, count: int, dice: random.Random) -> list[Account]:
    """Fills the database with that many accounts."""
    kinds = [Kind(zone, at, about) for zone in ZONES for at in PROMPT_AT for about in ABOUT]
    weights = [ZONES[each.zone] * PROMPT_AT[each.prompt_at] * ABOUT[each.about] for each in kinds]
    chosen = sorted(dice.choices(kinds, weights, k=count))
    with patch.object(clock, "now", lambda: EVE):
        templates = Templates(app, sink)
        accounts = [
            Account(number, kind, templates.of(kind)) for number, kind in enumerate(chosen, 1)
        ]
    with app.app_context():
        with db.engine.begin() as connection:
            for kind, same in groupby(accounts, key=lambda each: each.kind):
                _copy(connection, kind, list(same))
            for template in templates.made:
                mine = {"id": template.id}
                connection.execute(text("DELETE FROM accounts WHERE id = :id"), mine)
            connection.execute(text("ANALYZE"))
        db.engine.dispose()
    return accounts


def _copy(connection: Connection, kind: Kind, accounts: Sequence[Account]) -> None:
    new = {
        "accounts.prompt_at": f"'{kind.prompt_at}'",
        # Even with nothing due: a face from the past may come.
        "prompt_schedules.next_at": instant(kind.morning, connection.dialect.name),
    }
    # All but the history of changes, which costs most and is not read here.
    tables = {table.name for table in Base.metadata.sorted_tables} - {"changes"}
    first = accounts[0]
    multiply(connection, first.template.id, len(accounts), first=first.number, only=tables, new=new)


class Templates:
    """One for each kind, except for when the morning begins."""

    def __init__(self, app: Flask, sink: Sink) -> None:
        self._app, self._sink = app, sink
        self._keys = sink.get("/keys")
        self._made: dict[tuple[str, str, date], Template] = {}

    @property
    def made(self) -> Collection[Template]:
        return self._made.values()

    def of(self, kind: Kind) -> Template:
        key = (kind.zone, kind.about, kind.morning_on)
        if key not in self._made:
            self._made[key] = self._make(*key, f"alice{len(self._made)}")
        return self._made[key]

    def _make(self, zone: str, about: str, morning_on: date, name: str) -> Template:
        alice = ApiClient(self._app, name, zone)
        lately = (morning_on - 4 * DAY).isoformat()
        # A face from the past from this morning on, and not the day before: there that is a morning
        # which may be open yet when this day begins.
        long_ago = (morning_on - 28 * DAY).isoformat()
        met_on = long_ago if about == "a face from the past" else lately
        people = [
            changes.person(name="Maya Chen", met_on=met_on),
            changes.person(name="Tom", known_for="sailing", met_on=lately),
            changes.person(name=None, known_for="the dog", met_on=lately),
        ]
        event = changes.event()
        notes = [changes.note(person_ids=[each["record"]], body=BODY) for each in people]
        due_on = morning_on if about == "a promise" else morning_on + 21 * DAY
        # A person without an open follow-up may come back.
        dues = [
            changes.followup(each["record"], due_on=due_on.isoformat(), reason="promise")
            for each in people[1:]
        ]
        answer = alice.sync([*people, event, *notes, *dues], timezone=zone)
        assert set(changes.statuses(answer)) == {"applied"}, answer
        # Its number is appended.
        subscription = {"endpoint": f"{self._sink.origin}/push/{name}", "keys": self._keys}
        assert alice.put("/api/v1/push/subscriptions", subscription).status_code == 201
        return Template(
            alice.id,
            alice.device,
            read_cookie(self._app, alice),
            [each["record"] for each in people],
            event["record"],
        )


def read_cookie(app: Flask, phone: ApiClient) -> dict[str, Any]:
    kept = phone.http.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert kept is not None, "it is signed in"
    read: dict[str, Any] = _signer(app).loads(kept.value)
    return read


def make_cookie(app: Flask, account: Account) -> str:
    """Returns the cookie of a phone that was copied with its account: the session's token is the
    same."""
    cookie = account.template.cookie
    token = cookie["_user_id"].partition(".")[2]
    signed = _signer(app).dumps(cookie | {"_user_id": f"{account.id}.{token}"})
    return f"{app.config['SESSION_COOKIE_NAME']}={signed}"


@cache
def _signer(app: Flask) -> Any:
    return app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
