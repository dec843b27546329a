"""The SQL of sync. Each query takes the account first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, delete, select, update
from sqlalchemy.orm import Session

from server import clock, database
from server.heartbeat import beat
from server.prepared import Executor, Row
from server.records.models import Change, Record
from server.sync import statements
from server.sync.clock import Reading
from server.sync.merge import STONE_AT
from server.sync.models import ServerEpoch, SyncHead

#: How many records are forgotten in one transaction.
CHUNK = 500
#: How long a deleted record and its history are kept at least.
REMEMBERED = timedelta(days=180)
#: A device is taken for one of the account's current ones while it is among this many.
CURRENT_DEVICES = 20


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


@dataclass(frozen=True, slots=True)
class AccountState:
    """What a sync has to know of an account, as of the moment from which it alone may write."""

    head: Head
    #: (time zone, last edit) of the devices that synced last.
    devices: dict[str, tuple[str | None, Reading | None]]
    #: Which of the changes asked about were taken before.
    seen: set[str]
    #: Which of the records asked about exist: rows as `records_by_id` gives them.
    records: list[Row]


def lock(
    s: Executor, account_id: str, changes: Collection[str] = (), records: Collection[str] = ()
) -> AccountState:
    """Where the account stands, and what there is of these changes and records. Its row stays
    locked to the end of the transaction."""
    head = statements.LOCK_HEAD.run(s, account=account_id)
    devices = statements.CURRENT_DEVICES.run(s, account=account_id, most=CURRENT_DEVICES)
    seen: Iterable[Row] = ()
    if changes:
        seen = statements.SEEN_CHANGES.run(s, account=account_id, ids=",".join(changes))
    rows = records_by_id(s, account_id, records) if records else ()
    found = head.first()
    if found is None:
        statements.MAKE_HEAD.run(s, account=account_id)
        return lock(s, account_id, changes, records)
    return AccountState(_head(found), _devices(devices), {row[0] for row in seen}, list(rows))


def _head(row: Row) -> Head:
    rev, forgotten, epoch, restored, records, taken = row
    holdings = None if records is None or taken is None else (records, taken)
    return Head(rev, forgotten, epoch, restored or 0, holdings)


def _devices(rows: Iterable[Row]) -> dict[str, tuple[str | None, Reading | None]]:
    return {
        device: (timezone, Reading(at, corrected or 0) if at is not None else None)
        for device, timezone, at, corrected in rows
    }


def move_head(s: Executor, account_id: str, rev: int, records: int, taken: int) -> None:
    """The account is at this revision now, has so many records and takes so many bytes."""
    statements.MOVE_HEAD.run(s, account=account_id, to=rev, has=records, takes=taken)


def records_by_id(s: Executor, account_id: str, ids: Iterable[str]) -> Iterable[Row]:
    """(id, kind, rev, fields, winners, conflicts, arrived_at, changed_at) of those that exist."""
    return statements.RECORDS_BY_ID.run(s, account=account_id, ids=",".join(ids))


def put_records(s: Executor, rows: Sequence[Row]) -> None:
    """Write whole rows of `records`, in the order of its columns, over those which exist."""
    statements.PUT_RECORDS.run_many(s, rows)


def add_changes(s: Executor, rows: Sequence[Row]) -> None:
    """Write rows of `changes`, in the order of its columns."""
    statements.ADD_CHANGES.run_many(s, rows)


def records_after(s: Executor, account_id: str, rev: int, limit: int) -> Iterable[Row]:
    """(id, kind, rev, fields, conflicts, deleted_at, winners) of records changed after a revision,
    in the order of revisions; `fields`, `conflicts` and `winners` as the stored JSON texts.

    A record of which nothing but its deletion has arrived has revision 0 and is nobody's business.
    """
    return statements.RECORDS_AFTER.run(s, account=account_id, after=rev, most=limit)


def zone_of_account(s: Executor, account_id: str) -> str | None:
    """The time zone that the account names, whether anybody knows it or not."""
    found = statements.ZONE_OF_ACCOUNT.run(s, account=account_id).first()
    return None if found is None else str(found[0])


def put_device(
    s: Executor,
    account_id: str,
    device: str,
    *,
    session_id: str,
    timezone: str | None,
    now: datetime,
    last: Reading | None,
) -> None:
    """Note that a device synced. Without a time zone, or an edit, the last known stays."""
    statements.PUT_DEVICE.run(
        s,
        _account_id=account_id,
        _id=device,
        _session_id=session_id,
        _timezone=timezone,
        _last_sync_at=now,
        _last_edit_at=last and last.at,
        _last_edit_corrected=last and last.corrected,
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
        beat()
        with database.read() as s:
            account_id = s.scalar(_forgotten(Record.account_id, before).limit(1))
        if account_id is None:
            return gone
        with database.write() as s:
            gone += _purge(s, account_id, before)


def _purge(s: Session, account_id: str, before: int) -> int:
    head = lock(s, account_id).head
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
    # What was forgotten for good stays, an empty stone: it would come back from another phone.
    is_stone = Record.deleted_at == STONE_AT
    return select(column, *more).where(
        Record.deleted_at.is_not(None), ~is_stone, Record.changed_at < before
    )
