"""The SQL of the buckets, and of how much an account holds.

One upsert takes a token, on one machine and on many.
"""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Executable,
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
from server.prepared import Executor, PreparedStatement, id_in
from server.rate_limits.models import RateBucket
from server.rate_limits.token_bucket import TokenBucket
from server.sync.holdings import CHANGE_BYTES, RECORD_BYTES, Holdings
from server.sync.statements import ACCOUNT, CHANGE, DEVICE, RECORD
from server.sync.store import insert_into

TABLE = cast(Table, RateBucket.__table__)
#: A device that has not synced for so long makes room for another.
IDLE = timedelta(days=30)
#: How many rows are deleted in one transaction.
CHUNK = 1000


def take(s: Session, key: str, bucket: TokenBucket, now: datetime) -> bool:
    """Take a token; gives whether there was one. The arithmetic is that of `TokenBucket.take`."""
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


def wait(s: Session, key: str, bucket: TokenBucket, now: datetime) -> int:
    """In how many milliseconds the bucket has a token."""
    full_at = s.scalar(select(RateBucket.full_at).where(RateBucket.key == key))
    at = clock.milliseconds(now)
    return bucket.wait(at if full_at is None else full_at, at)


def fill(s: Session, key: str) -> None:
    """Give back all that was taken."""
    s.execute(delete(RateBucket).where(RateBucket.key == key))


def mark(s: Session, key: str, until: datetime) -> None:
    """Remember a key until then: as a row that is no bucket of anything."""
    at = clock.milliseconds(until)
    row = insert_into(s, TABLE).values(key=key, full_at=at)
    s.execute(row.on_conflict_do_update(index_elements=["key"], set_={"full_at": at}))


def is_marked(s: Session, key: str, now: datetime) -> bool:
    """Whether the key is remembered."""
    until = s.scalar(select(RateBucket.full_at).where(RateBucket.key == key))
    return until is not None and until > clock.milliseconds(now)


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


def _records_held(dialect: str) -> Executable:
    there = and_(RECORD.c.rev > 0, RECORD.c.deleted_at.is_(None))
    return select(
        func.count().filter(there),
        func.count(),
        func.coalesce(func.sum(_bytes(dialect, RECORD.c.fields)), 0),
    ).where(RECORD.c.account_id == ACCOUNT)


def _changes_held(dialect: str) -> Executable:
    taken = func.coalesce(func.sum(_bytes(dialect, CHANGE.c.texts)), 0)
    return select(func.count(), taken).where(CHANGE.c.account_id == ACCOUNT)


def _devices(_dialect: str) -> Executable:
    return (
        select(DEVICE.c.id, DEVICE.c.last_sync_at)
        .where(DEVICE.c.account_id == ACCOUNT)
        .order_by(DEVICE.c.last_sync_at)
    )


def _forget_devices(dialect: str) -> Executable:
    return delete(DEVICE).where(DEVICE.c.account_id == ACCOUNT, id_in(dialect, DEVICE.c.id))


RECORDS_HELD = PreparedStatement(_records_held)
CHANGES_HELD = PreparedStatement(_changes_held)
ALL_DEVICES = PreparedStatement(_devices)
FORGET_DEVICES = PreparedStatement(_forget_devices)


def count_holdings(s: Executor, account_id: str) -> Holdings:
    """What an account holds, counted: once, for one that was there before this was reckoned."""
    ((records, number, in_records),) = RECORDS_HELD.run(s, account=account_id)
    ((changes, in_changes),) = CHANGES_HELD.run(s, account=account_id)
    rows = number * RECORD_BYTES + changes * CHANGE_BYTES
    return Holdings(records=records, bytes=rows + int(in_records) + int(in_changes))


def make_room_for_device(
    s: Executor, account_id: str, device: str, most: int, now: datetime
) -> bool:
    """Whether an account may sync from a device: one that it has, or one more of so many. The
    idlest devices are forgotten for it, if they have not synced for IDLE."""
    devices = list(ALL_DEVICES.run(s, account=account_id))
    if any(each == device for each, _ in devices):
        return True
    surplus = devices[: max(0, len(devices) - most + 1)]
    idle = [each for each, last_sync_at in surplus if last_sync_at <= now - IDLE]
    FORGET_DEVICES.run(s, account=account_id, ids=",".join(idle))
    return len(idle) == len(surplus)


def _bytes(dialect: str, column: Any) -> ColumnElement[int]:
    """The bytes of a text in UTF-8."""
    if dialect == "postgresql":
        return func.octet_length(type_coerce(column, Text))
    return func.length(cast_to(type_coerce(column, Text), LargeBinary))
