"""Imports a zip into an account: adds what is missing, and leaves everything else unchanged."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server import clock, database
from server.blobs import service as blobs
from server.chunks import chunks
from server.exchange import records
from server.exchange.archive import AccountZip, NoSuchZip
from server.records.models import Change as KeptChange
from server.records.models import Record
from server.sync import store
from server.sync.models import SyncHead
from server.sync.push import push
from server.sync.request import Change, SyncRequest
from server.upsert import insert_into

#: How many records, or changes of the history, are written in one transaction.
BATCH = 300


@dataclass(slots=True)
class Count:
    """How many were new, existed already, and could not be stored."""

    added: int = 0
    known: int = 0
    refused: int = 0


def restore(account_id: str, source: AccountZip) -> tuple[Count, Count]:
    """Returns the counts of the records, and of the attachments' bytes."""
    of_records = _restore_records(account_id, source)
    history, refused = records.revisions_of(source.revisions)
    of_records.refused += refused
    for some in chunks(history, BATCH):
        _add_history(account_id, some)
    return of_records, _restore_bytes(account_id, source)


def _restore_records(account_id: str, source: AccountZip) -> Count:
    count = Count()
    device = str(uuid.uuid4())
    for some in chunks(source.records, BATCH):
        with database.write() as s:
            _take(s, account_id, device, some, bool(source.revisions), count)
    return count


def _take(
    s: Session,
    account_id: str,
    device: str,
    some: Sequence[object],
    has_history: bool,
    count: Count,
) -> None:
    now = clock.milliseconds(clock.now())
    made: list[list[Change]] = []
    for each in some:
        changes = records.changes_of(each, now)
        if changes is None:
            count.refused += 1
        elif not changes:
            count.known += 1
        else:
            made.append(changes)
    ids = [changes[0].record for changes in made]
    there = set(
        s.scalars(select(Record.id).where(Record.account_id == account_id, Record.id.in_(ids)))
    )
    count.known += sum(record in there for record in ids)
    wanted = [change for changes in made if changes[0].record not in there for change in changes]
    state = store.lock(
        s, account_id, [each.id for each in wanted], {each.record for each in wanted}
    )
    request = SyncRequest(account_id, device, now, None, None, wanted)
    taken = push(s, request, state, now, opens_followups=False)
    if has_history:  # the imported history has these texts already
        taken.changes = [row._replace(texts=None) for row in taken.changes]
    taken.write(s)
    refused = {
        change.record
        for change, result in zip(wanted, taken.results, strict=True)
        if result["status"] == "rejected"
    }
    new = {change.record for change in wanted}
    count.refused += len(refused)
    count.added += len(new - refused)


def _add_history(account_id: str, some: Sequence[records.Revision]) -> None:
    """Add the history of records that exist. A change that is known stays unchanged."""
    with database.write() as s:
        store.lock(s, account_id)
        ids = {revision.record for revision in some}
        there = set(
            s.scalars(
                select(Record.id).where(
                    Record.account_id == account_id, Record.id.in_(ids), Record.rev > 0
                )
            )
        )
        rows = [
            {
                "account_id": account_id,
                "id": revision.change,
                "record_id": revision.record,
                "device_id": revision.device,
                "at": revision.at,
                "position": 0,
                "texts": revision.texts,
            }
            for revision in some
            if revision.record in there
        ]
        if rows:
            s.execute(insert_into(s, KeptChange).on_conflict_do_nothing(), rows)
        # The running totals do not include what was added: the next sync counts anew.
        s.execute(
            update(SyncHead)
            .where(SyncHead.account_id == account_id)
            .values(records=None, bytes=None)
        )


def _restore_bytes(account_id: str, source: AccountZip) -> Count:
    count = Count()
    for sha256 in sorted(set(records.hashes_of(source.records))):
        if not source.has(sha256):
            continue
        try:
            is_new = blobs.keep(account_id, sha256, source.attachment(sha256))
        except (NoSuchZip, blobs.WrongHash, blobs.TooMuch, blobs.NoRoom):
            count.refused += 1
        else:
            count.added += is_new
            count.known += not is_new
    return count
