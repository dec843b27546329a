"""One round trip of a sync: apply what a device did, inside a write transaction, and after the
commit return what it has not seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from pydantic_core import to_json

from server import clock, database
from server.database import Executor
from server.http.problems import FieldError, Problem
from server.records.kinds import KNOWN
from server.signals import schedule_affected
from server.sync import cursor, store
from server.sync.brief import tell_briefly
from server.sync.codec import RecordRow
from server.sync.cursor import Start
from server.sync.holdings_store import IDLE, make_room_for_device
from server.sync.pull import MOST_RECORDS, pull
from server.sync.push import BatchResult, push
from server.sync.request import SyncRequest

DEVICE_RETRY_AFTER_S = 3600


@dataclass(frozen=True, slots=True)
class Taken:
    """The result of a request, and how far its device had pulled when it was applied."""

    batch: BatchResult
    head: store.Head
    start: Start
    #: What the device has not seen; None: still to be read.
    rows: list[RecordRow] | None


def take(s: Executor, request: SyncRequest, session_id: str, now: datetime) -> Taken:
    """Push: apply the changes of a device. Raises Problem 429."""
    account_id, device = request.account, request.device
    state = _lock(s, request, now)
    head, devices = state.head, state.devices
    start = cursor.decode(request.cursor, head.epoch, account_id, head.rev, head.forgotten)
    most_base = {"restored": head.restored, "unknown": 0}.get(start.reason or "")
    batch = push(s, request, state, clock.milliseconds(now), most_base)
    batch.write(s)
    zone = clock.find_zone(request.timezone or "")
    timezone = None if zone is None else zone.key
    store.put_device(
        s,
        account_id,
        device,
        session_id=session_id,
        timezone=timezone,
        now=now,
        last=batch.last,
    )
    # The zone of the last sync counts, so two devices in two zones change it with every sync.
    zones = {known.timezone for known in devices.values()}
    if timezone and (device not in devices or zones != {timezone}):
        schedule_affected.send(s, account_id=account_id)
    # If the device had pulled everything, only its own changes are new to it.
    rows = batch.new_records() if start.rev == head.rev else None
    return Taken(batch, head, start, rows)


def tell(request: SyncRequest, taken: Taken) -> str:
    """Pull: returns the JSON of the answer to a request that was applied."""
    batch, head, start = taken.batch, taken.head, taken.start
    if taken.rows is not None:
        page = pull(taken.rows, start.rev, batch.as_sent)
    else:
        head, start, page = _look(request, taken)
    records, reached, more = page
    if batch.as_sent:
        tell_briefly(request.changes, batch.results, batch.as_sent, reached)
    answer: dict[str, Any] = {
        "results": batch.results,
        "cursor": cursor.encode(head.epoch, request.account, reached, start.floor),
        "more": more,
        "reset": start.reason is not None,
        "knows": KNOWN,
    }
    if start.reason is not None:
        answer["reset_reason"] = start.reason
    if start.reason == "restored":
        answer["restored_rev"] = head.restored
    return _with_records(records, answer)


def _with_records(records: Iterable[str], answer: dict[str, Any]) -> str:
    """Returns the JSON of an answer with these records, which are JSON already: a pull returns them
    as they are stored, without parsing them (docs/decisions/sync-one-table.md says what that
    saves)."""
    return f'{{"records":[{",".join(records)}],{to_json(answer).decode()[1:]}'


def _look(
    request: SyncRequest, taken: Taken
) -> tuple[store.Head, Start, tuple[list[str], int, bool]]:
    """Returns what changed before this sync, and since. This is read outside the write transaction,
    so that no writer waits.

    The head is read after the records. So it shows whether records were purged or restored
    meanwhile, and then the device starts over.
    """
    account_id, start = request.account, taken.start
    while True:
        with database.read_autocommit() as s:
            rows = store.records_after(s, account_id, start.rev, MOST_RECORDS + 1)
            page = pull(rows, start.rev, taken.batch.as_sent)
            head = store.read_head(s, account_id)
        if head is None:
            raise Problem(401, "Sign in first")
        again = cursor.decode(request.cursor, head.epoch, account_id, head.rev, head.forgotten)
        if (again.rev, again.reason) == (start.rev, start.reason):
            return head, start, page
        start = again


def take_wiping(s: Executor, request: SyncRequest, session_id: str, now: datetime) -> BatchResult:
    """Apply what was typed on a lost phone that must wipe itself. Whoever found it can delete
    nothing. Raises Problem 429."""
    state = _lock(s, request, now)
    batch = push(s, request, state, clock.milliseconds(now), may_delete=False)
    batch.write(s)
    store.put_device(
        *(s, request.account, request.device),
        session_id=session_id,
        timezone=None,
        now=now,
        last=batch.last,
    )
    return batch


def tell_wiping(request: SyncRequest, batch: BatchResult) -> str:
    """Returns the JSON of the answer to a phone that must wipe itself: it gets no data."""
    answer: dict[str, Any] = {
        "results": batch.results,
        "cursor": request.cursor,
        "more": False,
        "reset": False,
        "wipe": True,
        "knows": KNOWN,
    }
    return _with_records([], answer)


def _lock(s: Executor, request: SyncRequest, now: datetime) -> store.AccountState:
    """Returns what is known of the account and of the records that the request names. Raises
    Problem 429 if the device is new and the account has too many: the phone keeps everything, and
    tries again."""
    account_id, device, changes = request.account, request.device, request.changes
    state = store.lock(
        s, account_id, [each.id for each in changes], {each.record for each in changes}
    )
    if device in state.devices or len(state.devices) < store.CURRENT_DEVICES:
        return state
    most = current_app.config["MOST_DEVICES"]
    if not make_room_for_device(s, account_id, device, most, now):
        detail = f"this account may sync from {most} devices in {IDLE.days} days"
        errors: list[FieldError] = [{"field": "device", "detail": detail}]
        raise Problem(429, "Too many devices", errors, retry_after=DEVICE_RETRY_AFTER_S)
    return state
