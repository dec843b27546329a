"""A record as the API gives it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic_core import from_json, to_json

#: How the `winners` of a record begin that was forgotten for good.
STONE = "[[2,"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def record_json(row: Iterable[Any]) -> str:
    """The JSON of (id, kind, rev, fields, conflicts, deleted_at, winners), where `fields`,
    `conflicts` and `winners` are JSON already: stitched from what is stored, so that every device
    gets the same bytes."""
    record, kind, rev, fields, conflicts, deleted_at, winners = row
    gone = "null" if deleted_at is None else f'"{instant(deleted_at)}"'
    more = "" if conflicts is None else f',"conflicts":{conflicts}'
    if winners.startswith(STONE):
        more += ',"forgotten":true'
    return (
        f'{{"kind":"{kind}","id":"{record}","rev":{rev},"fields":{fields},'
        f'"deleted_at":{gone}{more}{edited(winners)}}}'
    )


def edited(winners: str) -> str:
    """`,"edited":…`: when the fields were set. One instant for all of them, or one a field; empty
    for a record that was only ever filled with `if_absent`.

    With it a phone can say, after a backup was restored, when what it holds was really typed.
    `winners` is `[[rank, at, place, change, device, rev, [field, …]], …]`, as `merge` keeps it.
    """
    if winners.startswith("[[1,") and "]],[" not in winners:  # most records: one change set it all
        return f',"edited":{winners[4 : winners.index(",", 4)]}'
    groups = from_json(winners)
    times = {name: at for rank, at, *_, names in groups if rank for name in names if name}
    if not times:
        return ""
    instants = set(times.values())
    if len(instants) == 1 and all(rank for rank, *_ in groups):
        return f',"edited":{instants.pop()}'
    return f',"edited":{to_json(times).decode()}'


def instant(milliseconds: int) -> str:
    """An instant as the API writes it."""
    written = moment(milliseconds).isoformat(timespec="milliseconds")
    return written.removesuffix("+00:00") + "Z"


def moment(milliseconds: int) -> datetime:
    """The instant that is kept as a number."""
    return _EPOCH + timedelta(milliseconds=milliseconds)
