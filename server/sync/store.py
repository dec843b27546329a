"""The SQL of sync. Each query takes the account first.

Statements are built once a process: putting one together costs as much as running it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Executable,
    Row,
    Select,
    Table,
    Text,
    Uuid,
    bindparam,
    delete,
    func,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from server import database
from server.records.models import Change, Record
from server.records.store import JSON_COLUMNS
from server.sync.clock import Reading
from server.sync.models import Device, ServerEpoch, SyncHead

#: How many records are forgotten in one transaction.
CHUNK = 500
#: How long a deleted record and its history are kept at least.
REMEMBERED = timedelta(days=180)
#: A device is taken for one of the account's current ones while it is among this many.
CURRENT_DEVICES = 20

#: What a query gives that was put together at import.
AnyRow = Row[*tuple[Any, ...]]

_RECORD: Table = Record.__table__  # type: ignore[assignment]
_CHANGE: Table = Change.__table__  # type: ignore[assignment]
_HEAD: Table = SyncHead.__table__  # type: ignore[assignment]
_DEVICE: Table = Device.__table__  # type: ignore[assignment]


def insert_into(s: Session, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows `on_conflict_do_update`, for the database in use."""
    return _insert(s.get_bind().dialect.name, table)


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def epoch(s: Session) -> str:
    """The epoch of this database."""
    return s.execute(_EPOCH).scalar_one()


_EPOCH = select(ServerEpoch.epoch)


def renew_epoch(s: Session, new: str) -> None:
    """From now on no cursor given out before is trusted."""
    s.execute(update(ServerEpoch).values(epoch=new))


def lock_head(s: Session, account_id: str) -> tuple[int, int]:
    """The account's (revision, forgotten revision); its row stays locked to the end."""
    statement = _statement(s.get_bind().dialect.name, "lock_head")
    rev, forgotten = s.execute(statement, {"account_id": account_id}).one()
    return rev, forgotten


def move_head(s: Session, account_id: str, rev: int) -> None:
    s.execute(_MOVE_HEAD, {"of": account_id, "to": rev})


_MOVE_HEAD = update(_HEAD).where(_HEAD.c.account_id == bindparam("of")).values(rev=bindparam("to"))


def seen_changes(s: Session, account_id: str, ids: Iterable[str]) -> set[str]:
    """Which of these changes were taken before."""
    query = _statement(s.get_bind().dialect.name, "seen_changes")
    return set(s.execute(query, {"account_id": account_id, "ids": _listed(ids)}).scalars())


def records_by_id(s: Session, account_id: str, ids: Iterable[str]) -> Iterator[AnyRow]:
    """(id, kind, rev, fields, winners, conflicts, arrived_at, changed_at) of those that exist."""
    query = _statement(s.get_bind().dialect.name, "records_by_id")
    yield from s.execute(query, {"account_id": account_id, "ids": _listed(ids)})


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
    dialect = s.get_bind().dialect.name
    if dialect == "sqlite":  # which keeps the digits of a UUID
        rows = [(*[each.replace("-", "") for each in row[:ids]], *row[ids:]) for row in rows]
    s.connection().exec_driver_sql(_driver_sql(dialect, name), list(rows))


@cache
def _driver_sql(dialect: str, name: str) -> str:
    """The SQL of an upsert whose parameters are the columns in their order."""
    table = _CHANGE if name == "add_changes" else _RECORD
    upsert = cast(ClauseElement, _statement(dialect, name))
    styles = {
        "postgresql": psycopg.dialect(paramstyle="format"),  # type: ignore[no-untyped-call]
        "sqlite": sqlite.dialect(),
    }
    made = cast(
        SQLCompiler, upsert.compile(None, styles[dialect], column_keys=table.columns.keys())
    )
    assert made.positiontup == table.columns.keys()
    return str(made)


def records_after(s: Session, account_id: str, rev: int, limit: int) -> Iterator[AnyRow]:
    """The JSON_COLUMNS of records changed after a revision, in the order of revisions.

    A record of which nothing but its deletion has arrived has revision 0 and is nobody's business.
    """
    yield from s.execute(_AFTER, {"account_id": account_id, "after": rev, "most": limit})


_AFTER = (
    select(*JSON_COLUMNS)
    .where(Record.account_id == bindparam("account_id"), Record.rev > bindparam("after"))
    .order_by(Record.rev)
    .limit(bindparam("most"))
)


