"""`flask export`: everything the server holds of an account, as JSON."""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click
from flask.cli import with_appcontext

from server import database
from server.accounts.cli import find
from server.accounts.routes import me
from server.records import store


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
