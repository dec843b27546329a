"""Between a record in memory and its row."""

from typing import Any

from pydantic_core import to_json

from server.prepared import Row
from server.records.kinds import KINDS
from server.sync.merge import Edit, RecordState, Stamp


def read_row(row: Row) -> RecordState:
    """The record of a row (id, kind, rev, fields, winners, conflicts, arrived_at, changed_at)."""
    record, name, rev, fields, winners, conflicts, arrived_at, changed_at = row
    kind = KINDS[name]
    stamps = {field: Stamp(*stamp) for *stamp, names in winners for field in names}
    # A field that this version of the server has added gets its place, and its default.
    complete = {**kind.blank, **fields}
    return RecordState(kind, record, rev, complete, stamps, conflicts or [], arrived_at, changed_at)


def write_row(account_id: str, held: RecordState) -> Row:
    """The row of a record, in the order of the columns."""
    gone = held.deletion()
    fields = held.fields
    is_open = gone is None and held.kind.name == "followup" and fields["status"] == "open"
    return (
        account_id,
        held.id,
        held.kind.name,
        held.rev if held.is_born() else 0,
        to_json(fields).decode(),
        to_json(_group(held.stamps)).decode(),
        to_json(held.conflicts).decode() if held.conflicts else None,
        gone.at if gone else None,
        fields["due_on"] if is_open else None,
        held.arrived_at,
        held.changed_at,
        fields.get("merged_into"),
    )


def pulled(row: Row) -> Row:
    """What `store.records_after` finds in a row that `write_row` made: (id, kind, rev, fields,
    conflicts, deleted_at, winners)."""
    _, record, kind, rev, fields, winners, conflicts, deleted_at, *_ = row
    return record, kind, rev, fields, conflicts, deleted_at, winners


def write_change(account_id: str, held: RecordState, edit: Edit) -> Row:
    """The row of a change, in the order of the columns: what somebody typed is kept, whatever
    becomes of it in the record."""
    given = edit.set or {}
    texts = {name: given[name] for name in held.kind.text_fields if name in given}
    return (
        account_id,
        edit.change,
        held.id,
        edit.device,
        edit.at,
        edit.index,
        to_json(texts).decode() if texts else None,
    )


def _group(stamps: dict[str, Stamp]) -> list[list[Any]]:
    """[[…stamp, [field, …]], …]: most records were set by one change."""
    groups: dict[str | Stamp, list[Any]] = {}
    for name, stamp in stamps.items():
        key: str | Stamp = stamp.change
        group = groups.get(key)
        if group is not None and (group[1] != stamp.at or group[0] != stamp.rank):
            # A change that was sent again, with the times that its fields had.
            key = stamp
            group = groups.get(key)
        if group is None:
            groups[key] = [*stamp, [name]]
        else:
            group[-1].append(name)
    return list(groups.values())
