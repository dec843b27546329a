"""The SQL statements of a sync, including the differences between SQLite and PostgreSQL.

They use tables, not mapped classes, and each takes the parameter `account`.
"""

from typing import Any, cast

from sqlalchemy import (
    Executable,
    Select,
    Table,
    Text,
    bindparam,
    func,
    select,
    update,
)

from server.accounts.models import Account
from server.columns import JsonText
from server.prepared import PreparedStatement, id_in
from server.records.models import Change, Record
from server.records.store import JSON_COLUMNS
from server.sync.models import Device, ServerEpoch, SyncHead
from server.upsert import insert

RECORD = cast(Table, Record.__table__)
CHANGE = cast(Table, Change.__table__)
HEAD = cast(Table, SyncHead.__table__)
DEVICE = cast(Table, Device.__table__)
OWNER = cast(Table, Account.__table__)
EPOCH = cast(Table, ServerEpoch.__table__)

ACCOUNT = bindparam("account", type_=RECORD.c.account_id.type)
KEY = ["account_id", "id"]


def _row(table: Table) -> dict[str, Any]:
    """A parameter for each column, by its name; JSON columns are text."""
    return {
        column.name: bindparam(
            f"_{column.name}", type_=Text() if isinstance(column.type, JsonText) else column.type
        )
        for column in table.columns
    }


def _read_head(_dialect: str) -> Select[Any]:
    return select(
        HEAD.c.rev,
        HEAD.c.forgotten_rev,
        select(EPOCH.c.epoch).scalar_subquery().label("epoch"),
        HEAD.c.restored_rev,
        HEAD.c.records,
        HEAD.c.bytes,
    ).where(HEAD.c.account_id == ACCOUNT)


def _lock_head(dialect: str) -> Executable:
    """On SQLite it takes no lock: a write transaction is alone there."""
    return _read_head(dialect).with_for_update(of=HEAD, key_share=True)


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
    return select(CHANGE.c.id).where(CHANGE.c.account_id == ACCOUNT, id_in(dialect, CHANGE.c.id))


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
    ).where(record.account_id == ACCOUNT, id_in(dialect, record.id))


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


def _zone_of_account(_dialect: str) -> Executable:
    return select(OWNER.c.timezone).where(OWNER.c.id == ACCOUNT)


def _put_device(dialect: str) -> Executable:
    device = insert(dialect, DEVICE).values(_row(DEVICE))
    new = device.excluded
    kept = ("timezone", "last_edit_at", "last_edit_corrected")
    return device.on_conflict_do_update(
        index_elements=KEY,
        set_={"session_id": new.session_id, "last_sync_at": new.last_sync_at}
        | {name: func.coalesce(new[name], DEVICE.c[name]) for name in kept},
    )


def _put_records(dialect: str) -> Executable:
    record = insert(dialect, RECORD).values(_row(RECORD))
    fixed = (*KEY, "kind", "arrived_at")
    return record.on_conflict_do_update(
        index_elements=KEY,
        set_={name: record.excluded[name] for name in RECORD.c.keys() if name not in fixed},  # noqa: SIM118
    )


def _add_changes(dialect: str) -> Executable:
    return insert(dialect, CHANGE).values(_row(CHANGE))


READ_HEAD = PreparedStatement(_read_head)
LOCK_HEAD = PreparedStatement(_lock_head)
MAKE_HEAD = PreparedStatement(_make_head)
MOVE_HEAD = PreparedStatement(_move_head)
SEEN_CHANGES = PreparedStatement(_seen_changes)
RECORDS_BY_ID = PreparedStatement(_records_by_id)
RECORDS_AFTER = PreparedStatement(_records_after)
CURRENT_DEVICES = PreparedStatement(_current_devices)
ZONE_OF_ACCOUNT = PreparedStatement(_zone_of_account)
PUT_DEVICE = PreparedStatement(_put_device)
PUT_RECORDS = PreparedStatement(_put_records)
ADD_CHANGES = PreparedStatement(_add_changes)
