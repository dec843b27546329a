"""All data of an account as one JSON document."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def document(
    account: dict[str, Any], records: Iterable[str], revisions: Iterable[dict[str, Any]]
) -> Iterator[str]:
    """Yields the document in pieces; `records` are JSON already. The output is ASCII, which every
    terminal, pipe and file accepts."""
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
