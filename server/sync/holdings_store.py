"""The SQL to count what an account stores, and its devices."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    LargeBinary,
    Text,
    and_,
    cast,
    column,
    delete,
    func,
    select,
    table,
    type_coerce,
)

from server.columns import UuidText
from server.prepared import Executor, PreparedStatement, id_in
from server.sync.holdings import CHANGE_BYTES, RECORD_BYTES, Holdings
from server.sync.statements import ACCOUNT, CHANGE, DEVICE, RECORD

#: A device that has not synced for so long makes room for another.
IDLE = timedelta(days=30)

#: These tables are defined in `blobs`, which imports this folder; so they are named here only.
_BYTES = [
    table(name, column("account_id", UuidText), column("bytes", BigInteger))
    for name in ("blobs", "uploads")
]


def _records_held(dialect: str) -> Executable:
    there = and_(RECORD.c.rev > 0, RECORD.c.deleted_at.is_(None))
    return select(
        func.count().filter(there).label("records"),
        func.count().label("rows"),
        func.coalesce(func.sum(_bytes(dialect, RECORD.c.fields)), 0).label("bytes"),
    ).where(RECORD.c.account_id == ACCOUNT)


def _changes_held(dialect: str) -> Executable:
    taken = func.coalesce(func.sum(_bytes(dialect, CHANGE.c.texts)), 0)
    return select(func.count().label("rows"), taken.label("bytes")).where(
        CHANGE.c.account_id == ACCOUNT
    )


def _devices(_dialect: str) -> Executable:
    return (
        select(DEVICE.c.id, DEVICE.c.last_sync_at)
        .where(DEVICE.c.account_id == ACCOUNT)
        .order_by(DEVICE.c.last_sync_at)
    )


def _forget_devices(dialect: str) -> Executable:
    return delete(DEVICE).where(DEVICE.c.account_id == ACCOUNT, id_in(dialect, DEVICE.c.id))


def _attachments_held(_dialect: str) -> Executable:
    parts = [
        select(func.coalesce(func.sum(each.c.bytes), 0))
        .where(each.c.account_id == ACCOUNT)
        .scalar_subquery()
        for each in _BYTES
    ]
    return select((parts[0] + parts[1]).label("bytes"))


RECORDS_HELD = PreparedStatement(_records_held)
CHANGES_HELD = PreparedStatement(_changes_held)
ATTACHMENTS_HELD = PreparedStatement(_attachments_held)
ALL_DEVICES = PreparedStatement(_devices)
FORGET_DEVICES = PreparedStatement(_forget_devices)


def count_holdings(s: Executor, account_id: str) -> Holdings:
    """Returns what an account stores, by counting it. Needed once, for an account from before the
    running totals."""
    records = RECORDS_HELD.run(s, account=account_id).first()
    changes = CHANGES_HELD.run(s, account=account_id).first()
    attached = ATTACHMENTS_HELD.run(s, account=account_id).first()
    rows = records.rows * RECORD_BYTES + changes.rows * CHANGE_BYTES
    taken = rows + int(records.bytes) + int(changes.bytes) + int(attached.bytes)
    return Holdings(records=records.records, bytes=taken)


def make_room_for_device(
    s: Executor, account_id: str, device: str, most: int, now: datetime
) -> bool:
    """Returns whether an account may sync from a device: a known one, or a new one within the
    limit. To make room, the devices that have not synced for IDLE are deleted, longest unused
    first."""
    devices = list(ALL_DEVICES.run(s, account=account_id))
    if any(each.id == device for each in devices):
        return True
    surplus = devices[: max(0, len(devices) - most + 1)]
    idle = [each.id for each in surplus if each.last_sync_at <= now - IDLE]
    FORGET_DEVICES.run(s, account=account_id, ids=",".join(idle))
    return len(idle) == len(surplus)


def _bytes(dialect: str, column: Any) -> ColumnElement[int]:
    """The length of a text in bytes of UTF-8."""
    if dialect == "postgresql":
        return func.octet_length(type_coerce(column, Text))
    return func.length(cast(type_coerce(column, Text), LargeBinary))
