"""`POST /api/v1/sync`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, Response

from server import clock, database
from server.accounts.current import API_SCOPES, SignedIn, signed_in
from server.database import Executor
from server.http.endpoints import endpoint
from server.http.problems import Problem, ProblemDetails
from server.rate_limits import often
from server.records.routes import RECORD
from server.sync import schemas
from server.sync.forget import forget
from server.sync.request import MOST_CHANGES, SyncRequest, TooManyChanges, WrongForm, parse
from server.sync.round_trip import take, take_wiping, tell, tell_wiping
from server.sync.validate import look_at

T = TypeVar("T")

bp = Blueprint("sync", __name__)

MAX_BYTES = 4 * 1024 * 1024


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
    notes_use=True,
)
def sync(raw: Any) -> Response:
    """Push what this device did, then pull what it has not seen."""
    who = signed_in()
    answer = answer_sync(raw, who)
    who.use_is_noted()
    return Response(answer, content_type="application/json")


def answer_sync(raw: Any, who: SignedIn) -> str:
    """Returns the JSON of the answer to a request body, after its changes are committed. The
    session's last use is written with them: call `use_is_noted` afterwards. Raises Problem."""
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
    if request.account != who.account_id:
        raise Problem(409, "Another account is signed in")
    if who.scope is not None:
        if who.scope != "write" and request.changes:
            raise Problem(403, "This token is for reading only")
        # The token is the device. The program's time zone says nothing about where its owner wakes
        # up.
        request.device, request.timezone = who.session_id, None
    for change in request.changes:
        look_at(change)
    if who.is_wiping:
        return tell_wiping(request, _write(take_wiping, request, who))
    return tell(request, _write(take, request, who))


def _write(
    take: Callable[[Executor, SyncRequest, str, datetime], T],
    request: SyncRequest,
    who: SignedIn,
) -> T:
    """Returns what was applied, after the commit; the use of the session is recorded in the same
    transaction."""

    def work(s: Executor) -> T:
        taken = take(s, request, who.session_id, clock.now())
        who.note_use_in(s)
        return taken

    return database.write_together(work, weight=len(request.changes))


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
