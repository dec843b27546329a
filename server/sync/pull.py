"""What a device has not seen yet."""

from collections.abc import Container, Iterable
from typing import Any

from server.records.as_json import record_json

MOST_RECORDS = 1000
#: A page ends early when its texts are longer than this many characters together.
LARGEST_PAGE = 2_000_000


def pull(
    rows: Iterable[Any], after: int, as_sent: Container[str] = ()
) -> tuple[list[str], int, bool]:
    """Returns one page of the records that changed after a revision, in the order of revisions.

    As (each record as JSON text, the last revision that was looked at, whether there are more).
    Records that need not be sent back are left out, but count like all others: `rows` ends soon
    after a page is full.
    """
    texts: list[str] = []
    size = 0
    for place, row in enumerate(rows):
        if place == MOST_RECORDS or size > LARGEST_PAGE:
            return texts, after, True
        if row.id not in as_sent:
            text = record_json(row)
            texts.append(text)
            size += len(text)
        after = row.rev
    return texts, after, False
