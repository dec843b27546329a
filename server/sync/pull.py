"""What a device has not seen yet."""

from collections.abc import Iterable
from typing import Any

from server.records.as_json import record_json

MOST_RECORDS = 1000
#: A page ends early when its texts are longer than this many characters together.
LARGEST_PAGE = 2_000_000


def pull(rows: Iterable[Any], after: int) -> tuple[list[str], int, bool]:
    """One page of the records changed after a revision, which come in the order of revisions.

    Gives (each record as JSON text, the last revision among them, whether there are more).
    """
    texts: list[str] = []
    size = 0
    for row in rows:
        if len(texts) == MOST_RECORDS or size > LARGEST_PAGE:
            return texts, after, True
        text = record_json(row)
        texts.append(text)
        size += len(text)
        after = row.rev
    return texts, after, False
