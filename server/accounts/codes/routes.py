"""`/me/totp`: turn one-time codes on and off, and make new recovery codes."""

from flask import Blueprint
from pydantic import BaseModel
from sqlalchemy.orm import Session as Transaction

from server import clock, database
from server.accounts import store as accounts
from server.accounts.codes import rules, store
from server.accounts.confirm import confirm_owner
from server.accounts.current import signed_in
from server.accounts.models import Account
from server.accounts.schemas import Request
from server.http.endpoints import endpoint
from server.http.problems import Problem, ProblemDetails
from server.rate_limits import often

bp = Blueprint("codes", __name__)

SLOWED = {429: ProblemDetails, 503: ProblemDetails}


class GivenPassword(Request):
    """The password, to confirm."""

    password: str


class GivenCode(Request):
    """Six digits from the authenticator app."""

    code: str


class NewTotp(BaseModel):
    """What the authenticator app needs, as text or for a QR code."""

    secret: str
    uri: str


class RecoveryCodes(BaseModel):
    """Ten codes, each valid once. They are shown only this once."""

    recovery_codes: list[str]


@endpoint(bp, "POST", "/me/totp", body=GivenPassword, responses={200: NewTotp, **SLOWED})
def begin_totp(body: GivenPassword) -> NewTotp:
    """Make a new secret for one-time codes. It takes effect once a code of it was given."""
    confirm_owner(body.password)
    with database.write() as s:
        account = _account(s)
        account.totp_pending = rules.new_secret()
    return NewTotp(secret=account.totp_pending, uri=rules.uri(account.totp_pending, account.email))


@endpoint(
    bp,
    "PUT",
    "/me/totp",
    body=GivenCode,
    responses={200: RecoveryCodes, 409: ProblemDetails, **SLOWED},
)
def confirm_totp(body: GivenCode) -> RecoveryCodes:
    """Turn one-time codes on, with a first one."""
    often.ask("code of", signed_in().account_id, often.ONE_TIME_CODE)
    with database.write() as s:
        account = _account(s)
        if account.totp_pending is None:
            raise Problem(409, "Ask for a secret first")
        codes = store.turn_on(s, account, body.code, clock.now())
    if codes is None:
        raise Problem(401, "This code is not right", reason="wrong_code")
    return RecoveryCodes(recovery_codes=codes)


@endpoint(
    bp,
    "POST",
    "/me/totp/recovery-codes",
    body=GivenPassword,
    responses={200: RecoveryCodes, 409: ProblemDetails, **SLOWED},
)
def renew_recovery_codes(body: GivenPassword) -> RecoveryCodes:
    """Make ten new recovery codes; the previous ones become invalid."""
    confirm_owner(body.password)
    with database.write() as s:
        account = _account(s)
        if account.totp_secret is None:
            raise Problem(409, "One-time codes are not on")
        return RecoveryCodes(recovery_codes=store.renew_recovery_codes(s, account, clock.now()))


@endpoint(bp, "DELETE", "/me/totp", body=GivenPassword, responses={204: None, **SLOWED})
def end_totp(body: GivenPassword) -> None:
    """Turn one-time codes off."""
    confirm_owner(body.password)
    with database.write() as s:
        store.turn_off(s, _account(s), clock.now())


def _account(s: Transaction) -> Account:
    account = accounts.lock_account(s, signed_in().account_id)
    if account is None:
        raise Problem(401, "Sign in first")
    return account
