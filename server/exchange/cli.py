"""`flask export` and `flask import`: everything that the server holds of an account."""

import shutil
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import click
from flask import current_app
from flask.cli import with_appcontext

from server import clock, database
from server.accounts.activity.store import note
from server.accounts.cli import fail, find
from server.accounts.models import Account
from server.accounts.routes import me
from server.blobs import store as blob_store
from server.blobs.service import storage
from server.commands import Command
from server.exchange.archive import ATTACHMENTS, CHUNK, DOCUMENT, AccountZip, NoSuchZip
from server.exchange.document import document
from server.exchange.restore import Count, restore
from server.records import store
from server.sync.holdings import MEGABYTE

STANDARD_STREAM = Path("-")
#: How many times larger than its source a document may be.
SPELLED_OUT = 8


@click.command(cls=Command)
@click.argument("email")
@click.option(
    "--zip",
    "file",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write it to FILE with all pictures and recordings; - is standard output.",
)
@with_appcontext
def export(email: str, file: Path | None) -> None:
    """Print all records of an account and every version of their texts, as JSON."""
    account = find(email)
    # Logged before any output: when an error occurs, a part of it may have been read already.
    with database.write() as s:
        note(s, account.id, "exported", clock.now())
    if file is None:
        _write_document(account, sys.stdout)
    elif file == STANDARD_STREAM:
        _write_zip(account, sys.stdout.buffer)
    else:
        with _new_file(file) as target:
            _write_zip(account, target)


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there only if all of it was written. Raises FileExistsError."""
    file = path.open("xb")
    try:
        with file:
            yield file
    except BaseException:
        path.unlink()
        raise


def _write_document(account: Account, target: IO[str]) -> None:
    with database.read() as s:
        target.writelines(
            document(
                me(account).model_dump(mode="json"),
                store.all_records(s, account.id),
                store.all_revisions(s, account.id),
            )
        )


def _write_zip(account: Account, target: IO[bytes]) -> None:
    with database.read() as s:
        blobs = blob_store.all_blobs(s, account.id)
    with zipfile.ZipFile(target, "w") as whole:
        with TemporaryFile("w+", encoding="ascii") as text:
            _write_document(account, text)
            text.seek(0)
            entry = zipfile.ZipInfo(DOCUMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with whole.open(entry, "w", force_zip64=True) as part:
                while piece := text.read(CHUNK):
                    part.write(piece.encode("ascii"))
        for blob in blobs:
            source = storage().open(account.id, blob.name)
            if source is None:
                continue
            entry = zipfile.ZipInfo(f"{ATTACHMENTS}{blob.sha256}")
            with source, whole.open(entry, "w") as part:
                shutil.copyfileobj(source, part, CHUNK)


@click.command("import", cls=Command)
@click.argument("email")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@with_appcontext
def import_zip(email: str, file: Path) -> None:
    """Add to an account what it lacks of a zip that `export --zip` or the app wrote.

    History, pictures and recordings come along; what the account has stays as it is.
    """
    account = find(email)
    largest = current_app.config["MOST_MEGABYTES"] * MEGABYTE * SPELLED_OUT
    try:
        source = AccountZip(file, largest)
    except NoSuchZip as error:
        fail(str(error))
    records, attachments = restore(account.id, source)
    for what, count in (("Records", records), ("Attachments", attachments)):
        click.echo(f"{what}: {_said(count)}.")
    if records.refused or attachments.refused:
        sys.exit(1)


def _said(count: Count) -> str:
    return f"{count.added} added, {count.known} known, {count.refused} refused"
