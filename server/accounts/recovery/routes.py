"""`/recovery`: request a link by mail, and choose a new password with it."""

from flask import Blueprint
from pydantic import BaseModel

from server import clock, database
from server.accounts import store as accounts
from server.accounts.activity.store import note
from server.accounts.email_address import email_keys
from server.accounts.guard import hash_in_turn, refuse_poor_password
from server.accounts.recovery import letter as _letter  # noqa: F401  (which the postman asks)
from server.accounts.recovery import store
from server.accounts.schemas import NewPassword, Request
from server.accounts.tokens.store import end_all as end_tokens
from server.for_account import NOBODY
from server.http.endpoints import endpoint
from server.http.problems import Problem, ProblemDetails
from server.mail import is_mail_set_up
from server.mail.store import add_letter
from server.rate_limits import often

bp = Blueprint("recovery", __name__)

SLOWED = {404: ProblemDetails, 429: ProblemDetails, 503: ProblemDetails}


class AskRecovery(Request):
    """The address of an account."""

    email: str


class Asked(BaseModel):
    """The answer does not say whether the address has an account."""


class Recovery(Request):
    """The token of the link, and the new password."""

    token: str
    password: NewPassword


def _only_with_mail() -> None:
    """Raises Problem 404 if this server sends no mail."""
    if not is_mail_set_up():
        raise Problem(404, "This server sends no mail")


@endpoint(bp, "POST", "/recovery", auth=False, body=AskRecovery, responses={202: Asked, **SLOWED})
def ask_recovery(body: AskRecovery) -> Asked:
    """Ask for a link by mail, with which a new password can be chosen."""
    _only_with_mail()
    now = clock.now()
    keys = email_keys(body.email)
    with often.asked_by_address("recovery", often.RECOVERY_BY_ADDRESS) as s:
        # The database runs the same statements for any address, and after too many letters, so that
        # the time of the answer does not reveal whether there is an account.
        key = min(keys, default="")
        has_letter = often.take(s, "recovery of", key, often.RECOVERY_LETTERS)
        account = accounts.find_account(s, body.email)
        is_sent = account is not None and has_letter
        account_id, key = (account.id, account.email_key) if account and is_sent else (NOBODY, key)
        add_letter(s, account_id, "recovery", {"email_key": key}, now)
        note(s, account_id, "recovery_asked", now)
    return Asked()


@endpoint(
    bp,
    "PUT",
    "/recovery",
    auth=False,
    body=Recovery,
    responses={204: None, 410: ProblemDetails, **SLOWED},
)
def recover(body: Recovery) -> None:
    """Choose a new password, with the token of a link. All phones are signed out, and all tokens
    end; passkeys and one-time codes stay."""
    _only_with_mail()
    over = Problem(410, "This link is over, or was used")
    with often.asked_by_address("recovering", often.RECOVERY_BY_ADDRESS) as s:
        account = store.find_account(s, body.token, clock.now())
    if account is None:
        raise over
    refuse_poor_password(account.email, body.password)
    hashed = hash_in_turn(body.password)
    with database.write() as s:
        # Locked, so that two requests with the same link are handled one after the other.
        locked = store.find_account(s, body.token, clock.now())
        if locked is None:
            raise over
        locked.password_hash = hashed
        store.end_links(s, locked.id)
        accounts.close_all_sessions(s, locked.id)
        end_tokens(s, locked.id)
        note(s, locked.id, "recovered", clock.now())
