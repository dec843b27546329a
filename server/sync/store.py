"""The SQL of sync. Each query takes the account first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, delete, select, text, update
from sqlalchemy.orm import Session

from server import clock, database
from server.database import Executor
from server.heartbeat import beat
from server.records.kinds import KINDS
from server.records.models import IS_TO_BE_PURGED, Change, Record
from server.sync import statements
from server.sync.clock import Reading
from server.sync.codec import ChangeRow, RecordRow, read_row, write_row
from server.sync.holdings import Holdings
from server.sync.merge import purged
from server.sync.models import ServerEpoch, SyncHead

#: How many records are purged in one transaction.
CHUNK = 500
#: How long a deleted record and its history are kept at least.
REMEMBERED = timedelta(days=180)
#: The number of devices, most recently synced first, that count as current.
CURRENT_DEVICES = 20


def renew_epoch(s: Session, new: str) -> None:
    """Start a new epoch: no earlier cursor is trusted, and of the earlier revisions only those in
    the backup; later ones will be assigned again."""
    s.execute(update(ServerEpoch).values(epoch=new))
    lower = case((SyncHead.restored_rev < SyncHead.rev, SyncHead.restored_rev), else_=SyncHead.rev)
    s.execute(update(SyncHead).values(restored_rev=lower))


@dataclass(frozen=True, slots=True)
class Head:
    """The state of an account. `epoch` is that of this database; revisions up to `restored` mean
    the same as in earlier epochs."""

    rev: int
    forgotten: int
    epoch: str
    restored: int
    #: None: to be counted.
    holdings: Holdings | None


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device that synced before: its time zone, and its last edit."""

    timezone: str | None
    last: Reading | None


@dataclass(frozen=True, slots=True)
class AccountState:
    """What a sync must know of an account, from the moment at which it is the only writer."""

    head: Head
    #: Those that synced last, by their ids.
    devices: dict[str, KnownDevice]
    #: Which of the changes asked about were taken before.
    seen: set[str]
    #: Which of the records asked about exist: rows as `records_by_id` gives them.
    records: list[Any]


def lock(
    s: Executor,
    account_id: str,
    changes: Collection[str] = (),
    records: Collection[str] = (),
) -> AccountState:
    """Returns the state of the account, and those of these changes and records that exist. The
    account's row stays locked until the end of the transaction."""
    head = statements.LOCK_HEAD.run(s, account=account_id)
    devices = statements.CURRENT_DEVICES.run(s, account=account_id, most=CURRENT_DEVICES)
    seen: Iterable[Any] = ()
    if changes:
        seen = statements.SEEN_CHANGES.run(s, account=account_id, ids=",".join(changes))
    rows = records_by_id(s, account_id, records) if records else ()
    found = head.first()
    if found is None:
        statements.MAKE_HEAD.run(s, account=account_id)
        return lock(s, account_id, changes, records)
    return AccountState(_head(found), _devices(devices), {row.id for row in seen}, list(rows))


def lock_head(s: Executor, account_id: str) -> Head:
    """As `lock`, for what concerns neither devices nor records."""
    found = statements.LOCK_HEAD.run(s, account=account_id).first()
    return lock(s, account_id).head if found is None else _head(found)


def read_head(s: Executor, account_id: str) -> Head | None:
    """Returns the state of the account; None if it is gone."""
    found = statements.READ_HEAD.run(s, account=account_id).first()
    return None if found is None else _head(found)


def _head(row: Any) -> Head:
    is_counted = row.records is not None and row.bytes is not None
    return Head(
        rev=row.rev,
        forgotten=row.forgotten_rev,
        epoch=row.epoch,
        restored=row.restored_rev or 0,
        holdings=Holdings(records=row.records, bytes=row.bytes) if is_counted else None,
    )


def _devices(rows: Iterable[Any]) -> dict[str, KnownDevice]:
    return {row.id: KnownDevice(timezone=row.timezone, last=_last_edit(row)) for row in rows}


def _last_edit(row: Any) -> Reading | None:
    if row.last_edit_at is None:
        return None
    return Reading(at=row.last_edit_at, corrected=row.last_edit_corrected or 0)


def move_head(s: Executor, account_id: str, rev: int, holds: Holdings) -> None:
    """Set the account's revision, and what it stores."""
    statements.MOVE_HEAD.run(s, account=account_id, to=rev, has=holds.records, takes=holds.bytes)


def records_by_id(s: Executor, account_id: str, ids: Iterable[str]) -> Iterable[Any]:
    """Returns rows for `codec.read_row`, of those records that exist."""
    return statements.RECORDS_BY_ID.run(s, account=account_id, ids=",".join(ids))


def put_records(s: Executor, rows: Sequence[RecordRow]) -> None:
    """Write rows of `records`, replacing existing ones."""
    statements.PUT_RECORDS.run_many(s, rows)


def add_changes(s: Executor, rows: Sequence[ChangeRow]) -> None:
    """Write rows of `changes`."""
    statements.ADD_CHANGES.run_many(s, rows)


def records_after(s: Executor, account_id: str, rev: int, limit: int) -> Iterable[Any]:
    """Returns rows for `as_json.record_json`, of the records that changed after a revision, in the
    order of revisions.

    A record of which only the deletion has arrived has revision 0, and is never returned.
    """
    return statements.RECORDS_AFTER.run(s, account=account_id, after=rev, most=limit)


def zone_of_account(s: Executor, account_id: str) -> str | None:
    """Returns the time zone in the account's settings, even if this server does not know it."""
    found = statements.ZONE_OF_ACCOUNT.run(s, account=account_id).first()
    return None if found is None else str(found.timezone)


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
    """Record that a device synced. Without a time zone, or an edit, the last known one stays."""
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


def purge_deleted(now: datetime) -> int:
    """Purge the values and the history of records whose deletion the server learned of more than
    180 days ago. Returns of how many.

    That is counted from when the server learned of the deletion, not from when a phone says it was
    made. The id and the deletion stay, so that the same file, imported again, brings nobody back.
    No phone is told of them any more: `forgotten_rev` makes a device that has not pulled since
    start over.
    """
    before = clock.milliseconds(now - REMEMBERED)
    gone = 0
    while True:
        beat()
        with database.read() as s:
            account_id = s.scalar(_to_be_purged(before, Record.account_id).limit(1))
        if account_id is None:
            return gone
        with database.write() as s:
            gone += _purge(s, account_id, before)


def _purge(s: Session, account_id: str, before: int) -> int:
    head = lock(s, account_id).head
    found = _to_be_purged(before, Record.id).where(Record.account_id == account_id).limit(CHUNK)
    held = [read_row(row) for row in records_by_id(s, account_id, s.scalars(found).all())]
    put_records(s, [write_row(account_id, purged(each)) for each in held])
    s.execute(
        delete(Change).where(
            Change.account_id == account_id, Change.record_id.in_([each.id for each in held])
        ),
    )
    s.execute(
        update(SyncHead)
        .where(SyncHead.account_id == account_id)
        # What has gone was not reckoned with: the next sync counts anew.
        .values(
            forgotten_rev=max([head.forgotten, *(each.rev for each in held)]),
            records=None,
            bytes=None,
        )
    )
    return len(held)


def _to_be_purged(before: int, column: Any) -> Select[Any]:
    # Records of a newer server are left to it.
    is_known = Record.kind.in_(KINDS)
    return select(column).where(text(IS_TO_BE_PURGED), Record.changed_at < before, is_known)
