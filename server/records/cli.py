"""`flask export`: everything the server holds of an account, as JSON; `flask forget`."""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import click
from flask.cli import with_appcontext

from server import clock, database
from server.accounts.cli import checked, fail, find
from server.accounts.routes import me
from server.records import store
from server.records.forget import forget


@click.command()
@click.argument("email")
@with_appcontext
def export(email: str) -> None:
    """Print all records of an account and every version of their texts, as JSON."""
    account = find(email)
    with database.read() as s:
        sys.stdout.writelines(
            document(
                me(account).model_dump(mode="json"),
                store.all_records(s, account.id),
                store.all_revisions(s, account.id),
            )
        )


@click.command("forget")
@click.argument("email")
@click.argument("record")
@with_appcontext
def forget_record(email: str, record: str) -> None:
    """Erase a record of an account for good: with a person all that is about nobody else."""
    account = find(email)
    record = checked(UUID, record)
    with database.read() as s:
        kind = store.kind_of(s, account.id, record)
    gone = forget(account.id, kind, record, clock.now()) if kind else None
    if gone is None:
        fail(f"{account.email} has no record {record}.")
    records = "1 record" if gone == 1 else f"{gone} records"
    click.echo(f"Forgot {records} for good; each phone erases them at its next sync.")


def document(
    account: dict[str, Any], records: Iterable[str], revisions: Iterable[dict[str, Any]]
) -> Iterator[str]:
    """The pieces of the document; `records` are JSON already. ASCII, so that any terminal, pipe or
    file takes it."""
    yield f'{{"version": 1,\n"account": {json.dumps(account)},\n"records": ['
    yield from _separated(json.dumps(json.loads(record)) for record in records)
    yield '],\n"revisions": ['
    yield from _separated(json.dumps(revision) for revision in revisions)
    yield "]}\n"


def _separated(texts: Iterable[str]) -> Iterator[str]:
    comma = "\n"
    for text in texts:
        yield comma + text
        comma = ",\n"
