"""A record in the JSON of the API."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic_core import from_json, to_json

from server.records.stamps import KEPT_STONE, load, only_edit_at

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def record_json(row: Any) -> str:
    """Returns the JSON of a row with `id`, `kind`, `rev`, `deleted_at`, and `fields`, `conflicts`
    and `winners`, which are JSON already. It is concatenated from what is stored, so that every
    device gets the same bytes."""
    winners = row.winners
    gone = "null" if row.deleted_at is None else f'"{instant(row.deleted_at)}"'
    more = "" if row.conflicts is None else f',"conflicts":{row.conflicts}'
    if winners.startswith(KEPT_STONE):
        more += ',"forgotten":true'
    times = edited(winners)
    if times is not None:
        more += f',"edited":{times if type(times) is int else to_json(times).decode()}'
    return (
        f'{{"kind":"{row.kind}","id":"{row.id}","rev":{row.rev},"fields":{row.fields},'
        f'"deleted_at":{gone}{more}}}'
    )


def edited(winners: str) -> int | dict[str, int] | None:
    """Returns when the fields were set. One instant for all of them, or one for each field; None
    for a record that was only ever filled with `if_absent`.

    It lets a phone say, after a backup was restored, when its values were really typed. `winners`
    is in the format of `records.stamps`.
    """
    at = only_edit_at(winners)
    if at is not None:
        return at
    groups = list(load(from_json(winners)))
    times = {name: stamp.at for stamp, names in groups if stamp.rank for name in names if name}
    if not times:
        return None
    instants = set(times.values())
    if len(instants) == 1 and all(stamp.rank for stamp, _ in groups):
        return instants.pop()
    return times


def instant(milliseconds: int) -> str:
    """Returns an instant as the API writes it."""
    written = moment(milliseconds).isoformat(timespec="milliseconds")
    return written.removesuffix("+00:00") + "Z"


def moment(milliseconds: int) -> datetime:
    """Returns the instant of a stored number."""
    return _EPOCH + timedelta(milliseconds=milliseconds)
