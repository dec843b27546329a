"""Sign up, sign in and sign out; the account itself; the phones that are signed in."""

from flask import Blueprint, current_app, request

from server import clock, database
from server.accounts import store
from server.accounts.activity.store import note
from server.accounts.codes import store as codes
from server.accounts.current import (
    API_SCOPES,
    SignedIn,
    current_account,
    give_cookie,
    sign_in,
    signed_in,
    take_cookie,
    who_asks,
)
from server.accounts.guard import (
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
from server.http.endpoints import NOT_ACCEPTED, Parameter, endpoint
from server.http.problems import FieldError, Problem, ProblemDetails
from server.mail import is_mail_set_up
from server.rate_limits import often
from server.signals import account_deleted, schedule_affected

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
            opened = sign_in(s, account, former, "signed_up")
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
        # Checking the password took a while: it may have been reset meanwhile, or the account
        # erased.
        found = store.lock_account(s, account.id)
        if found is None or found.password_hash != account.password_hash:
            raise wrong
        if found.totp_secret is None:
            opened = sign_in(s, found, former)
    if found.totp_secret is not None:
        found, opened = _sign_in_with_code(found, body.code, former)
    give_cookie(opened)
    return me(found)


def _sign_in_with_code(
    account: Account, code: str | None, former: SignedIn | None
) -> tuple[Account, SignedIn]:
    """Sign in with the code, after a correct password. Raises Problem 401 and 429."""
    needed = Problem(401, "A code of your authenticator app is needed", reason="code_needed")
    if code is None:
        raise needed
    with often.asked("code of", account.id, often.ONE_TIME_CODE) as s:
        locked = store.lock_account(s, account.id)
        is_same = locked is not None and locked.password_hash == account.password_hash
        if locked is None or not is_same:
            raise Problem(401, "This address and this password do not belong together")
        opened = None
        if locked.totp_secret is None or codes.take_code(s, locked, code, clock.now()):
            opened = sign_in(s, locked, former)
            often.forgive(s, "code of", account.id)
    if opened is None:
        raise needed
    return locked, opened


@endpoint(bp, "DELETE", "/session", responses={204: None}, wiping=True)
def close_session() -> None:
    """Sign out; of a phone that was to wipe itself: it has."""
    who = signed_in()
    with database.write() as s:
        browser = store.close_session(s, who.account_id, who.session_id)
        if who.is_wiping and browser is not None:
            note(s, who.account_id, "wiped", clock.now(), browser)
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
    if changes.get("prompt_by_mail", "never") != "never" and not is_mail_set_up():
        errors: list[FieldError] = [
            {"field": "prompt_by_mail", "detail": "this server sends no mail"}
        ]
        raise Problem(422, NOT_ACCEPTED, errors)
    with database.write() as s:
        account = store.change_account(s, signed_in().account_id, changes)
        if account is None:
            raise Problem(401, "Sign in first")
        if changes.keys() & {"timezone", "prompt_at", "past_faces", "prompt_by_mail"}:
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
    database.erase_traces()
    account_deleted.send(None, account_id=account.id)
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
                wiping=row.wiping_since is not None,
            )
            for row in rows
        ]
    )


@endpoint(
    bp,
    "DELETE",
    "/me/sessions/<uuid:session_id>",
    responses={204: None, 404: ProblemDetails},
    parameters=[Parameter("query", "wipe", "1: that phone sends what waits, then wipes itself")],
)
def close_other_session(session_id: object) -> None:
    """Sign a lost phone out. With `?wipe=1` it sends what waits and wipes itself, at its next word
    from the server."""
    who, now, wanted = signed_in(), clock.now(), str(session_id)
    is_wipe = request.args.get("wipe") == "1" and wanted != who.session_id
    with database.write() as s:
        if is_wipe:
            browser = store.wipe_session(s, who.account_id, wanted, now)
        else:
            browser = store.close_session(s, who.account_id, wanted)
        if browser is None:
            raise Problem(404, "There is no such session")
        note(s, who.account_id, "wipe_asked" if is_wipe else "signed_out_elsewhere", now, browser)
    if wanted == who.session_id:
        take_cookie()


@endpoint(bp, "DELETE", "/me/sessions", responses={204: None})
def close_other_sessions() -> None:
    """Sign all phones out but the one that asks."""
    who = signed_in()
    with database.write() as s:
        store.close_other_sessions(s, who.account_id, who.session_id)
        note(s, who.account_id, "signed_out_all_others", clock.now())


def me(account: Account) -> Me:
    return Me(
        id=account.id,
        email=account.email,
        name=account.name,
        timezone=account.timezone,
        prompt_at=account.prompt_at,
        language=account.language,
        past_faces=account.past_faces,
        prompt_by_mail=account.prompt_by_mail,
        totp=account.totp_secret is not None,
        card=account.card,
    )
