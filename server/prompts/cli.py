"""`flask prompts …` and `flask worker`: commands for the operator."""

from collections.abc import Callable
from datetime import datetime

import click
from flask import current_app

from server import clock, database
from server.commands import Group
from server.mail import is_mail_set_up
from server.mail.worker import Postman
from server.prompts import queue
from server.prompts.dispatch import Dispatcher
from server.prompts.preview import preview
from server.push.service import push_service

#: The range of instants that are accepted: leases and zones add to and subtract from them.
YEARS = range(1970, 9999)

prompts = Group("prompts", help="The morning prompts.")


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
        if instant.year not in YEARS:
            self.fail(f"{value} is too far away", param, ctx)
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
    postman = Postman(current_app._get_current_object(), now)  # type: ignore[attr-defined]
    dispatcher = Dispatcher(
        service, sender, current_app.config["PUBLIC_URL"], now, is_simulated=instant is not None
    )
    try:
        if instant is None:
            dispatcher.send_all()
        else:
            dispatcher.send_to_everybody()
        postman.send_all()
    finally:
        sender.close()
        postman.close()
        tally = dispatcher.tally
        click.echo(
            f"Prompted {_count(tally.accounts, 'account')} on {_count(tally.devices, 'device')}; "
            f"{tally.retries} to try again, {tally.refused} refused, "
            f"{_count(tally.removed, 'subscription')} removed."
            + (f" {_count(postman.sent, 'letter')} handed over." if is_mail_set_up() else "")
        )


@prompts.command("next")
def next_() -> None:
    """Print who is due when, and about whom, if nothing changes before."""
    now = clock.now()
    with database.read() as s:
        account_ids = queue.all_accounts(s)
    for start in range(0, len(account_ids), queue.CHUNK):
        with database.read() as s:
            for coming in preview(s, account_ids[start : start + queue.CHUNK], now):
                click.echo(coming)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
