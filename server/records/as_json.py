"""A record as the API gives it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def record_json(row: Iterable[Any]) -> str:
    """The JSON of (id, kind, rev, fields, conflicts, deleted_at), where `fields` and `conflicts`
    are JSON already: stitched from what is stored, so that every device gets the same bytes."""
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
