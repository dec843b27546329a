"""The SQL of the buckets: one upsert takes a token, with any number of servers."""

from datetime import datetime
from typing import cast

from sqlalchemy import (
    Table,
    and_,
    case,
    delete,
    select,
)
from sqlalchemy.orm import Session

from server import clock, database
from server.heartbeat import beat
from server.rate_limits.models import RateBucket
from server.rate_limits.token_bucket import TokenBucket
from server.upsert import insert_into

TABLE = cast(Table, RateBucket.__table__)
#: How many rows are deleted in one transaction.
CHUNK = 1000


def take(s: Session, key: str, bucket: TokenBucket, now: datetime) -> bool:
    """Take a token. Returns whether there was one. Computes what `TokenBucket.take` does."""
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
    """Returns in how many milliseconds the bucket has a token."""
    full_at = s.scalar(select(RateBucket.full_at).where(RateBucket.key == key))
    at = clock.milliseconds(now)
    return bucket.wait(at if full_at is None else full_at, at)


def fill(s: Session, key: str) -> None:
    """Refill the bucket."""
    s.execute(delete(RateBucket).where(RateBucket.key == key))


def mark(s: Session, key: str, until: datetime) -> None:
    """Remember a key until then, as a row that is not a real bucket."""
    at = clock.milliseconds(until)
    row = insert_into(s, TABLE).values(key=key, full_at=at)
    s.execute(row.on_conflict_do_update(index_elements=["key"], set_={"full_at": at}))


def is_marked(s: Session, key: str, now: datetime) -> bool:
    """Returns whether the key is remembered."""
    until = s.scalar(select(RateBucket.full_at).where(RateBucket.key == key))
    return until is not None and until > clock.milliseconds(now)


def purge(now: datetime) -> int:
    """Delete the buckets that are full. Returns how many. It works through ranges of the index with
    both ends given, so that the database reads no more than that whatever plan it chooses."""
    at = clock.milliseconds(now)
    chunk = select(RateBucket.full_at).where(RateBucket.full_at <= at)
    gone = 0
    while True:
        beat()
        with database.write() as s:
            full = s.scalars(chunk.order_by(RateBucket.full_at).limit(CHUNK)).all()
            if full:
                stretch = RateBucket.full_at.between(full[0], full[-1])
                gone += len(
                    s.scalars(delete(RateBucket).where(stretch).returning(TABLE.c.key)).all()
                )
        if len(full) < CHUNK:
            return gone
