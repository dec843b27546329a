"""`flask db new-epoch`, beside flask-migrate's own commands."""

import uuid

import click
from flask.cli import with_appcontext
from flask_migrate.cli import db

from server import database
from server.sync import store


@db.command("new-epoch")  # type: ignore[untyped-decorator]
@with_appcontext
def new_epoch() -> None:
    """After a backup was copied back: let every phone start its pull over."""
    with database.write() as s:
        store.renew_epoch(s, uuid.uuid4().hex)
    click.echo("Every phone starts over at its next sync; what it has not sent yet, it sends.")
