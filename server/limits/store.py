"""The SQL of the buckets, and of how much an account holds.

One upsert takes a token, on one machine and on many.
"""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Table,
    Text,
    and_,
    case,
    delete,
    func,
    select,
    type_coerce,
)
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session

from server import clock, database
from server.limits.bucket import Bucket
from server.limits.holdings import CHANGE_BYTES, RECORD_BYTES, Holdings
from server.limits.models import RateBucket
from server.records.models import Change, Record
from server.sync.models import Device
from server.sync.store import insert_into

TABLE = cast(Table, RateBucket.__table__)
#: A device that has not synced for so long makes room for another.
IDLE = timedelta(days=30)
#: How many rows are deleted in one transaction.
CHUNK = 1000


def take(s: Session, key: str, bucket: Bucket, now: datetime) -> bool:
    """Take a token; gives whether there was one. The arithmetic is that of `Bucket.take`."""
    at = clock.milliseconds(now)
    full_at = TABLE.c.full_at
    empty = at + bucket.span
    start = case((and_(full_at > at, full_at <= empty), full_at), else_=at)
    row = insert_into(s, TABLE).values(key=key, full_at=at + bucket.every)
    taken = row.on_conflict_do_update(
        index_elements=["key"],
        set_={"full_at": start + bucket.every},
        where=start + bucket.every <= empty,
    ).returning(full_at)
    return s.execute(taken).first() is not None


def wait(s: Session, key: str, bucket: Bucket, now: datetime) -> int:
    """In how many milliseconds the bucket has a token."""
    full_at = s.scalar(select(RateBucket.full_at).where(RateBucket.key == key))
    at = clock.milliseconds(now)
    return bucket.wait(at if full_at is None else full_at, at)


def fill(s: Session, key: str) -> None:
    """Give back all that was taken."""
    s.execute(delete(RateBucket).where(RateBucket.key == key))


def purge(now: datetime) -> int:
    """Forget the buckets that are full; gives how many."""
    full = select(RateBucket.key).where(RateBucket.full_at <= clock.milliseconds(now)).limit(CHUNK)
    gone = 0
    while True:
        with database.write() as s:
            keys = s.scalars(
                delete(RateBucket).where(RateBucket.key.in_(full)).returning(RateBucket.key)
            ).all()
        gone += len(keys)
        if len(keys) < CHUNK:
            return gone


def count_holdings(s: Session, account_id: str) -> Holdings:
    """What an account holds, counted: once, for one that was there before this was reckoned."""
    there = and_(Record.rev > 0, Record.deleted_at.is_(None))
    records, number, in_records = s.execute(
        select(
            func.count().filter(there),
            func.count(),
            func.coalesce(func.sum(_bytes(s, Record.fields)), 0),
        ).where(Record.account_id == account_id)
    ).one()
    changes, in_changes = s.execute(
        select(func.count(), func.coalesce(func.sum(_bytes(s, Change.texts)), 0)).where(
            Change.account_id == account_id
        )
    ).one()
    rows = number * RECORD_BYTES + changes * CHANGE_BYTES
    return Holdings(records=records, bytes=rows + int(in_records) + int(in_changes))


def make_room_for_device(
    s: Session, account_id: str, device: str, most: int, now: datetime
) -> bool:
    """Whether an account may sync from a device: one that it has, or one more of so many. The
    idlest devices are forgotten for it, if they have not synced for IDLE."""
    devices = s.execute(
        select(Device.id, Device.last_sync_at)
        .where(Device.account_id == account_id)
        .order_by(Device.last_sync_at)
    ).all()
    if any(each.id == device for each in devices):
        return True
    surplus = devices[: max(0, len(devices) - most + 1)]
    idle = [each.id for each in surplus if each.last_sync_at <= now - IDLE]
    s.execute(delete(Device).where(Device.account_id == account_id, Device.id.in_(idle)))
    return len(idle) == len(surplus)


def _bytes(s: Session, column: Any) -> ColumnElement[int]:
    """The bytes of a text in UTF-8."""
    if s.get_bind().dialect.name == "postgresql":
        return func.octet_length(type_coerce(column, Text))
    return func.length(cast_to(type_coerce(column, Text), LargeBinary))
