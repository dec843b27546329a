"""The SQL of looking records up. Each query takes the account first."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.records.kinds import KINDS
from server.records.models import Change, Record


def kind_of(s: Session, account_id: str, record: str) -> str | None:
    """The kind of the account's record with this id, None if it has none."""
    return s.scalar(select(Record.kind).where(Record.account_id == account_id, Record.id == record))


def revisions(s: Session, account_id: str, record: str, kind: str) -> list[dict[str, Any]]:
    """Every value that the text fields of a record ever had, newest first."""
    changes = s.execute(
        select(Change.id, Change.device_id, Change.at, Change.set)
        .where(
            Change.account_id == account_id,
            Change.record_id == record,
            Change.set.is_not(None),
        )
        .order_by(Change.at.desc(), Change.position.desc(), Change.id.desc())
    )
    return [
        {"field": name, "value": value, "at": at, "device": device, "change": change}
        for change, device, at, fields in changes
        for name, value in fields.items()
        if name in KINDS[kind].text_fields
    ]


def all_records(s: Session, account_id: str) -> Iterator[Record]:
    """Every record of the account, those in the trash too, in the order of revisions."""
    yield from s.scalars(
        select(Record)
        .where(Record.account_id == account_id, Record.rev > 0)
        .order_by(Record.rev)
        .execution_options(yield_per=1000)
    )