def current_devices(s: Session, account_id: str) -> dict[str, tuple[str | None, Reading | None]]:
    """(time zone, last edit) of the devices that synced last."""
    rows = s.execute(_CURRENT_DEVICES, {"account_id": account_id})
    return {
        device: (timezone, Reading(at, corrected or 0) if at is not None else None)
        for device, timezone, at, corrected in rows
    }


_CURRENT_DEVICES = (
    select(Device.id, Device.timezone, Device.last_edit_at, Device.last_edit_corrected)
    .where(Device.account_id == bindparam("account_id"))
    .order_by(Device.last_sync_at.desc())
    .limit(CURRENT_DEVICES)
)


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
    row = {
        "account_id": account_id,
        "id": device,
        "session_id": session_id,
        "timezone": timezone,
        "last_sync_at": now,
        "last_edit_at": last and last.at,
        "last_edit_corrected": last and last.corrected,
    }
    s.execute(_statement(s.get_bind().dialect.name, "put_device"), row)


def purge_forgotten(now: datetime) -> int:
    """Forget the records, with their history, that nothing was heard of for 180 days but that they
    are deleted. Gives how many.

    It counts from when the server heard of the deletion, not from when a phone says it made it.
    A device that has not pulled since then is told to start over, by `forgotten_rev`.
    """
    before = int((now - REMEMBERED).timestamp() * 1000)
    gone = 0
    while True:
        with database.read() as s:
            account_id = s.scalar(_forgotten(Record.account_id, before).limit(1))
        if account_id is None:
            return gone
        with database.write() as s:
            gone += _purge(s, account_id, before)


def _purge(s: Session, account_id: str, before: int) -> int:
    _, forgotten = lock_head(s, account_id)
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
        .values(forgotten_rev=max([forgotten, *(rev for _, rev in rows)]))
    )
    return len(ids)


def _forgotten(column: Any, before: int, *more: Any) -> Select[*tuple[Any, ...]]:
    return select(column, *more).where(Record.deleted_at.is_not(None), Record.changed_at < before)


def _listed(ids: Iterable[str]) -> str:
    """Many ids as one parameter, for `_among`."""
    return ",".join(ids)


def _among(dialect: str, column: Any) -> ColumnElement[bool]:
    """Whether a column holds one of the ids in the parameter `ids`.

    One parameter for all: a thousand of their own would cost more than looking them up does.
    """
    ids = bindparam("ids", type_=Text)
    if dialect == "postgresql":
        listed = func.string_to_array(ids, ",").cast(postgresql.ARRAY(Uuid))
        return cast(ColumnElement[bool], column == func.any(listed))
    quoted = '["' + func.replace(func.replace(ids, "-", ""), ",", '","') + '"]'
    rows = func.json_each(quoted).table_valued("value")
    return type_coerce(column, Text).in_(select(rows.c.value))


@cache
def _statement(dialect: str, name: str) -> Executable:
    """The statements which the two databases, or SQLAlchemy for them, spell differently."""
    if name == "seen_changes":
        return select(Change.id).where(
            Change.account_id == bindparam("account_id"), _among(dialect, Change.id)
        )
    if name == "records_by_id":
        return select(
            Record.id,
            Record.kind,
            Record.rev,
            Record.fields,
            Record.winners,
            Record.conflicts,
            Record.arrived_at,
            Record.changed_at,
        ).where(Record.account_id == bindparam("account_id"), _among(dialect, Record.id))
    if name == "lock_head":
        head = _insert(dialect, _HEAD).values(
            account_id=bindparam("account_id"), rev=0, forgotten_rev=0
        )
        # Setting the row to itself takes its lock, whether it was there or not.
        return head.on_conflict_do_update(
            index_elements=["account_id"], set_={"rev": _HEAD.c.rev}
        ).returning(_HEAD.c.rev, _HEAD.c.forgotten_rev)
    if name == "put_device":
        device = _insert(dialect, _DEVICE)
        new = device.excluded
        return device.on_conflict_do_update(
            index_elements=["account_id", "id"],
            set_={
                "session_id": new.session_id,
                "last_sync_at": new.last_sync_at,
                **{
                    kept: func.coalesce(new[kept], _DEVICE.c[kept])
                    for kept in ("timezone", "last_edit_at", "last_edit_corrected")
                },
            },
        )
    if name == "add_changes":
        return _insert(dialect, _CHANGE)
    record = _insert(dialect, _RECORD)
    return record.on_conflict_do_update(
        index_elements=["account_id", "id"],
        set_={
            column.name: record.excluded[column.name]
            for column in _RECORD.columns
            if column.name not in ("account_id", "id", "kind", "arrived_at")
        },
    )
