"""What a device need not be sent back: the records that stand as it has just sent them. Pure.

1. The device says how many fields of each kind it knows. It fills in what was never set, so that it
   has to know the same defaults as this server.
2. A record that this request made, of which each change was applied and nothing is deleted or
   disputed, is compared as JSON with what was sent: text that came in another normal form, an
   instant or a number that was written in another way, all come back as they are kept.
3. The result of each of its changes then says its `rev`, and when its fields were set.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydantic_core import from_json, to_json

from server.records.as_json import edited
from server.records.kinds import KINDS, Fields
from server.sync.codec import RecordRow
from server.sync.request import Change


def find_as_sent(
    known: Mapping[str, int],
    changes: Collection[Change],
    results: Collection[dict[str, Any]],
    made: Iterable[RecordRow],
) -> dict[str, RecordRow]:
    """Returns those of the records that a batch `made` which stand as it set them, by their ids.

    `known` has the number of fields that the device knows of each kind. There is one result a
    change.
    """
    sent: dict[str, Fields] = {}
    others: set[str] = set()
    for change, result in zip(changes, results, strict=True):
        given = change.raw.get("set")
        if result["status"] == "applied" and given is not None:
            sent.setdefault(change.record, {}).update(given)
        else:
            others.add(change.record)
    return {
        row.id: row
        for row in made
        if row.id in sent
        and row.id not in others
        and known.get(row.kind) == len(KINDS[row.kind].fields)
        and _stands(row, sent[row.id])
    }


def _stands(row: RecordRow, sent: Fields) -> bool:
    """Whether a record has these fields, all others at their default, and nothing besides."""
    if not row.rev or row.deleted_at is not None or row.conflicts is not None:
        return False
    return row.fields == to_json({**KINDS[row.kind].blank, **sent}).decode()


def tell_briefly(
    changes: Collection[Change],
    results: Collection[dict[str, Any]],
    as_sent: Mapping[str, RecordRow],
    reached: int,
) -> None:
    """Add `rev` and `edited` to the results of the records that stand as they were sent, as far as
    this page reaches: what is beyond comes whole, with the next one."""
    for change, result in zip(changes, results, strict=True):
        row = as_sent.get(change.record)
        if row is not None and row.rev <= reached:
            result |= from_json(f'{{"rev":{row.rev}{edited(row.winners)}}}')
