"""What a device has not seen yet."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from server.sync import store

MOST_RECORDS = 1000
#: A page ends early when its texts are longer than this many characters together.
LARGEST_PAGE = 2_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def pull(s: Session, account_id: str, after: int) -> tuple[list[str], int, bool]:
    """One page of records changed after a revision.

    Gives (each record as JSON text, the last revision among them, whether there are more). The
    texts are stitched from what is stored: every device gets the same bytes.
    """
    texts: list[str] = []
    size = 0
    for row in store.records_after(s, account_id, after, MOST_RECORDS + 1):
        if len(texts) == MOST_RECORDS or size > LARGEST_PAGE:
            return texts, after, True
        text = record_json(row)
        texts.append(text)
        size += len(text)
        after = row[2]
    return texts, after, False


def record_json(row: Iterable[Any]) -> str:
    """The JSON of (id, kind, rev, fields, conflicts, deleted_at), the middle two JSON already."""
    record, kind, rev, fields, conflicts, deleted_at = row
    gone = "null" if deleted_at is None else f'"{instant(deleted_at)}"'
    more = "" if conflicts is None else f',"conflicts":{conflicts}'
    return (
        f'{{"kind":"{kind}","id":"{record}","rev":{rev},"fields":{fields},'
        f'"deleted_at":{gone}{more}}}'
    )


def instant(milliseconds: int) -> str:
    """An instant as the API writes it."""
    moment = _EPOCH + timedelta(milliseconds=milliseconds)
    return moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
