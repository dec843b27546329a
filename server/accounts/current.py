"""The current account: the one behind the cookie or the token of this request.

The cookie is Flask's, signed. In it flask-login keeps what `SignedIn.get_id()` returns: the id of
the account, with which every key begins, and a random token. Deleting the session's row signs the
phone out.

Other programs send a token instead (`Authorization: Bearer`); then the cookie is ignored.
"""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast
from uuid import UUID

from flask import Flask, Request, Response, after_this_request, current_app, g, request, session
from flask_login import UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session as Transaction

from server import clock, database
from server.accounts import cookies, guard, known_devices, store
from server.accounts.activity.store import What, note
from server.accounts.cookies import WHO, PhoneSession, SessionCookies
from server.accounts.models import Account
from server.accounts.tokens import store as tokens
from server.accounts.tokens.guesses import holder_of
from server.database import Executor
from server.extensions import login
from server.housekeeping import reckon_from
from server.http.csrf import is_by_token, is_local
from server.http.problems import Problem
from server.signals import signed_in_anew
from server.text_cache import cached

#: The scopes of tokens that are accepted here.
API_SCOPES = frozenset({"read", "write"})
#: `last_used_at` is written at most this often.
TOUCH_EVERY = timedelta(minutes=1)


@dataclass
class SignedIn(UserMixin):  # type: ignore[misc]
    """flask-login's user."""

    account_id: str
    #: For another program: the id of its token.
    session_id: str
    token: str
    #: The scope of the token; None: a phone with a session.
    scope: str | None = None
    #: Whether this phone must wipe itself: then it may only send its outbox.
    is_wiping: bool = False
    #: The current time, if the use of the session has to be recorded (once in TOUCH_EVERY).
    used_at: datetime | None = None

    def get_id(self) -> str:
        return f"{self.account_id}.{self.token}"

    def note_use(self) -> None:
        """Record that the session was used. If another transaction is writing, the next request
        does it, so that this one does not wait."""
        if self.used_at is None:
            return
        with suppress(OperationalError):
            with database.write(is_patient=False) as s:
                self.note_use_in(s)
            self.use_is_noted()

    def note_use_in(self, s: Executor) -> None:
        """Like `note_use`, within a transaction that the request needs anyway. Call `use_is_noted`
        after the commit."""
        if self.used_at is not None:
            store.touch_session(s, self.account_id, self.session_id, self.used_at)

    def use_is_noted(self) -> None:
        """After the commit: renew the cookie, for another 180 days."""
        if self.used_at is not None:
            session.modified = True
            self.used_at = None


def signed_in() -> SignedIn:
    """Returns who is signed in. Only for endpoints that need a session."""
    return cast(SignedIn, current_user._get_current_object())


def set_signed_in(who: SignedIn) -> None:
    """Store who is signed in where flask-login looks, so that it does not ask the database."""
    g._login_user = who


def current_account() -> Account:
    """Returns the account that is signed in, from the database. Only for endpoints that need a
    session. Raises Problem 401."""
    with database.read() as s:
        account = store.get_account(s, signed_in().account_id)
    if account is None:
        raise Problem(401, "Sign in first")
    return account


def who_asks() -> SignedIn | None:
    """Returns who is signed in on this phone, or None."""
    return cast(SignedIn, current_user) if current_user.is_authenticated else None


def account_in_hand() -> str | None:
    """Returns the account of this request if it has been looked up already, else None: it makes no
    query."""
    who = who_asks() if hasattr(g, "_login_user") else None
    return None if who is None else who.account_id


def sign_in(
    s: Transaction, account: Account, former: SignedIn | None, how: What = "signed_in"
) -> SignedIn:
    """Open a session that replaces the `former` one of this phone. Call `give_cookie` after the
    commit."""
    now, browser = clock.now(), request.headers.get("User-Agent", "")
    if former is not None:
        store.close_session(s, former.account_id, former.session_id)
    store.purge_sessions(s, account.id, reckon_from(s, now))
    store.end_oldest_sessions(s, account.id, now, current_app.config["MOST_SESSIONS"])
    guard.succeeded(s, account)
    token = secrets.token_urlsafe(32)
    row = store.open_session(
        s,
        account.id,
        token_hash=_hash(token),
        user_agent=browser,
        now=now,
    )
    note(s, account.id, how, now, browser)
    if how != "signed_up" and known_devices.known_device(request, account.id) is None:
        signed_in_anew.send(s, account_id=account.id, session_id=row.id, browser=row.user_agent)
    return SignedIn(account.id, row.id, token)


