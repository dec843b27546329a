"""`flask db new-epoch`, in addition to flask-migrate's commands; `flask forget`."""

import uuid
from uuid import UUID

import click
from flask.cli import with_appcontext
from flask_migrate.cli import db

from server import clock, database
from server.accounts.cli import checked, fail, find
from server.commands import Command
from server.records.store import kind_of
from server.sync import store
from server.sync.forget import forget


@db.command("new-epoch", cls=Command)  # type: ignore[untyped-decorator]
@with_appcontext
def new_epoch() -> None:
    """After a backup was copied back: let every phone start its pull over."""
    with database.write() as s:
        store.renew_epoch(s, uuid.uuid4().hex)
    click.echo("Every phone starts over at its next sync; what it has not sent yet, it sends.")


@click.command("forget", cls=Command)
@click.argument("email")
@click.argument("record")
@with_appcontext
def forget_record(email: str, record: str) -> None:
    """Erase a record of an account for good: with a person all that is about nobody else."""
    account = find(email)
    record = checked(UUID, record)
    with database.read() as s:
        kind = kind_of(s, account.id, record)
    gone = forget(account.id, kind, record, clock.now()) if kind else None
    if gone is None:
        fail(f"{account.email} has no record {record}.")
    records = "1 record" if gone == 1 else f"{gone} records"
    click.echo(f"Forgot {records} for good; each phone erases them at its next sync.")
