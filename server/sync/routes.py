"""`POST /api/v1/sync`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app
from pydantic_core import to_json

from server import clock, database
from server.accounts.current import API_SCOPES, signed_in
from server.http.endpoints import endpoint
from server.http.problems import FieldError, Problem, ProblemDetails
from server.prepared import Executor
from server.rate_limits import often
from server.records.kinds import KNOWN
from server.records.routes import RECORD
from server.signals import schedule_affected
from server.sync import cursor, schemas, store
from server.sync.brief import tell_briefly
from server.sync.forget import forget
from server.sync.holdings_store import IDLE, make_room_for_device
from server.sync.pull import MOST_RECORDS, pull
from server.sync.push import push
from server.sync.request import MOST_CHANGES, SyncRequest, TooManyChanges, WrongForm, parse

bp = Blueprint("sync", __name__)

MAX_BYTES = 4 * 1024 * 1024
DEVICE_RETRY_AFTER_S = 3600


@endpoint(
    bp,
    "POST",
    "/sync",
    body=schemas.SyncRequest,
    responses={200: schemas.SyncResponse, 409: None, 429: None},
    max_bytes=MAX_BYTES,
    gzip=True,
    raw=True,
    scopes=API_SCOPES,
    wiping=True,
)
def sync(raw: Any) -> Response:
    """Push what this device did, then pull what it has not seen."""
    try:
        request = parse(raw)
    except TooManyChanges:
        raise Problem(413, f"A batch holds at most {MOST_CHANGES} changes") from None
    except WrongForm as error:
        raise Problem(
            400,
            "The body is not of the documented form",
            [{"field": error.field, "detail": error.detail}],
        ) from None
    who = signed_in()
    if request.account != who.account_id:
        raise Problem(409, "Another account is signed in")
    if who.scope is not None:
        if who.scope != "write" and request.changes:
            raise Problem(403, "This token is for reading only")
        # Its changes are told apart by its name; where it runs, nobody wakes up.
        request.device, request.timezone = who.session_id, None
    with database.write_driver() as s:
        answer_it = answer_wiping if who.is_wiping else answer_sync
        answer = answer_it(s, request, who.session_id, clock.now())
    # Only now is it on disk.
    return Response(answer, content_type="application/json")


def answer_sync(s: Executor, request: SyncRequest, session_id: str, now: datetime) -> str:
    """Push, then pull: the JSON of the answer, to be given once the transaction is committed."""
    account_id, device, changes = request.account, request.device, request.changes
    state = store.lock(
        s, account_id, [each.id for each in changes], {each.record for each in changes}
    )
    head, devices = state.head, state.devices
    start = cursor.decode(request.cursor, head.epoch, account_id, head.rev, head.forgotten)
    if device not in devices and len(devices) == store.CURRENT_DEVICES:
        _let_in(s, account_id, device, now)

    most_base = {"restored": head.restored, "unknown": 0}.get(start.reason or "")
    taken = push(s, request, state, clock.milliseconds(now), most_base)
    zone = clock.find_zone(request.timezone or "")
    timezone = None if zone is None else zone.key
    taken.write(s)
    store.put_device(
        s,
        account_id,
        device,
        session_id=session_id,
        timezone=timezone,
        now=now,
        last=taken.last,
    )
    # The zone of the last sync counts, so two devices in two zones change it with every sync.
    zones = {known.timezone for known in devices.values()}
    if timezone and (device not in devices or zones != {timezone}):
        schedule_affected.send(s, account_id=account_id)
    # What a device does not know that knew everything is what it has just done.
    rows = (
        taken.new_records()
        if start.rev == head.rev
        else store.records_after(s, account_id, start.rev, MOST_RECORDS + 1)
    )

    records, reached, more = pull(rows, start.rev, taken.as_sent)
    if taken.as_sent:
        tell_briefly(changes, taken.results, taken.as_sent, reached)
    answer: dict[str, Any] = {
        "results": taken.results,
        "cursor": cursor.encode(head.epoch, account_id, reached, start.floor),
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
    """Returns the JSON of an answer with these records, which are JSON already: a pull gives them
    out as they are kept, read by nobody (docs/decisions/sync-one-table.md has what it saves)."""
    return f'{{"records":[{",".join(records)}],{to_json(answer).decode()[1:]}'


def answer_wiping(s: Executor, request: SyncRequest, session_id: str, now: datetime) -> str:
    """The answer to a lost phone that its owner lets wipe itself: what was typed on it is taken,
    nothing is deleted by whoever found it, and nothing is told."""
    account_id, device, changes = request.account, request.device, request.changes
    state = store.lock(
        s, account_id, [each.id for each in changes], {each.record for each in changes}
    )
    if device not in state.devices and len(state.devices) == store.CURRENT_DEVICES:
        _let_in(s, account_id, device, now)
    taken = push(s, request, state, clock.milliseconds(now), may_delete=False)
    taken.write(s)
    store.put_device(
        *(s, account_id, device),
        session_id=session_id,
        timezone=None,
        now=now,
        last=taken.last,
    )
    answer: dict[str, Any] = {
        "results": taken.results,
        "cursor": request.cursor,
        "more": False,
        "reset": False,
        "wipe": True,
        "knows": KNOWN,
    }
    return _with_records([], answer)


@endpoint(
    bp,
    "POST",
    f"{RECORD}/forget",
    responses={204: None, 404: None, 429: ProblemDetails},
)
def forget_record(kind: str, record: UUID) -> None:
    """Erase a record for good, with its history and what belongs to it."""
    account_id = signed_in().account_id
    often.ask("forget", account_id, often.FORGETTING)
    if forget(account_id, kind, str(record), clock.now()) is None:
        raise Problem(404, "There is no such record")


def _let_in(s: Executor, account_id: str, device: str, now: datetime) -> None:
    """An account with many devices comes with one more. Raises Problem 429: the phone keeps
    everything, and tries again."""
    most = current_app.config["MOST_DEVICES"]
    if not make_room_for_device(s, account_id, device, most, now):
        detail = f"this account may sync from {most} devices in {IDLE.days} days"
        errors: list[FieldError] = [{"field": "device", "detail": detail}]
        raise Problem(429, "Too many devices", errors, retry_after=DEVICE_RETRY_AFTER_S)
