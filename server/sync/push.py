"""What a device did, taken into the account: inside the caller's write transaction."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from server.records.kinds import KINDS, Fields
from server.signals import schedule_affected
from server.sync import followups, merge, store
from server.sync.clock import Reading, correct
from server.sync.codec import read_row, write_change, write_row
from server.sync.judge import Rejected, judge
from server.sync.merge import Edit, Held
from server.sync.request import Change, SyncRequest
from server.sync.room import Room
from server.watching import metrics

#: Kinds that decide when somebody is prompted, or about whom.
PROMPTING = frozenset({"note", "person", "followup"})


@dataclass(slots=True)
class Batch:
    """One batch being taken. Nothing of it is written before all of it has been looked at."""

    account_id: str
    device: str
    received: int
    rev: int
    #: The records that the batch names and that exist; later also those it made.
    held: dict[str, Held] = field(default_factory=dict)
    touched: dict[str, Held] = field(default_factory=dict)
    #: Whom the user has met by each note, as far as this batch brought the news.
    met: dict[str, dict[str, None]] = field(default_factory=dict)
    history: list[tuple[Any, ...]] = field(default_factory=list)
    last: Reading | None = None
    #: Above this a `base` says nothing: it is a revision of before a backup was restored.
    most_base: int | None = None

    def take(self, change: Change, edit: Edit) -> str:
        """Merge one change; gives its status. Raises Rejected, and nothing has happened then."""
        held = self.held.get(change.record)
        judge(change, held, edit)
        if self.most_base is not None and edit.base is not None:
            edit.base = min(edit.base, self.most_base)
        if edit.edited is not None:
            edit.made_before(self.received)
        if held is None:
            held = merge.new(KINDS[change.kind], change.record, self.received)
            self.held[held.id] = held
        known = followups.met(held.fields) if held.kind.name == "note" else ()
        self.history.append(write_change(self.account_id, held, edit))
        # When an edit that is sent again was made is no reading of this phone's clock.
        if edit.edited is None and (self.last is None or change.at > self.last.at):
            self.last = Reading(change.at, edit.at)
        stands = self.apply(held, edit)
        if held.kind.name == "note" and held.deletion() is None:
            for person in followups.met(held.fields):
                if person not in known:
                    self.met.setdefault(held.id, {})[person] = None
        return "merged" if stands else "applied"

    def apply(self, held: Held, edit: Edit) -> bool:
        """Gives whether something newer stands in its way."""
        landed, stands = merge.merge(held, edit)
        if landed:
            self.rev = held.rev = edit.rev
            held.changed_at = self.received
            self.touched[held.id] = held
        return stands


def push(
    s: Session,
    request: SyncRequest,
    head: store.Head,
    received: int,
    last: Reading | None,
    most_base: int | None = None,
) -> tuple[list[dict[str, Any]], Reading | None]:
    """Take the changes of a request into the account whose head is locked.

    Of a `base` only what is up to `most_base` is believed. Gives (a result a change, the device's
    last edit).
    """
    account_id, changes = request.account, request.changes
    seen = store.seen_changes(s, account_id, [change.id for change in changes])
    fresh = {change.record for change in changes if change.id not in seen}
    batch = Batch(account_id, request.device, received, head.rev, last=last, most_base=most_base)
    for row in store.records_by_id(s, account_id, fresh):
        held = read_row(row)
        batch.held[held.id] = held

    room = Room.of(s, account_id, head, batch.held)
    results: list[dict[str, Any]] = []
    for index, change in enumerate(changes):
        if change.id in seen:
            results.append({"id": change.id, "status": "duplicate"})
            continue
        at = correct(change.at, request.now, received, last, index)
        edit = Edit(change.id, batch.device, at, index, batch.rev + 1)
        try:
            room.check(change, batch.held.get(change.record))
            status = batch.take(change, edit)
        except Rejected as rejected:
            results.append({"id": change.id, "status": "rejected", "errors": rejected.errors()})
            continue
        seen.add(change.id)
        room.taken(batch.history[-1], batch.held[change.record])
        results.append({"id": change.id, "status": status})

    _open_next_mornings(s, batch, room)
    if batch.touched:
        rows = [write_row(account_id, held) for held in batch.touched.values()]
        store.put_records(s, rows)
        room.written(rows, batch.touched)
    if batch.history:
        held_now = room.holdings
        store.move_head(s, account_id, batch.rev, held_now.records, held_now.bytes)
    store.add_changes(s, batch.history)
    metrics.changes_taken(Counter(result["status"] for result in results))
    if any(held.kind.name in PROMPTING for held in batch.touched.values()):
        schedule_affected.send(s, account_id=account_id)
    return results, batch.last


def _open_next_mornings(s: Session, batch: Batch, room: Room) -> None:
    """Make the follow-ups of the notes in this batch which the client did not make itself."""
    wanted: dict[str, tuple[Fields, Held]] = {}
    for note, people in batch.met.items():
        held = batch.held[note]
        for followup, fields in followups.next_mornings(held.fields, people):
            if followup not in batch.held:
                wanted.setdefault(followup, (fields, held))
    if not wanted:
        return
    for row in store.records_by_id(s, batch.account_id, wanted):
        batch.held[row.id] = read_row(row)
        room.know(batch.held[row.id])
    for followup, (fields, source) in wanted.items():
        opened = batch.held.get(followup)
        if opened is None:
            opened = merge.new(KINDS["followup"], followup, batch.received)
        if not opened.is_born():
            at = max(stamp.at for stamp in source.stamps.values())
            edit = Edit(followup, batch.device, at, 0, batch.rev + 1, if_absent=True, set=fields)
            batch.apply(opened, edit)