def give_cookie(who: SignedIn) -> None:
    """Set the session cookie. The session's row must have been committed."""
    session.clear()
    session.permanent = True
    login_user(who)
    cast(PhoneSession, session).is_new = True
    after_this_request(partial(known_devices.remember, who.account_id))


def take_cookie() -> None:
    """Remove the session cookie, and the browser's cache of our answers; the session's row stays.
    The app deletes its own storage, account by account: `Clear-Site-Data: "storage"` would delete
    the outboxes of other accounts too."""
    logout_user()
    session.clear()

    @after_this_request
    def clear(response: Response) -> Response:
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


def _hash(token: str) -> str:
    # The token is random and cannot be guessed, so a slow hash would add no protection.
    return hashlib.sha256(token.encode()).hexdigest()


@login.user_loader  # type: ignore[untyped-decorator]
def load(kept: str) -> SignedIn | None:
    """Returns the valid session that a cookie names, or None."""
    found = _find(kept)
    spare: str | None = getattr(session, "spare", None)
    if found is None and spare is not None:
        found = _find(spare)
        if found is not None:
            session[WHO] = spare
    return found


def find_session(held: dict[str, Any]) -> SignedIn | None:
    """Returns the living session that is named in the contents of a signed cookie, or None."""
    kept = held.get(WHO)
    return _find(kept) if isinstance(kept, str) else None


@cached
def _parts(kept: str) -> tuple[str, str, str] | None:
    """Returns (account, token, hash of the token) of what a cookie names, or None if it names no
    account."""
    account_id, _, token = kept.partition(".")
    try:
        return str(UUID(account_id)), token, _hash(token)
    except ValueError:
        return None


def _find(kept: str) -> SignedIn | None:
    parts = _parts(kept)
    if parts is None:
        return None
    account_id, token, token_hash = parts
    now = clock.now()
    with database.read_autocommit() as s:
        found = store.find_session(s, account_id, token_hash, now)
    if found is None:
        return None
    session_id, last_used_at, is_wiping = found
    used_at = now if now - last_used_at >= TOUCH_EVERY else None
    return SignedIn(account_id, session_id, token, is_wiping=is_wiping, used_at=used_at)


@login.request_loader  # type: ignore[untyped-decorator]
def load_token(request: Request) -> SignedIn | None:
    """Returns who sent a token for the API, or None. Raises Problem 429."""
    if not is_by_token(request):
        return None
    token = request.headers["Authorization"][7:].strip()
    holder = holder_of(token)
    if holder is None or holder.scope not in API_SCOPES:
        return None
    return SignedIn(holder.account_id, holder.token_id, token, holder.scope)


def answer_if_gone(error: IntegrityError) -> Response:
    """Answer 401 if the session or its account was deleted while its request was being handled.

    All rows refer to the account, so that the database refuses to write them then. Any other
    refusal is a bug, and is raised again.
    """
    who = who_asks()
    if who is None:
        raise error
    if _is_still_there(who):
        raise error
    return Problem(401, "Sign in first").response()


def _is_still_there(who: SignedIn) -> bool:
    if who.scope is not None:
        return tokens.is_there(who.account_id, who.session_id)
    with database.read_autocommit() as s:
        found = store.find_session(s, who.account_id, _hash(who.token), clock.now())
    return found is not None


def init_app(app: Flask) -> None:
    login.init_app(app)
    app.register_error_handler(IntegrityError, answer_if_gone)
    # Flask-login's own protection ties a session to an IP address, and phones change theirs.
    login.session_protection = None
    app.session_interface = SessionCookies(app)
    is_here = is_local(app.config["PUBLIC_URL"])
    # An older version included a line break at the end of the file in the secret. Cookies that were
    # signed with it stay valid.
    app.config["SECRET_KEY_FALLBACKS"] = [app.config["SECRET_KEY"] + "\n"]
    app.config |= {
        # `SessionCookies` sets this for each response; this value is for the API document.
        "SESSION_COOKIE_NAME": cookies.NAME if is_here else cookies.SECURE_NAME,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": store.SESSION_LIFETIME,
        # `load` renews the cookie of a valid session. The cookie of an ended session is not
        # deleted, so that a late answer cannot overwrite the cookie of somebody who is just signing
        # in.
        "SESSION_REFRESH_EACH_REQUEST": False,
    }
