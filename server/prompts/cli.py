"""`flask prompts …` and `flask worker`: for the operator."""

import signal
from collections.abc import Callable
from datetime import datetime
from threading import Event
from types import FrameType

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.orm import Session

from server import clock, database
from server.accounts.models import Account
from server.prompts import queue
from server.prompts.dispatch import Dispatcher
from server.prompts.plan import next_morning, who_is_named
from server.prompts.situation import name_people, read_situation
from server.prompts.wording import enumerate_people, full_name
from server.prompts.worker import run_worker
from server.push.service import push_service

prompts = AppGroup("prompts", help="The morning prompts.")


class Instant(click.ParamType[datetime]):
    """An RFC 3339 instant, such as 2026-11-25T13:30:00Z."""

    name = "instant"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            instant = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is no instant such as 2026-11-25T13:30:00Z", param, ctx)
        if instant.tzinfo is None:
            self.fail(f"{value} has no time zone: end it with Z or an offset", param, ctx)
        return instant.astimezone(clock.now().tzinfo)


@prompts.command("send")
@click.option("--now", "instant", type=Instant(), help="Send what is due at this instant.")
def send(instant: datetime | None) -> None:
    """Make one pass: send what is due, now or at another instant, and say to how many.

    What a push service does not take now is left to a later pass.
    """
    now: Callable[[], datetime] = clock.now if instant is None else lambda: instant
    service = push_service()
    sender = service.make_sender()
    dispatcher = Dispatcher(
        service, sender, current_app.config["PUBLIC_URL"], now, is_moved=instant is not None
    )
    try:
        if instant is None:
            dispatcher.send_all()
        else:
            dispatcher.send_to_everybody()
    finally:
        sender.close()
        tally = dispatcher.tally
        click.echo(
            f"Prompted {_count(tally.accounts, 'account')} on {_count(tally.devices, 'device')}; "
            f"{tally.retries} to try again, {tally.refused} refused, "
            f"{_count(tally.removed, 'subscription')} removed."
        )


@prompts.command("next")
def next_() -> None:
    """Print who is due when, and about whom, if nothing changes before."""
    now = clock.now()
    with database.read() as s:
        account_ids = queue.all_accounts(s)
    for account_id in account_ids:
        with database.read() as s:
            line = _next_line(s, account_id, now)
        if line is not None:
            click.echo(line)


def _next_line(s: Session, account_id: str, now: datetime) -> str | None:
    account = s.get(Account, account_id)
    if account is None:
        return None
    situation = read_situation(s, account, now)
    next_at = next_morning(situation, now, situation.begun.keys())
    if next_at is None:
        return None
    then = read_situation(s, account, next_at)
    morning = then.mornings.open_at(next_at)
    turns = who_is_named(s, then, morning) if morning else []
    named = name_people(s, then, [turn.person_id for turn in turns])
    names = enumerate_people([full_name(who.name, who.known_for, who.event) for who in named])
    zone = then.mornings.zone
    where = "" if then.devices else "\t(no device is subscribed)"
    return f"{next_at.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}\t{account.email}\t{names}{where}"


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Send the morning prompts until SIGTERM; the batch in hand is finished first."""
    stop = Event()

    def finish(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    click.echo("The prompt worker is at work. Ctrl-C ends it.")
    run_worker(current_app._get_current_object(), stop)  # type: ignore[attr-defined]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
