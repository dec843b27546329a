"""Records that need not be sent back to a device, because they are stored exactly as it has just
sent them. Pure.

1. The device says how many fields of each kind it knows. It fills in fields that were never set, so
   it must know the same defaults as this server.
2. A record that this request created stands as it was sent, if all its changes were applied, each
   value was stored as it came, and nothing is deleted or disputed. Where a value was changed (text
   in another normal form, an instant or a number in another notation), the record is compared as
   JSON with what was sent; if it differs, it is sent back as it is stored.
3. For equal records, the result of each change has the record's `rev`, and when its fields were
   set.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydantic_core import to_json

from server.records.as_json import edited
from server.records.kinds import KINDS
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
    sent: dict[str, list[Change]] = {}
    others: set[str] = set()
    for change, result in zip(changes, results, strict=True):
        asked = change.asked
        if result["status"] == "applied" and asked is not None and asked.set is not None:
            sent.setdefault(change.record, []).append(change)
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


def _stands(row: RecordRow, sent: Collection[Change]) -> bool:
    """Returns whether a record has the fields that these changes sent, defaults in all others, and
    nothing else."""
    if not row.rev or row.deleted_at is not None or row.conflicts is not None:
        return False
    if all(change.asked is not None and change.asked.is_as_sent for change in sent):
        return True
    fields = dict(KINDS[row.kind].blank)
    for change in sent:
        fields |= change.raw["set"]
    return row.fields == to_json(fields).decode()


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
            result["rev"] = row.rev
            if (times := edited(row.winners)) is not None:
                result["edited"] = times
