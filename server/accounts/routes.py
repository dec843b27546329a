"""Sign up, sign in, sign out; the account itself; the phones that are signed in."""

from flask import Blueprint, current_app

from server import clock, database
from server.accounts import store
from server.accounts.current import (
    API_SCOPES,
    current_account,
    give_cookie,
    sign_in,
    signed_in,
    take_cookie,
    who_asks,
)
from server.accounts.guard import (
    attempts_on,
    find_by_password,
    is_password_of,
    new_password_hash,
)
from server.accounts.models import Account
from server.accounts.schemas import (
    Goodbye,
    Me,
    MePatch,
    SessionItem,
    SessionList,
    SignIn,
    SignUp,
)
from server.http.endpoints import endpoint
from server.http.problems import Problem, ProblemDetails
from server.signals import schedule_affected

bp = Blueprint("accounts", __name__)

#: Wherever a password is tried or made: too often, or too many at once.
SLOWED = {429: ProblemDetails, 503: ProblemDetails}


@endpoint(
    bp,
    "POST",
    "/accounts",
    auth=False,
    body=SignUp,
    responses={201: Me, 403: ProblemDetails, 409: ProblemDetails, **SLOWED},
)
def sign_up(body: SignUp) -> Me:
    """Make an account, and sign in."""
    if current_app.config["REGISTRATION"] == "closed":
        raise Problem(403, "Nobody new can sign up here")
    former = who_asks()
    hashed = new_password_hash(body.email, body.password)
    try:
        with database.write() as s:
            account = store.add_account(
                s,
                email=body.email,
                name=body.name,
                password_hash=hashed,
                timezone=body.timezone,
                language=body.language,
                now=clock.now(),
            )
            opened = sign_in(s, account, former)
    except store.AddressTaken:
        taken = "somebody has an account with this address"
        raise Problem(409, "This address is taken", [{"field": "email", "detail": taken}]) from None
    give_cookie(opened)
    return me(account)


@endpoint(
    bp,
    "POST",
    "/session",
    auth=False,
    body=SignIn,
    responses={200: Me, 401: ProblemDetails, **SLOWED},
)
def open_session(body: SignIn) -> Me:
    """Sign in."""
    former = who_asks()
    wrong = Problem(401, "This address and this password do not belong together")
    account = find_by_password(body.email, body.password)
    if account is None:
        raise wrong
    with database.write() as s:
        # The password took a while to check: it may have been reset meanwhile, the account erased.
        found = store.lock_account(s, account.id)
        if found is None or found.password_hash != account.password_hash:
            raise wrong
        attempts_on(body.email).succeeded(s)
        opened = sign_in(s, found, former)
    give_cookie(opened)
    return me(found)


@endpoint(bp, "DELETE", "/session", responses={204: None})
def close_session() -> None:
    """Sign out."""
    with database.write() as s:
        store.close_session(s, signed_in().account_id, signed_in().session_id)
    take_cookie()


@endpoint(bp, "GET", "/me", responses={200: Me}, scopes=API_SCOPES)
def get_me() -> Me:
    """Who is signed in."""
    return me(current_account())


@endpoint(bp, "PATCH", "/me", body=MePatch, responses={200: Me})
def patch_me(body: MePatch) -> Me:
    """Change the name, the time zone, the language, or when the morning prompt comes and whether
    it may bring a face from the past."""
    changes = body.model_dump(exclude_unset=True)
    with database.write() as s:
        account = store.change_account(s, signed_in().account_id, changes)
        if account is None:
            raise Problem(401, "Sign in first")
        if changes.keys() & {"timezone", "prompt_at", "past_faces"}:
            schedule_affected.send(s, account_id=account.id)
    return me(account)


@endpoint(bp, "DELETE", "/me", body=Goodbye, responses={204: None, **SLOWED})
def delete_me(body: Goodbye) -> None:
    """Erase the account and everything in it."""
    account = current_account()
    if not is_password_of(account, body.password):
        raise Problem(401, "This is not the password of this account", reason="wrong_password")
    with database.write() as s:
        store.delete_account(s, account.id)
    take_cookie()


@endpoint(bp, "GET", "/me/sessions", responses={200: SessionList})
def list_sessions() -> SessionList:
    """The phones and browsers that are signed in."""
    with database.read() as s:
        rows = store.list_sessions(s, signed_in().account_id, clock.now())
    return SessionList(
        sessions=[
            SessionItem(
                id=row.id,
                created_at=row.created_at,
                last_used_at=row.last_used_at,
                user_agent=row.user_agent,
                current=row.id == signed_in().session_id,
            )
            for row in rows
        ]
    )


@endpoint(
    bp,
    "DELETE",
    "/me/sessions/<uuid:session_id>",
    responses={204: None, 404: ProblemDetails},
)
def close_other_session(session_id: object) -> None:
    """Sign a lost phone out."""
    with database.write() as s:
        closed = store.close_session(s, signed_in().account_id, str(session_id))
    if not closed:
        raise Problem(404, "There is no such session")
    if str(session_id) == signed_in().session_id:
        take_cookie()


def me(account: Account) -> Me:
    return Me(
        id=account.id,
        email=account.email,
        name=account.name,
        timezone=account.timezone,
        prompt_at=account.prompt_at,
        language=account.language,
        past_faces=account.past_faces,
    )
