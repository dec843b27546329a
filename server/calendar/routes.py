"""`GET /calendar/<token>.ics`: anybody who knows the address can read it. Cookies are ignored."""

import hashlib

from flask import Blueprint, Response, request

from server import database
from server.accounts.tokens.guesses import holder_of
from server.calendar import feed, store
from server.calendar.entries import SHOWS, entries
from server.http.problems import Problem
from server.languages import DEFAULT
from server.telemetry.request_log import ACCOUNT

bp = Blueprint("calendar", __name__)


@bp.get("/calendar/<token>.ics")
def calendar(token: str) -> Response:
    """Return evenings, follow-ups and birthdays, as `?show=` and `?alarms=` select. Raises Problem
    404."""
    holder = holder_of(token)
    if holder is None or holder.scope != "calendar":
        raise Problem(404, "There is no such calendar")
    request.environ[ACCOUNT] = holder.account_id
    show = _shown(request.args.get("show"))
    alarms = request.args.get("alarms") == "1"
    with database.read() as s:
        state = store.state_of(s, holder.account_id)
        asked = f"{feed.WRITER} {state} {','.join(show)} {alarms}"
        etag = hashlib.sha256(asked.encode()).hexdigest()[:32]
        if request.if_none_match.contains_weak(etag):
            return _answer(b"", 304, etag)
        language = store.language_of(s, holder.account_id) or DEFAULT
        found = entries(store.rows_of(s, holder.account_id), show, language)
    return _answer(feed.write(found, alarms=alarms), 200, etag)


def _shown(asked: str | None) -> list[str]:
    """Returns the selected parts in a fixed order; all of them if none was selected."""
    chosen = SHOWS if asked is None else asked.split(",")
    return [each for each in SHOWS if each in chosen] or [*SHOWS]


def _answer(body: bytes, status: int, etag: str) -> Response:
    answer = Response(body, status, content_type=feed.CONTENT_TYPE)
    answer.set_etag(etag)
    # The address is a secret: only the reader's own cache may store the answer.
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = 'inline; filename="karmadex.ics"'
    return answer
