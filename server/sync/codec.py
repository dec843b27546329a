"""Converts between a record in memory and its row. Columns are addressed by name."""

from typing import Any, NamedTuple

from pydantic_core import to_json

from server.records import stamps
from server.records.kinds import KINDS
from server.sync.merge import Edit, RecordState


class RecordRow(NamedTuple):
    """A row of `records`; JSON columns are text."""

    account_id: str
    id: str
    kind: str
    rev: int
    fields: str
    winners: str
    conflicts: str | None
    deleted_at: int | None
    due_on: str | None
    arrived_at: int
    changed_at: int
    merged_into: str | None


class ChangeRow(NamedTuple):
    """A row of `changes`; JSON columns are text."""

    account_id: str
    id: str
    record_id: str
    device_id: str
    at: int
    position: int
    texts: str | None


def read_row(row: Any) -> RecordState:
    """Returns the record of a row with `id`, `kind`, `rev`, `fields`, `winners`, `conflicts`,
    `arrived_at` and `changed_at`; JSON columns are parsed."""
    kind = KINDS[row.kind]
    return RecordState(
        kind=kind,
        id=row.id,
        rev=row.rev,
        # A row of an older server lacks fields that were added since: they get their defaults.
        fields={**kind.blank, **row.fields},
        stamps={name: stamp for stamp, names in stamps.load(row.winners) for name in names},
        conflicts=row.conflicts or [],
        arrived_at=row.arrived_at,
        changed_at=row.changed_at,
    )


def write_row(account_id: str, held: RecordState) -> RecordRow:
    """Returns the row of a record."""
    gone = held.deletion()
    fields = held.fields
    is_open = gone is None and held.kind.name == "followup" and fields["status"] == "open"
    return RecordRow(
        account_id=account_id,
        id=held.id,
        kind=held.kind.name,
        rev=held.rev if held.is_born() else 0,
        fields=to_json(fields).decode(),
        winners=stamps.dump(held.stamps),
        conflicts=to_json(held.conflicts).decode() if held.conflicts else None,
        deleted_at=gone.at if gone else None,
        due_on=fields["due_on"] if is_open else None,
        arrived_at=held.arrived_at,
        changed_at=held.changed_at,
        merged_into=fields.get("merged_into"),
    )


def write_change(account_id: str, held: RecordState, edit: Edit) -> ChangeRow:
    """Returns the row of a change: it keeps what was typed, whatever happens to it in the
    record."""
    given = edit.set or {}
    texts = {name: given[name] for name in held.kind.text_fields if name in given}
    return ChangeRow(
        account_id=account_id,
        id=edit.change,
        record_id=held.id,
        device_id=edit.device,
        at=edit.at,
        position=edit.index,
        texts=to_json(texts).decode() if texts else None,
    )
