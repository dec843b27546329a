"""Limits on password attempts and new accounts: how often, and how many at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app, request
from flask_login import current_user
from sqlalchemy.orm import Session

from server import clock, database
from server.accounts import store
from server.accounts.email_address import email_keys
from server.accounts.known_devices import known_device
from server.accounts.models import Account
from server.accounts.passwords import (
    PoorPassword,
    TooBusy,
    check_new_password,
    check_password,
    hash_password,
)
from server.http.client_address import client_networks
from server.http.endpoints import NOT_ACCEPTED
from server.http.problems import FieldError, Problem
from server.rate_limits.attempts import Attempts, TooOften

BUSY_RETRY_AFTER_S = 5


def attempts_on(email: str, device: str | None = None) -> Attempts:
    """Returns the attempts of this client on the account with an e-mail address. Neither the time
    that this takes nor a 429 reveals whether the account exists."""
    secret = current_app.config["SECRET_KEY"]
    # An invalid address belongs to nobody, but its attempts are counted in the same way.
    keys = email_keys(email) or [email]
    return Attempts(secret, client_networks(request), min(keys), device)


def find_by_password(email: str, password: str) -> Account | None:
    """Returns the account with this address and password, or None. Takes just as long if there is
    no such account. Raises Problem 429, before any password is hashed, and 503."""
    with _refusing():
        with database.write() as s:
            account = store.find_account(s, email)
            device = known_device(request, account.id) if account else None
            attempts_on(email, device).sign_in(s, clock.now())
        if check_password(password, account.password_hash if account else None):
            return account
        return None


def is_password_of(account: Account, password: str) -> bool:
    """Like `find_by_password`, for an account that is signed in. Raises Problem 429 and 503."""
    with _refusing():
        # A phone that is signed in is known, even without the cookie of `known_devices`.
        attempts = attempts_on(account.email, f"session {current_user.session_id}")
        with database.write() as s:
            attempts.sign_in(s, clock.now())
        is_right = check_password(password, account.password_hash)
    if is_right:
        with database.write() as s:
            attempts.succeeded_on_device(s)
    return is_right


def succeeded(s: Session, account: Account) -> None:
    """Call after a correct password: earlier wrong ones from this client were the owner's mistakes,
    and no longer count."""
    device = known_device(request, account.id)
    attempts_on(account.email, device).succeeded(s, clock.now())


def refuse_poor_password(email: str, password: str) -> None:
    """Check a password that the account with this address wants to choose. Raises Problem 422."""
    try:
        check_new_password(password, email)
    except PoorPassword as error:
        errors: list[FieldError] = [{"field": "password", "detail": str(error)}]
        raise Problem(422, NOT_ACCEPTED, errors) from None


def new_password_hash(email: str, password: str) -> str:
    """Returns the hash of a new account's password. Raises Problem 422, 429 and 503."""
    refuse_poor_password(email, password)
    with _refusing():
        with database.write() as s:
            attempts_on(email).sign_up(s, clock.now())
        return hash_password(password)


def hash_in_turn(password: str) -> str:
    """Returns the hash of a password whose owner has been verified. Raises Problem 503."""
    with _refusing():
        return hash_password(password)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except TooOften as error:
        title = "Too many tries. Wait a while, then try again."
        raise Problem(429, title, retry_after=error.seconds) from None
    except TooBusy:
        title = "Too many people are signing in just now. Try again in a moment."
        raise Problem(503, title, retry_after=BUSY_RETRY_AFTER_S) from None
