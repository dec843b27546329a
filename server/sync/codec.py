"""Between a record in memory and its row."""

from typing import Any

from server.records.kinds import KINDS
from server.sync.merge import Held, Stamp
from server.sync.store import AnyRow


def read_row(row: AnyRow) -> Held:
    """The record of a row (id, kind, rev, fields, winners, conflicts, arrived_at, changed_at)."""
    record, name, rev, fields, winners, conflicts, arrived_at, changed_at = row
    kind = KINDS[name]
    stamps = {field: Stamp(*stamp) for *stamp, names in winners for field in names}
    # A field that this version of the server has added gets its place, and its default.
    complete = {**kind.blank, **fields}
    return Held(kind, record, rev, complete, stamps, conflicts or [], arrived_at, changed_at)


def write_row(account_id: str, held: Held) -> dict[str, Any]:
    """The row of a record."""
    gone = held.deletion()
    fields = held.fields
    is_open = gone is None and held.kind.name == "followup" and fields["status"] == "open"
    return {
        "account_id": account_id,
        "id": held.id,
        "kind": held.kind.name,
        "rev": held.rev if held.is_born() else 0,
        "fields": fields,
        "winners": _group(held.stamps),
        "conflicts": held.conflicts or None,
        "deleted_at": None if gone is None else gone.at,
        "due_on": fields["due_on"] if is_open else None,
        "arrived_at": held.arrived_at,
        "changed_at": held.changed_at,
    }


def _group(stamps: dict[str, Stamp]) -> list[list[Any]]:
    """[[…stamp, [field, …]], …]: most records were set by one change."""
    groups: dict[str, list[Any]] = {}
    for name, stamp in stamps.items():
        group = groups.get(stamp.change)
        if group is None:
            groups[stamp.change] = [*stamp, [name]]
        else:
            group[-1].append(name)
    return list(groups.values())
