"""The SQL of sync. Each query takes the account first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Row, Select, Table, case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from server import clock, database
from server.records.models import Change, Record
from server.sync.clock import Reading
from server.sync.models import ServerEpoch, SyncHead
from server.sync.statements import driver_sql, insert, statement

#: How many records are forgotten in one transaction.
CHUNK = 500
#: How long a deleted record and its history are kept at least.
REMEMBERED = timedelta(days=180)
#: A device is taken for one of the account's current ones while it is among this many.
CURRENT_DEVICES = 20

#: What a query gives that was put together at import.
AnyRow = Row[*tuple[Any, ...]]


def insert_into(s: Session, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows `on_conflict_do_update`, for the database in use."""
    return insert(s.get_bind().dialect.name, table)


def _run(s: Session, name: str, account_id: str, **more: Any) -> CursorResult[*tuple[Any, ...]]:
    connection = s.connection()
    made = statement(connection.dialect.name, name)
    return connection.execute(made, {"account": account_id} | more)


def renew_epoch(s: Session, new: str) -> None:
    """From now on no cursor given out before is trusted, and of a revision given out before only
    what the backup holds: what came after it will be given out a second time."""
    s.execute(update(ServerEpoch).values(epoch=new))
    lower = case((SyncHead.restored_rev < SyncHead.rev, SyncHead.restored_rev), else_=SyncHead.rev)
    s.execute(update(SyncHead).values(restored_rev=lower))


@dataclass(frozen=True, slots=True)
class Head:
    """Where an account stands. `epoch` is that of this database; up to the revision `restored`
    those of earlier epochs mean the same."""

    rev: int
    forgotten: int
    epoch: str
    restored: int
    #: How many records it has and about how many bytes it takes; None: to be counted.
    holdings: tuple[int, int] | None


def lock_head(s: Session, account_id: str) -> Head:
    """Where the account stands; its row stays locked to the end of the transaction."""
    found = _run(s, "lock_head", account_id).first()
    if found is None:
        _run(s, "make_head", account_id)
        found = _run(s, "lock_head", account_id).one()
    rev, forgotten, epoch, restored, records, taken = found
    holdings = None if records is None or taken is None else (records, taken)
    return Head(rev, forgotten, epoch, restored or 0, holdings)


def move_head(s: Session, account_id: str, rev: int, records: int, taken: int) -> None:
    """The account is at this revision now, has so many records and takes so many bytes."""
    _run(s, "move_head", account_id, to=rev, has=records, takes=taken)


def seen_changes(s: Session, account_id: str, ids: Iterable[str]) -> set[str]:
    """Which of these changes were taken before."""
    return set(_run(s, "seen_changes", account_id, ids=",".join(ids)).scalars())


def records_by_id(s: Session, account_id: str, ids: Iterable[str]) -> Iterator[AnyRow]:
    """(id, kind, rev, fields, winners, conflicts, arrived_at, changed_at) of those that exist."""
    yield from _run(s, "records_by_id", account_id, ids=",".join(ids))


def put_records(s: Session, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write whole rows of `records`, in the order of its columns, over those which exist."""
    _write_many(s, "put_records", rows, ids=2)


def add_changes(s: Session, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows of `changes`, in the order of its columns."""
    _write_many(s, "add_changes", rows, ids=4)


def _write_many(s: Session, name: str, rows: Sequence[tuple[Any, ...]], *, ids: int) -> None:
    """Run an upsert for each row. The first `ids` columns are UUIDs, JSON is text already.

    The statement is SQLAlchemy's, the parameters go straight to the driver: preparing them one by
    one was a quarter of what an upload costs.
    """
    if not rows:
        return
    connection = s.connection()
    dialect = connection.dialect.name
    if dialect == "sqlite":  # which keeps the digits of a UUID
        rows = [(*[each.replace("-", "") for each in row[:ids]], *row[ids:]) for row in rows]
    connection.exec_driver_sql(driver_sql(dialect, name), list(rows))


def records_after(s: Session, account_id: str, rev: int, limit: int) -> Iterator[AnyRow]:
    """(id, kind, rev, fields, conflicts, deleted_at, winners) of records changed after a revision,
    in the order of revisions; `fields`, `conflicts` and `winners` as the stored JSON texts.

    A record of which nothing but its deletion has arrived has revision 0 and is nobody's business.
    """
    yield from _run(s, "records_after", account_id, after=rev, most=limit)


def current_devices(s: Session, account_id: str) -> dict[str, tuple[str | None, Reading | None]]:
    """(time zone, last edit) of the devices that synced last."""
    rows = _run(s, "current_devices", account_id, most=CURRENT_DEVICES)
    return {
        device: (timezone, Reading(at, corrected or 0) if at is not None else None)
        for device, timezone, at, corrected in rows
    }


def put_device(
    s: Session,
    account_id: str,
    device: str,
    *,
    session_id: str,
    timezone: str | None,
    now: datetime,
    last: Reading | None,
) -> None:
    """Note that a device synced. Without a time zone, or an edit, the last known stays."""
    _run(
        s,
        "put_device",
        account_id,
        id=device,
        session_id=session_id,
        timezone=timezone,
        last_sync_at=now,
        last_edit_at=last and last.at,
        last_edit_corrected=last and last.corrected,
    )


def purge_forgotten(now: datetime) -> int:
    """Forget the records, with their history, that nothing was heard of for 180 days but that they
    are deleted. Gives how many.

    It counts from when the server heard of the deletion, not from when a phone says it made it.
    A device that has not pulled since then is told to start over, by `forgotten_rev`.
    """
    before = clock.milliseconds(now - REMEMBERED)
    gone = 0
    while True:
        with database.read() as s:
            account_id = s.scalar(_forgotten(Record.account_id, before).limit(1))
        if account_id is None:
            return gone
        with database.write() as s:
            gone += _purge(s, account_id, before)


def _purge(s: Session, account_id: str, before: int) -> int:
    head = lock_head(s, account_id)
    rows = s.execute(
        _forgotten(Record.id, before, Record.rev)
        .where(Record.account_id == account_id)
        .limit(CHUNK)
    ).all()
    ids = [record for record, _ in rows]
    s.execute(
        delete(Change).where(Change.account_id == account_id, Change.record_id.in_(ids)),
    )
    s.execute(delete(Record).where(Record.account_id == account_id, Record.id.in_(ids)))
    s.execute(
        update(SyncHead)
        .where(SyncHead.account_id == account_id)
        # What has gone was not reckoned with: the next sync counts anew.
        .values(
            forgotten_rev=max([head.forgotten, *(rev for _, rev in rows)]), records=None, bytes=None
        )
    )
    return len(ids)


def _forgotten(column: Any, before: int, *more: Any) -> Select[*tuple[Any, ...]]:
    return select(column, *more).where(Record.deleted_at.is_not(None), Record.changed_at < before)
