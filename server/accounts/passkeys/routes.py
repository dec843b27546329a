"""Passkeys: create, list and remove them; sign in with one."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, request

from server import clock, database
from server.accounts import store as accounts
from server.accounts.activity.store import note
from server.accounts.confirm import confirm_owner
from server.accounts.current import (
    give_cookie,
    sign_in,
    signed_in,
    who_asks,
)
from server.accounts.passkeys import are_possible, ceremony, store
from server.accounts.passkeys.ceremony import MadeKey, NotRight
from server.accounts.passkeys.models import Passkey
from server.accounts.passkeys.schemas import (
    Credential,
    Empty,
    NewPasskey,
    Options,
    PasskeyItem,
    PasskeyList,
)
from server.accounts.routes import me
from server.accounts.schemas import Me
from server.http.endpoints import NOT_ACCEPTED, endpoint
from server.http.problems import Problem, ProblemDetails
from server.rate_limits import often

bp = Blueprint("passkeys", __name__)

NOT_HERE = {404: ProblemDetails}
SLOWED = {429: ProblemDetails, 503: ProblemDetails}


@bp.before_request
def where_browsers_make_them() -> None:
    """Raises Problem 404 if browsers allow no passkeys at this address."""
    if not are_possible(current_app.config["PUBLIC_URL"]):
        raise Problem(404, "There are no passkeys at this address")


@endpoint(bp, "POST", "/me/passkeys/options", body=Empty, responses={200: Options, **NOT_HERE})
def passkey_options(_body: Empty) -> dict[str, Any]:
    """What the browser has to be given to make a passkey."""
    who = signed_in()
    with database.write() as s:
        account = accounts.lock_account(s, who.account_id)
        if account is None:
            raise Problem(401, "Sign in first")
        handle = store.user_handle(s, account)
        known = [each.credential_id for each in store.passkeys(s, account.id)]
    return ceremony.creation_options(
        session_id=who.session_id,
        user_handle=handle,
        email=account.email,
        name=account.name,
        known=known,
    )


@endpoint(
    bp,
    "POST",
    "/me/passkeys",
    body=NewPasskey,
    responses={201: PasskeyItem, 409: ProblemDetails, **NOT_HERE, **SLOWED},
)
def add_passkey(body: NewPasskey) -> PasskeyItem:
    """Keep a passkey that the browser has made."""
    who = signed_in()
    confirm_owner(body.password)
    with often.asked("passkey of", who.account_id, often.VERIFYING) as s:
        challenge = ceremony.spend(s, body.as_json(), ceremony.registration(who.session_id))
    try:
        if challenge is None:
            raise NotRight("its challenge is none of ours, is over, or was used before")
        key = ceremony.made_key(body.as_json(), challenge)
    except NotRight as error:
        current_app.logger.info("a passkey was not taken: %s", error)
        wrong = "this passkey cannot be verified"
        raise Problem(422, NOT_ACCEPTED, [{"field": "response", "detail": wrong}]) from error
    now = clock.now()
    try:
        with database.write() as s:
            if accounts.lock_account(s, who.account_id) is None:
                raise Problem(401, "Sign in first")
            row = store.add(s, who.account_id, key, body.name, now)
            browser = request.headers.get("User-Agent", "")
            note(s, who.account_id, "passkey_added", now, browser)
    except store.KnownPasskey:
        raise Problem(409, "This passkey is known already") from None
    except store.TooManyPasskeys:
        title = f"An account has at most {store.MOST_PASSKEYS} passkeys. Remove one first."
        raise Problem(409, title) from None
    return _item(row)


@endpoint(bp, "GET", "/me/passkeys", responses={200: PasskeyList, **NOT_HERE})
def list_passkeys() -> PasskeyList:
    """The passkeys of the account."""
    with database.read() as s:
        rows = store.passkeys(s, signed_in().account_id)
    return PasskeyList(passkeys=[_item(row) for row in rows])


@endpoint(
    bp, "DELETE", "/me/passkeys/<uuid:passkey_id>", responses={204: None, 404: ProblemDetails}
)
def remove_passkey(passkey_id: UUID) -> None:
    """Take a passkey back: from now on nobody signs in with it."""
    account_id = signed_in().account_id
    with database.write() as s:
        if not store.remove(s, account_id, str(passkey_id)):
            raise Problem(404, "There is no such passkey")
        note(s, account_id, "passkey_removed", clock.now())


@endpoint(
    bp,
    "POST",
    "/session/passkey/options",
    auth=False,
    body=Empty,
    responses={200: Options, **NOT_HERE},
)
def sign_in_options(_body: Empty) -> dict[str, Any]:
    """What the browser has to be given to sign in with a passkey."""
    return ceremony.request_options()


@endpoint(
    bp,
    "POST",
    "/session/passkey",
    auth=False,
    body=Credential,
    responses={200: Me, 401: ProblemDetails, **NOT_HERE, **SLOWED},
)
def sign_in_with_passkey(body: Credential) -> Me:
    """Sign in with a passkey; it needs no code."""
    former, credential, now = who_asks(), body.as_json(), clock.now()
    wrong = Problem(401, "This passkey opens nothing here")
    with often.asked_by_address("passkey", often.SIGN_IN_WITH_PASSKEY) as s:
        challenge = ceremony.spend(s, credential, ceremony.SIGN_IN)
        account_id = store.find_by_handle(s, str(body.response.get("userHandle")))
    if challenge is None or account_id is None:
        raise wrong
    try:
        with database.write() as s:
            # Locked, so that two requests with the same count are handled one after the other.
            account = accounts.lock_account(s, account_id)
            row = store.find(s, account_id, body.id)
            if account is None or row is None:
                raise wrong
            key = MadeKey(row.credential_id, row.public_key, row.sign_count)
            row.sign_count = ceremony.new_count(credential, challenge, key)
            row.last_used_at = now
            opened = sign_in(s, account, former, "signed_in_with_passkey")
    except NotRight as error:
        current_app.logger.info("a sign-in with a passkey was refused: %s", error)
        raise wrong from error
    give_cookie(opened)
    return me(account)


def _item(row: Passkey) -> PasskeyItem:
    return PasskeyItem(
        id=row.id, name=row.name, created_at=row.created_at, last_used_at=row.last_used_at
    )
