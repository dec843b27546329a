"""`flask blobs`: delete bytes that no record names, and copy them to another store."""

from pathlib import Path

import click

from server import clock
from server.blobs.copying import copy_all
from server.blobs.service import storage
from server.blobs.setup import storage_at
from server.blobs.sweep import sweep
from server.commands import Group


@click.group(cls=Group)
def blobs() -> None:
    """The bytes of attachments."""


@blobs.command("sweep")
def sweep_now() -> None:
    """Delete what no record names any more, as happens once a day by itself."""
    gone = sweep(clock.now())
    click.echo("1 is gone." if gone == 1 else f"{gone} are gone.")


@blobs.command("copy")
@click.argument("source")
def copy(source: str) -> None:
    """Copy what lies in SOURCE, a folder or s3://..., and is not yet where BLOBS_URL says."""
    if not source:  # to Path it is the current folder
        raise click.BadParameter("it is empty", param_hint="SOURCE")
    if not source.startswith("s3://") and not Path(source).is_dir():
        raise click.BadParameter(f"there is no folder {source}", param_hint="SOURCE")
    copied = copy_all(storage_at(source), storage())
    click.echo(f"{copied.new} copied, {copied.known} were there.")
    if copied.missing:
        raise click.ClickException(f"{copied.missing} are in neither.")
