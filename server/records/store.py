"""The SQL to read records. Each query takes the account first."""

from collections.abc import Iterator
from typing import Any, cast

from sqlalchemy import Select, Table, Text, and_, select, type_coerce
from sqlalchemy.orm import Session

from server.records.as_json import record_json
from server.records.models import Change, Record

_RECORD = cast(Table, Record.__table__).c
#: The columns for `record_json`, JSON as the stored text. They belong to the table, not to the
#: mapped class, because a pull uses prepared statements.
JSON_COLUMNS = (
    _RECORD.id,
    _RECORD.kind,
    _RECORD.rev,
    type_coerce(_RECORD.fields, Text).label("fields"),
    type_coerce(_RECORD.conflicts, Text).label("conflicts"),
    _RECORD.deleted_at,
    type_coerce(_RECORD.winners, Text).label("winners"),
)
#: How many rows are fetched at once when all are read.
LOT = {"yield_per": 1000}


def kind_of(s: Session, account_id: str, record: str) -> str | None:
    """Returns the kind of the account's record with this id, None if it has none."""
    return s.scalar(
        select(Record.kind).where(
            Record.account_id == account_id, Record.id == record, Record.rev > 0
        )
    )


def revisions(s: Session, account_id: str, record: str) -> list[dict[str, Any]]:
    """Returns every value that the text fields of a record ever had, newest first."""
    wanted = _texts(account_id).where(Record.id == record)
    return [
        {name: value for name, value in revision.items() if name not in ("kind", "record")}
        for revision in _revisions(s, wanted)
    ]


def all_revisions(s: Session, account_id: str) -> Iterator[dict[str, Any]]:
    """Returns the same for all records of the account, with the `kind` and the id of the
    `record`."""
    return _revisions(s, _texts(account_id))


def all_records(s: Session, account_id: str) -> Iterator[str]:
    """Returns every record of the account as JSON, including those in the trash, in the order of
    revisions."""
    rows = s.execute(
        select(*JSON_COLUMNS)
        .where(Record.account_id == account_id, Record.rev > 0)
        .order_by(Record.rev)
        .execution_options(**LOT)
    )
    return map(record_json, rows)


def _texts(account_id: str) -> Select[*tuple[Any, ...]]:
    return (
        select(Record.kind, Change.record_id, Change.id, Change.device_id, Change.at, Change.texts)
        .join(
            Record,
            and_(Record.account_id == Change.account_id, Record.id == Change.record_id),
        )
        .where(Change.account_id == account_id, Change.texts.is_not(None))
        .order_by(Change.at.desc(), Change.position.desc(), Change.id.desc())
        .execution_options(**LOT)
    )


def _revisions(s: Session, wanted: Select[*tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    for kind, record, change, device, at, texts in s.execute(wanted):
        for name, value in texts.items():
            yield {
                "kind": kind,
                "record": record,
                "field": name,
                "value": value,
                "at": at,
                "device": device,
                "change": change,
            }
