"""Records that need not be sent back to a device, because they are stored exactly as it has just
sent them. Pure.

1. The device says how many fields of each kind it knows. It fills in fields that were never set, so
   it must know the same defaults as this server.
2. A record that this request created is compared as JSON with what was sent, if all its changes
   were applied and nothing is deleted or disputed. Text that came in another normal form, or an
   instant or number in another notation, makes it different, and the record is sent back as it is
   stored.
3. For equal records, the result of each change has the record's `rev`, and when its fields were
   set.
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
    """Returns those of the records `made` by a batch that are stored as it set them, by their ids.

    `known` has the number of fields of each kind that the device knows. There is one result for
    each change.
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
    """Returns whether a record has these fields, defaults in all others, and nothing else."""
    if not row.rev or row.deleted_at is not None or row.conflicts is not None:
        return False
    return row.fields == to_json({**KINDS[row.kind].blank, **sent}).decode()


def tell_briefly(
    changes: Collection[Change],
    results: Collection[dict[str, Any]],
    as_sent: Mapping[str, RecordRow],
    reached: int,
) -> None:
    """Add `rev` and `edited` to the results of the records that are stored as they were sent, up to
    the end of this page; later ones are sent whole, with the next page."""
    for change, result in zip(changes, results, strict=True):
        row = as_sent.get(change.record)
        if row is not None and row.rev <= reached:
            result |= from_json(f'{{"rev":{row.rev}{edited(row.winners)}}}')
