"""Alice's evenings and mornings, told by the clock on her wall."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from flask import Flask

from tests.rigs.push_service import Inbox, PushService
from tests.support import changes
from tests.support.api import ApiClient


def instant(local: str, zone: str) -> datetime:
    """`2026-11-23 20:10` on a wall in `zone`; of a time that comes twice, the first."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))


def about_noon() -> tuple[str, datetime]:
    """A time zone, and what its clocks show: its morning is not across midnight."""
    hours = 12 - datetime.now(UTC).hour
    zone = f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"
    return zone, datetime.now(UTC) + timedelta(hours=hours)


class Life:
    """An account with one phone that is subscribed. Times are local in `zone`, which may be set."""

    def __init__(
        self,
        app: Flask,
        service: PushService,
        zone: str,
        prompt_at: str = "08:30",
        name: str = "Alice",
    ) -> None:
        self.app = app
        self.zone = zone
        self.service = service
        with self.at("2026-10-20 12:00"):
            self.phone = ApiClient(app, name, zone)
            self.phone.patch("/api/v1/me", {"prompt_at": prompt_at})
            self.inbox = self.subscribe(self.phone)
        self.people: dict[str, str] = {}
        self.followups: dict[str, str] = {}

    def subscribe(self, phone: ApiClient) -> Inbox:
        """Let the prompts come to a phone."""
        inbox = self.service.subscribe()
        answer = phone.put("/api/v1/push/subscriptions", inbox.subscription)
        assert answer.status_code == 201, answer.text
        return inbox

    @contextmanager
    def at(self, local: str, zone: str | None = None) -> Iterator[None]:
        with time_machine.travel(instant(local, zone or self.zone), tick=False):
            yield

    def jot(self, *names: str, at: str, zone: str | None = None) -> list[changes.Change]:
        """The changes of notes made at an event, one a person, a second apart."""
        zone = zone or self.zone
        when = instant(at, zone)
        event = changes.event(name="Mixer")
        made = [event]
        for place, name in enumerate(names):
            person = changes.person(name=name, known_for=None)
            captured = datetime.fromtimestamp(when.timestamp() + place, ZoneInfo("UTC"))
            note = changes.note(
                person_ids=[person["record"]],
                event_id=event["record"],
                captured_at=captured.strftime("%Y-%m-%dT%H:%M:%SZ"),
                captured_timezone=zone,
            )
            self.people[name] = person["record"]
            made += [person, note]
        return made

    def sync(self, made: list[changes.Change], *, at: str, zone: str | None = None) -> None:
        """The phone comes online at that time, in that zone."""
        with self.at(at, zone):
            for change in made:
                change["at"] = changes.milliseconds()
            answer = self.phone.sync(made, timezone=zone or self.zone)
            assert set(changes.statuses(answer)) <= {"applied"}, answer["results"]
            for record in answer["records"]:
                if record["kind"] == "followup":
                    self.followups[record["fields"]["person_id"]] = record["id"]

    def followup_of(self, name: str) -> str:
        return self.followups[self.people[name]]

    def answer(self, name: str, *, at: str, **fields: object) -> None:
        """Change the follow-up about somebody: `status="done"`, `due_on="2026-11-25"` …"""
        with self.at(at):
            edit = changes.edit("followup", self.followup_of(name), **fields)
        self.sync([edit], at=at)

    def look(self, at: str, zone: str | None = None) -> list[str]:
        """The worker looks at what is due; gives whom the push that comes of it names."""
        before = len(self.inbox.taken)
        with self.at(at, zone):
            self.pass_once()
        new = self.inbox.taken[before:]
        assert len(new) <= 1, "one push a morning"
        return named(new[0].notification["body"]) if new else []

    def pass_once(self, *arguments: str) -> str:
        """`flask prompts send`: what it says."""
        result = self.app.test_cli_runner().invoke(args=["prompts", "send", *arguments])
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    def mornings(self, *days: str, at: str = "08:30") -> list[list[str]]:
        """Whom each of these mornings names."""
        return [self.look(f"{day} {at}") for day in days]


def named(body: str) -> list[str]:
    """The names in the body of a prompt about people with nothing but a name."""
    return [name for name in re.split(r", | and ", body) if name]


def new_id() -> str:
    return str(uuid.uuid4())
