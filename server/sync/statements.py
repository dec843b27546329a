"""The statements of a sync, each built once a process: that costs as much as running one.

They are about tables, not mapped classes: a mapped query costs a sync a third more. What SQLite and
PostgreSQL spell differently is told apart here. Each takes the parameter `account`.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Executable,
    Table,
    Text,
    Uuid,
    bindparam,
    func,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.sql.compiler import SQLCompiler

from server.records.models import Change, Record
from server.records.store import JSON_COLUMNS
from server.sync.models import Device, ServerEpoch, SyncHead

RECORD = cast(Table, Record.__table__)
CHANGE = cast(Table, Change.__table__)
HEAD = cast(Table, SyncHead.__table__)
DEVICE = cast(Table, Device.__table__)
EPOCH = cast(Table, ServerEpoch.__table__)

ACCOUNT = bindparam("account", type_=RECORD.c.account_id.type)
KEY = ["account_id", "id"]


def insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows `on_conflict_do_update`."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def statement(dialect: str, name: str) -> Executable:
    """The statement of this name, for a dialect."""
    return _STATEMENTS[name](dialect)


@cache
def driver_sql(dialect: str, name: str) -> str:
    """The SQL of an upsert whose parameters are the columns in their order."""
    columns = (CHANGE if name == "add_changes" else RECORD).columns.keys()
    styles = {
        "postgresql": psycopg.dialect(paramstyle="format"),  # type: ignore[no-untyped-call]
        "sqlite": sqlite.dialect(),
    }
    upsert = cast(ClauseElement, statement(dialect, name))
    made = cast(SQLCompiler, upsert.compile(None, styles[dialect], column_keys=columns))
    assert made.positiontup == columns
    return str(made)


def _among(dialect: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a column holds one of the ids in the parameter `ids`, with commas between them.

    One parameter for all: a thousand of their own would cost more than looking them up does.
    """
    ids = bindparam("ids", type_=Text)
    if dialect == "postgresql":
        listed = func.string_to_array(ids, ",").cast(postgresql.ARRAY(Uuid))
        return column == func.any(listed)
    quoted = '["' + func.replace(func.replace(ids, "-", ""), ",", '","') + '"]'
    rows = func.json_each(quoted).table_valued("value")
    return type_coerce(column, Text).in_(select(rows.c.value))


def _lock_head(_dialect: str) -> Executable:
    """Of SQLite it asks for no lock: there a transaction that may write is the only one."""
    return (
        select(
            HEAD.c.rev,
            HEAD.c.forgotten_rev,
            select(EPOCH.c.epoch).scalar_subquery(),
            HEAD.c.restored_rev,
            HEAD.c.records,
            HEAD.c.bytes,
        )
        .where(HEAD.c.account_id == ACCOUNT)
        .with_for_update(of=HEAD, key_share=True)
    )


def _make_head(dialect: str) -> Executable:
    head = insert(dialect, HEAD).values(account_id=ACCOUNT, rev=0, forgotten_rev=0)
    return head.on_conflict_do_nothing()


def _move_head(_dialect: str) -> Executable:
    moved: dict[str, Any] = {
        "rev": bindparam("to"),
        "records": bindparam("has"),
        "bytes": bindparam("takes"),
    }
    return update(HEAD).where(HEAD.c.account_id == ACCOUNT).values(**moved)


def _seen_changes(dialect: str) -> Executable:
    return select(CHANGE.c.id).where(CHANGE.c.account_id == ACCOUNT, _among(dialect, CHANGE.c.id))


def _records_by_id(dialect: str) -> Executable:
    record = RECORD.c
    return select(
        record.id,
        record.kind,
        record.rev,
        record.fields,
        record.winners,
        record.conflicts,
        record.arrived_at,
        record.changed_at,
    ).where(record.account_id == ACCOUNT, _among(dialect, record.id))


def _records_after(_dialect: str) -> Executable:
    return (
        select(*JSON_COLUMNS)
        .where(RECORD.c.account_id == ACCOUNT, RECORD.c.rev > bindparam("after"))
        .order_by(RECORD.c.rev)
        .limit(bindparam("most"))
    )


def _current_devices(_dialect: str) -> Executable:
    device = DEVICE.c
    return (
        select(device.id, device.timezone, device.last_edit_at, device.last_edit_corrected)
        .where(device.account_id == ACCOUNT)
        .order_by(device.last_sync_at.desc())
        .limit(bindparam("most"))
    )


def _put_device(dialect: str) -> Executable:
    device = insert(dialect, DEVICE).values(account_id=ACCOUNT)
    new = device.excluded
    kept = ("timezone", "last_edit_at", "last_edit_corrected")
    return device.on_conflict_do_update(
        index_elements=KEY,
        set_={"session_id": new.session_id, "last_sync_at": new.last_sync_at}
        | {name: func.coalesce(new[name], DEVICE.c[name]) for name in kept},
    )


def _put_records(dialect: str) -> Executable:
    record = insert(dialect, RECORD)
    fixed = (*KEY, "kind", "arrived_at")
    return record.on_conflict_do_update(
        index_elements=KEY,
        set_={name: record.excluded[name] for name in RECORD.c.keys() if name not in fixed},  # noqa: SIM118
    )


def _add_changes(dialect: str) -> Executable:
    return insert(dialect, CHANGE)


_STATEMENTS: dict[str, Callable[[str], Executable]] = {
    "lock_head": _lock_head,
    "make_head": _make_head,
    "move_head": _move_head,
    "seen_changes": _seen_changes,
    "records_by_id": _records_by_id,
    "records_after": _records_after,
    "current_devices": _current_devices,
    "put_device": _put_device,
    "put_records": _put_records,
    "add_changes": _add_changes,
}
