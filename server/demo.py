"""`flask demo`: creates an account with sample data.

All of it goes through sync, as if a phone had sent it last night. The server opens the follow-ups
of this morning, as for any client that does not do it itself.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click
from flask.cli import with_appcontext

from server import clock, database
from server.accounts import store as accounts
from server.accounts.cli import checked
from server.accounts.passwords import hash_password
from server.accounts.schemas import Zone
from server.commands import Command
from server.demo_people import CARDS, EARLIER, KINDNESSES, NOTES, PEOPLE, PROMISES, TONIGHT
from server.sync import followups
from server.sync.request import parse
from server.sync.round_trip import take

EMAIL = "demo@example.org"
PASSWORD = "karma comes around"  # noqa: S105  (printed for everybody to see)


@click.command(cls=Command)
@click.option("--timezone", default="America/New_York", show_default=True)
@with_appcontext
def demo(timezone: str) -> None:
    """Make an account with a believable evening. Not for a server that strangers can reach: the
    password is known to everybody."""
    timezone = checked(Zone, timezone)
    now = clock.now()
    hashed = hash_password(PASSWORD)
    try:
        with database.write() as s:
            account = accounts.add_account(
                s, email=EMAIL, name="Robin", password_hash=hashed, timezone=timezone, now=now
            )
            evening = Evening(account.id, timezone, now)
            take(s, parse(evening.request()), str(uuid.uuid4()), now)
    except accounts.AddressTaken:
        click.echo("The evening is there already.")
    click.echo(f"Sign in as {EMAIL} with the password: {PASSWORD}")


class Evening:
    """The changes that Robin's phone made last night, and five weeks before."""

    def __init__(self, account_id: str, timezone: str, now: datetime) -> None:
        self.account_id, self.timezone, self.now = account_id, timezone, now
        self.changes: list[dict[str, Any]] = []
        self.ids: dict[str, str] = {}
        last_night = now.astimezone(ZoneInfo(timezone)) - timedelta(days=1)
        self.tonight = last_night.replace(hour=18, minute=30, second=0, microsecond=0)
        self.earlier = self.tonight - timedelta(weeks=5)

    def request(self) -> dict[str, Any]:
        """Returns the body of the sync request."""
        for name, event, start in (
            ("earlier", EARLIER, self.earlier),
            ("tonight", TONIGHT, self.tonight),
        ):
            times = {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=3))}
            fields = event | times | {"timezone": self.timezone}
            self.add("event", fields, start - timedelta(hours=1), name)
        self.meet()
        self.jot()
        self.answer_the_earlier()
        self.add_the_rest()
        self.changes.sort(key=lambda change: change["at"])
        return {
            "account": self.account_id,
            "device": str(uuid.uuid4()),
            "now": clock.milliseconds(self.now),
            "timezone": self.timezone,
            "changes": self.changes,
        }

    def add(self, kind: str, fields: dict[str, Any], at: datetime, name: str = "") -> None:
        """Add a record, and register it under a `name` by which others refer to it."""
        record = self.of(name) if name else str(uuid.uuid4())
        self.edit(kind, record, fields, at)

    def edit(self, kind: str, record: str, fields: dict[str, Any], at: datetime) -> None:
        """Change a record, at that instant, or now if that is in the future."""
        made = {"id": str(uuid.uuid4()), "kind": kind, "record": record}
        self.changes.append(made | {"at": clock.milliseconds(min(at, self.now)), "set": fields})

    def of(self, name: str) -> str:
        """Returns the id of the record with this name."""
        return self.ids.setdefault(name, str(uuid.uuid4()))

    def start(self, event: str) -> datetime:
        """Returns when an event began: `tonight`, or `earlier`."""
        return self.tonight if event == "tonight" else self.earlier

    def meet(self) -> None:
        """Add the people met at the two events."""
        for place, (name, event, fields) in enumerate(PEOPLE):
            at = self.start(event) + timedelta(minutes=12 * place + 10)
            where = {"met_at": self.of(event), "met_on": str(at.date())}
            introduced = fields.get("introduced_by")
            by = {"introduced_by": self.of(introduced)} if introduced else {}
            self.add("person", fields | where | by, at, name)

    def jot(self) -> None:
        """Add the notes about them, at both events."""
        for place, (event, names, body) in enumerate(NOTES):
            at = self.start(event) + timedelta(minutes=12 * place + 11)
            fields = {
                "body": body,
                "person_ids": [self.of(name) for name in names],
                "event_id": self.of(event),
                "captured_at": instant(at),
                "captured_timezone": self.timezone,
            }
            self.add("note", fields, at)

    def answer_the_earlier(self) -> None:
        """Complete the follow-ups of five weeks ago, except for one that was let go."""
        morning = self.earlier.replace(hour=9) + timedelta(days=1)
        for event, names, _ in NOTES:
            if event == "earlier":
                for name in names:
                    made = {
                        "person_id": self.of(name),
                        "due_on": str(morning.date()),
                        "reason": "next_morning",
                        "status": "let_go" if name == "Hank" else "done",
                        "closed_at": instant(morning),
                    }
                    key = f"{self.of(name)}/{morning.date()}"
                    self.edit("followup", str(uuid.uuid5(followups.NAMESPACE, key)), made, morning)

    def add_the_rest(self) -> None:
        """Add promises, kindnesses and cards."""
        later = self.tonight + timedelta(hours=4)
        for name, days, reason, promise in PROMISES:
            due = self.now.astimezone(ZoneInfo(self.timezone)).date() + timedelta(days=days)
            fields = {
                "person_id": self.of(name),
                "due_on": str(due),
                "reason": reason,
                "promise": promise,
            }
            self.add("followup", fields, later)
        for name, ago, turn in KINDNESSES:
            when = self.tonight - timedelta(days=ago)
            through = {
                field: self.of(turn[field])
                for field in ("thanks_to", "introduced_to")
                if field in turn
            }
            who = {"person_id": self.of(name), "happened_on": str(when.date())}
            self.add("kindness", turn | through | who, max(when, self.earlier))
        for place, card in enumerate(CARDS):
            self.add("card", card | {"position": place}, self.earlier)


def instant(moment: datetime) -> str:
    """Returns an instant in the format of the API."""
    return moment.astimezone(ZoneInfo("UTC")).isoformat(timespec="milliseconds")
