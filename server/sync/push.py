"""Applies what a device did to the account, inside the caller's write transaction."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from server.clock import find_zone, zone_or_utc
from server.database import Executor
from server.records.kinds import KINDS, Fields
from server.signals import schedule_affected
from server.sync import followups, merge, store
from server.sync.brief import find_as_sent
from server.sync.clock import Reading, correct
from server.sync.codec import ChangeRow, RecordRow, read_row, write_change, write_row
from server.sync.holdings import Holdings
from server.sync.merge import Edit, RecordState
from server.sync.quota import Quota
from server.sync.request import Change, SyncRequest
from server.sync.validate import Rejected, validate
from server.telemetry import metrics


@dataclass(slots=True)
class Batch:
    """One batch that is being applied. Nothing is written before all of it has been checked."""

    account_id: str
    device: str
    received: int
    rev: int
    #: The records that the batch names and that exist; later also those it made.
    held: dict[str, RecordState] = field(default_factory=dict)
    touched: dict[str, RecordState] = field(default_factory=dict)
    #: By note, the people whom the user has met according to this batch.
    met: dict[str, dict[str, None]] = field(default_factory=dict)
    history: list[ChangeRow] = field(default_factory=list)
    #: Whether it decides when somebody is prompted, or about whom.
    prompting: bool = False
    last: Reading | None = None
    #: A `base` above this is ignored: it is a revision from before a backup was restored.
    most_base: int | None = None

    def take(self, change: Change, edit: Edit) -> str:
        """Merge one change. Returns its status. Raises Rejected, and then nothing was changed."""
        held = self.held.get(change.record)
        validate(change, held, edit)
        if self.most_base is not None and edit.base is not None:
            edit.base = min(edit.base, self.most_base)
        if edit.edited is not None:
            edit.made_before(self.received)
        if held is None:
            held = merge.new(KINDS[change.kind], change.record, self.received)
            self.held[held.id] = held
        is_note = held.kind.name == "note"
        known = followups.met(held.fields) if is_note else ()
        self.prompting |= _decides_prompts(held)
        self.history.append(write_change(self.account_id, held, edit))
        # The time of an edit that is sent again was not read from this phone's clock.
        if edit.edited is None and (self.last is None or change.at > self.last.at):
            self.last = Reading(at=change.at, corrected=edit.at)
        superseded = self.apply(held, edit)
        self.prompting |= _decides_prompts(held)
        if is_note and held.deletion() is None:
            for person in followups.met(held.fields):
                if person not in known:
                    self.met.setdefault(held.id, {})[person] = None
        return "merged" if superseded else "applied"

    def apply(self, held: RecordState, edit: Edit) -> bool:
        """Returns whether a newer change prevails over it."""
        changed, superseded = merge.merge(held, edit)
        if changed:
            self.rev = held.rev = edit.rev
            held.changed_at = self.received
            self.touched[held.id] = held
        return superseded


@dataclass(slots=True)
class BatchResult:
    """The result of a batch, to be written in the same transaction."""

    account_id: str
    #: The device's last edit.
    last: Reading | None
    #: One a change.
    results: list[dict[str, Any]] = field(default_factory=list)
    #: The revision of the account now, and what it holds; None: nothing was taken.
    rev: int | None = None
    holdings: Holdings | None = None
    records: Sequence[RecordRow] = ()
    changes: Sequence[ChangeRow] = ()
    #: Whether it decides when somebody is prompted, or about whom.
    prompting: bool = False
    #: The records that need not be sent back to the device, by their ids.
    as_sent: dict[str, RecordRow] = field(default_factory=dict)

    def write(self, s: Executor) -> None:
        """Write it to the database. Raises sqlalchemy.exc.DBAPIError."""
        if self.records:
            store.put_records(s, self.records)
        if self.rev is not None and self.holdings is not None:
            store.move_head(s, self.account_id, self.rev, self.holdings)
            store.add_changes(s, self.changes)
        if self.prompting:
            schedule_affected.send(s, account_id=self.account_id)

    def new_records(self) -> list[RecordRow]:
        """What `store.records_after` returns for the revision before this batch."""
        return sorted((row for row in self.records if row.rev), key=attrgetter("rev"))


def push(
    s: Executor,
    request: SyncRequest,
    state: store.AccountState,
    received: int,
    most_base: int | None = None,
    *,
    may_delete: bool = True,
    opens_followups: bool = True,
) -> BatchResult:
    """Apply the changes of a request to the account, which is locked; `state` is its state.

    A `base` above `most_base` is lowered to that. A phone that must wipe itself may not delete;
    changes from a file open no follow-ups. A change that is refused is one of the results; nothing
    is raised for it.
    """
    account_id, changes, head = request.account, request.changes, state.head
    seen = set(state.seen)
    last = state.devices[request.device].last if request.device in state.devices else None
    if not changes:  # nothing to apply
        return BatchResult(account_id, last)
    batch = Batch(account_id, request.device, received, head.rev, last=last, most_base=most_base)
    for row in state.records:
        held = read_row(row)
        batch.held[held.id] = held

    quota = Quota.of(s, account_id, head, batch.held)
    results: list[dict[str, Any]] = []
    for index, change in enumerate(changes):
        if change.id in seen:
            results.append({"id": change.id, "status": "duplicate"})
            continue
        at = correct(change.at, request.now, received, last, index)
        edit = Edit(change.id, batch.device, at, index, batch.rev + 1)
        try:
            if not may_delete and change.raw.get("delete") is True:
                raise Rejected({"delete": "this phone was signed out by its owner"})
            quota.check(change, batch.held.get(change.record))
            status = batch.take(change, edit)
        except Rejected as rejected:
            results.append({"id": change.id, "status": "rejected", "errors": rejected.errors()})
            continue
        seen.add(change.id)
        quota.taken(batch.history[-1], batch.held[change.record])
        results.append({"id": change.id, "status": status})

    if opens_followups:
        _open_next_mornings(s, batch, quota, lambda: _last_zone(s, request, state))
    rows = [write_row(account_id, held) for held in batch.touched.values()]
    quota.written(rows, batch.touched)
    as_sent: dict[str, RecordRow] = {}
    if request.brief:
        there = {row.id for row in state.records}
        made = (row for row in rows if row.id not in there)
        as_sent = find_as_sent(request.brief, changes, results, made)
    metrics.changes_taken(Counter(result["status"] for result in results))
    return BatchResult(
        account_id,
        batch.last,
        results,
        rev=batch.rev if batch.history else None,
        holdings=quota.holdings,
        records=rows,
        changes=batch.history,
        prompting=bool(rows) and batch.prompting,
        as_sent=as_sent,
    )


def _decides_prompts(held: RecordState) -> bool:
    """Returns whether a record, in its current state, affects when somebody is prompted, or about
    whom."""
    if held.kind.name == "note":
        return bool(held.fields["person_ids"])
    return held.kind.name in ("person", "followup")


def _last_zone(s: Executor, request: SyncRequest, state: store.AccountState) -> ZoneInfo:
    """Returns the last zone of the account that this server knows, else UTC."""
    by_device = (device.timezone for device in state.devices.values())
    for name in (request.timezone, *by_device):
        zone = find_zone(name or "")
        if zone is not None:
            return zone
    return zone_or_utc(store.zone_of_account(s, request.account))


def _open_next_mornings(
    s: Executor, batch: Batch, quota: Quota, last_zone: Callable[[], ZoneInfo]
) -> None:
    """Create the follow-ups of the notes in this batch that the client did not create itself."""
    wanted: dict[str, tuple[Fields, RecordState]] = {}
    for note, people in batch.met.items():
        held = batch.held[note]
        for followup, fields in followups.next_mornings(held.fields, people, last_zone):
            if followup not in batch.held:
                wanted.setdefault(followup, (fields, held))
    if not wanted:
        return
    for row in store.records_by_id(s, batch.account_id, wanted):
        opened = read_row(row)
        batch.held[opened.id] = opened
        quota.know(opened)
    for followup, (fields, source) in wanted.items():
        opened = batch.held.get(followup) or merge.new(KINDS["followup"], followup, batch.received)
        if not opened.is_born():
            at = max(stamp.at for stamp in source.stamps.values())
            edit = Edit(followup, batch.device, at, 0, batch.rev + 1, if_absent=True, set=fields)
            batch.apply(opened, edit)
            quota.opened(opened)
