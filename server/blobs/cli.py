"""`flask blobs`: delete bytes that no record names, and copy them to another store."""

from pathlib import Path

import click

from config import bucket_address
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
    try:
        place = _place(source)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="SOURCE") from error
    copied = copy_all(storage_at(place), storage())
    click.echo(f"{copied.new} copied, {copied.known} were there.")
    if copied.missing:
        raise click.ClickException(f"{copied.missing} are in neither.")


def _place(source: str) -> str:
    """Raises ValueError unless this is a bucket's address or a folder that exists."""
    if source.startswith("s3://"):
        return bucket_address(source)
    if not source:  # to Path it is the current folder
        raise ValueError("it is empty")
    if not Path(source).is_dir():
        raise ValueError(f"there is no folder {source}")
    return source
