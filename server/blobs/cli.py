"""`flask blobs`: bytes that nobody needs any more."""

import click
from flask.cli import with_appcontext

from server import clock
from server.blobs.sweep import sweep


@click.group()
def blobs() -> None:
    """The bytes of attachments."""


@blobs.command("sweep")
@with_appcontext
def sweep_now() -> None:
    """Delete what no record names any more, as happens once a day by itself."""
    gone = sweep(clock.now())
    click.echo("1 is gone." if gone == 1 else f"{gone} are gone.")
