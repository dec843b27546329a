"""`PUT /me/password` and `PUT /me/email`: change the password or the address."""

from flask import Blueprint
from sqlalchemy.exc import IntegrityError

from server import clock, database
from server.accounts import store
from server.accounts.activity.store import note
from server.accounts.confirm import confirm_owner
from server.accounts.current import current_account, signed_in
from server.accounts.email_address import email_key
from server.accounts.guard import hash_in_turn, refuse_poor_password
from server.accounts.recovery.store import end_links
from server.accounts.routes import SLOWED, me
from server.accounts.schemas import Email, Me, NewPassword, Request
from server.http.endpoints import endpoint
from server.http.problems import Problem, ProblemDetails
from server.rate_limits import often

bp = Blueprint("changing", __name__)


class PasswordChange(Request):
    """The current password, and the new one."""

    current_password: str
    password: NewPassword


class EmailChange(Request):
    """The password, and the new address."""

    password: str
    email: Email


@endpoint(bp, "PUT", "/me/password", body=PasswordChange, responses={204: None, **SLOWED})
def change_password(body: PasswordChange) -> None:
    """Choose another password. All other phones are signed out; passkeys and tokens stay."""
    who, account = signed_in(), current_account()
    refuse_poor_password(account.email, body.password)
    confirm_owner(body.current_password)
    hashed = hash_in_turn(body.password)
    with database.write() as s:
        # If two requests change it at once, the password in the second is no longer valid.
        locked = store.lock_account(s, who.account_id)
        if locked is None or locked.password_hash != account.password_hash:
            raise Problem(401, "This is not your password", reason="wrong_password")
        locked.password_hash = hashed
        store.close_other_sessions(s, who.account_id, who.session_id)
        note(s, who.account_id, "password_changed", clock.now())


@endpoint(
    bp, "PUT", "/me/email", body=EmailChange, responses={200: Me, 409: ProblemDetails, **SLOWED}
)
def change_email(body: EmailChange) -> Me:
    """Take another address. Nobody is signed out; open recovery links become invalid."""
    who = signed_in()
    confirm_owner(body.password)
    often.ask("address of", who.account_id, often.ADDRESS_CHANGE)
    taken = Problem(
        409,
        "This address is taken",
        [{"field": "email", "detail": "somebody has an account with this address"}],
    )
    try:
        with database.write() as s:
            other = store.find_account(s, body.email)
            if other is not None and other.id != who.account_id:
                raise taken
            account = store.change_account(
                s,
                who.account_id,
                {
                    "email": body.email,
                    "email_key": email_key(body.email),
                    "letters_refused": 0,
                },
            )
            if account is None:
                raise Problem(401, "Sign in first")
            s.flush()
            end_links(s, who.account_id)
            note(s, who.account_id, "address_changed", clock.now())
    except IntegrityError:
        raise taken from None
    return me(account)
