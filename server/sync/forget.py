"""Forgetting for good, in the database. `server.records.forgetting` decides what is erased
together."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, Text, or_, select, type_coerce, update
from sqlalchemy.orm import Session

from server import clock, database
from server.chunks import chunks
from server.records.forgetting import attached_to, goes_along, without
from server.records.kinds import KINDS, Fields
from server.records.models import Change, Record
from server.records.same import Card, same
from server.records.stamps import KEPT_STONE, Stamp
from server.signals import attachments_forgotten, records_forgotten, schedule_affected
from server.sync import store
from server.sync.codec import read_row, write_row
from server.sync.merge import NO_DEVICE, STONE_AT, RecordState, stone
from server.sync.models import SyncHead

#: The position after all changes of a batch at the same instant.
LAST = 2**20


def forget(account_id: str, kind: str, record: str, now: datetime) -> int | None:
    """Erase a record, and what belongs to it, for good. Returns how many records were erased; None
    if the account has no such record. Forgetting a record twice does no harm.

    When this returns, the database's files contain nothing of it, unless another connection still
    reads an older snapshot (for a backup): then it is gone when that ends.
    """
    with database.write() as s:
        head = store.lock(s, account_id).head
        first = next(iter(_held(s, account_id, [record])), None)
        if first is None or first.kind.name != kind or not first.is_born():
            return None
        if first.is_forgotten():
            return 0
        gone, changed = _choose(s, account_id, first)
        rev, at, change = head.rev, clock.milliseconds(now), str(uuid.uuid4())
        edited: list[RecordState] = []
        for held, fields in changed:
            rev += 1
            stamp = Stamp(rank=1, at=at, place=LAST, change=change, device=NO_DEVICE, rev=rev)
            edited.append(_edited(held, fields, stamp, at))
        if edited:
            store.put_records(s, [write_row(account_id, held) for held in edited])
        _lay_stones(s, account_id, {held.id: held.kind.name for held in gone}, rev, at, change)
    if bytes_of := _bytes_of(gone):
        attachments_forgotten.send(None, account_id=account_id, sha256s=bytes_of)
    database.erase_traces()
    return len(gone)


def forget_again(account_id: str, stones: Mapping[str, str], now: datetime) -> list[str]:
    """Lay those of these stones (kinds by the ids of records) that are missing because the records
    were forgotten after the backup that was restored. Returns the bytes of their records, by
    SHA-256.

    Only the records of these stones are erased: a note may be about somebody else by now.
    """
    with database.write() as s:
        head = store.lock(s, account_id).head
        held = {each.id: each for some in chunks(stones) for each in _held(s, account_id, some)}
        missing = {
            record: kind
            for record, kind in stones.items()
            if kind in KINDS and not (record in held and held[record].is_forgotten())
        }
        if not missing:
            return []
        at, change = clock.milliseconds(now), str(uuid.uuid4())
        _lay_stones(s, account_id, missing, head.rev, at, change)
    return _bytes_of(each for each in held.values() if each.id in missing)


def stones_in(engine: Engine, schema: str | None = None) -> dict[str, dict[str, str]]:
    """Returns what was forgotten in a database, which may be of an older version: by account, the
    kinds by the ids of records."""
    found: dict[str, dict[str, str]] = {}
    is_stone = type_coerce(Record.winners, Text).startswith(KEPT_STONE, autoescape=True)
    stones = select(Record.account_id, Record.id, Record.kind).where(
        Record.deleted_at == STONE_AT, is_stone
    )
    with engine.connect() as connection:
        of_schema = connection.execution_options(schema_translate_map={None: schema})
        for account_id, record, kind in of_schema.execute(stones):
            found.setdefault(account_id, {})[record] = kind
    return found


def _lay_stones(
    s: Session, account_id: str, stones: Mapping[str, str], rev: int, at: int, change: str
) -> None:
    """Replace each of these records by a stone; erase its values and history."""
    rows = []
    for record, kind in stones.items():
        rev += 1
        rows.append(write_row(account_id, stone(KINDS[kind], record, change, rev, at)))
    store.put_records(s, rows)
    ids = list(stones)
    _erase_history(s, account_id, ids)
    s.execute(
        update(SyncHead)
        .where(SyncHead.account_id == account_id)
        # The running totals do not know what was deleted: the next sync counts anew.
        .values(rev=rev, records=None, bytes=None)
    )
    records_forgotten.send(s, account_id=account_id, ids=ids)
    schedule_affected.send(s, account_id=account_id)


def _bytes_of(records: Iterable[RecordState]) -> list[str]:
    """Returns the SHA-256 of the bytes of those that are attachments."""
    return sorted({held.fields["sha256"] for held in records if held.kind.name == "attachment"})


def _choose(
    s: Session, account_id: str, first: RecordState
) -> tuple[list[RecordState], list[tuple[RecordState, Fields]]]:
    """Returns what is erased, and what loses a reference, with those fields."""
    gone: dict[str, RecordState] = {first.id: first}
    changed: dict[str, tuple[RecordState, Fields]] = {}
    if first.kind.name == "person":
        people = _cards(s, account_id, first.id)
        for held in _mentioning(s, account_id, people):
            if held.is_forgotten():
                continue
            if held.id in people or goes_along(held.kind.name, held.fields, people):
                gone[held.id] = held
            elif fields := without(held.kind.name, held.fields, people):
                changed[held.id] = held, fields
    all_attached = _rows(s, account_id, Record.kind == "attachment")
    hanging = {held.id: held for held in all_attached if not held.is_forgotten()}
    for record in attached_to(((each.id, each.fields) for each in hanging.values()), gone):
        gone[record] = hanging[record]
    return list(gone.values()), list(changed.values())


def _cards(s: Session, account_id: str, person: str) -> set[str]:
    """Returns all cards of a person, following what was merged into what; including deleted
    ones."""
    merged = s.execute(
        select(Record.id, Record.merged_into, Record.deleted_at).where(
            Record.account_id == account_id, Record.merged_into.is_not(None)
        )
    )
    cards = {row.id: Card(row.id, row.merged_into, row.deleted_at is not None) for row in merged}
    for into in {card.into for card in cards.values() if card.into} - cards.keys():
        cards[into] = Card(into, None, False)
    return {person, *same(cards.values()).all_of(person)}


def _mentioning(s: Session, account_id: str, ids: Collection[str]) -> Iterator[RecordState]:
    """Returns the records with one of these ids, and all whose fields contain one."""
    text = type_coerce(Record.fields, Text)
    for some in chunks(sorted(ids)):
        written = [text.contains(each, autoescape=True) for each in some]
        yield from _rows(s, account_id, or_(Record.id.in_(some), *written))


def _held(s: Session, account_id: str, ids: Iterable[str]) -> Iterator[RecordState]:
    return map(read_row, store.records_by_id(s, account_id, ids))


def _rows(s: Session, account_id: str, which: ColumnElement[bool]) -> Iterator[RecordState]:
    columns = (
        Record.id,
        Record.kind,
        Record.rev,
        Record.fields,
        Record.winners,
        Record.conflicts,
        Record.arrived_at,
        Record.changed_at,
    )
    rows = s.execute(select(*columns).where(Record.account_id == account_id, which)).all()
    return map(read_row, rows)


def _edited(held: RecordState, fields: Fields, stamp: Stamp, at: int) -> RecordState:
    held.fields |= fields
    held.stamps |= dict.fromkeys(fields, stamp)
    held.rev, held.changed_at = stamp.rev, at
    return held


def _erase_history(s: Session, account_id: str, ids: Sequence[str]) -> None:
    """Erase the texts. The ids of the changes are kept, so that they are recognised if they are
    sent again."""
    for some in chunks(ids):
        s.execute(
            update(Change)
            .where(Change.account_id == account_id, Change.record_id.in_(some))
            .values(texts=None)
        )
