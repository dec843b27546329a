"""Passwords: which are allowed, and hashing with argon2id, a few at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from server.accounts.common_passwords import common_passwords
from server.accounts.email_address import email_keys
from server.text import encodable, folded, normalised

SHORTEST, LONGEST = 8, 200
#: For new passwords only: an existing one stays valid.
LONGEST_EVER = 1000

# 19 MiB, two passes: 20 ms of one core. The library's default takes 121 ms and 64 MiB a sign-in.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)

#: In one process. More would slow down syncs, and use 19 MiB each.
AT_ONCE = 2
#: How long somebody waits for a turn.
PATIENCE_S = 3.0

_turns = BoundedSemaphore(AT_ONCE)


class TooBusy(Exception):
    """Too many passwords are being hashed; this one could not start in time."""


class PoorPassword(ValueError):
    """This password is not allowed; the message says why, for the user."""


def check_new_password(password: str, email: str) -> None:
    """Check a password that the account with this address wants to choose; never called at sign-in.
    Raises PoorPassword, whose field is `password`."""
    try:
        encodable(password, SHORTEST, LONGEST)
        spelled = folded(password, LONGEST)
    except ValueError as error:
        raise PoorPassword(str(error)) from None
    if spelled in common_passwords():
        raise PoorPassword("is one of the 10,000 commonest: it would be guessed first")
    if spelled == folded(email, LONGEST) or set(email_keys(password)) & set(email_keys(email)):
        raise PoorPassword("is the address itself: it would be guessed first")


def hash_password(password: str) -> str:
    """Returns the hash to store. Raises UnicodeEncodeError for text that has no UTF-8 form, and
    TooBusy."""
    with _turn():
        return _hasher.hash(_bytes(password))


def check_password(password: str, kept: str | None) -> bool:
    """Returns whether `password` matches the hash `kept`. Raises TooBusy.

    `kept` is None for an address without an account. That takes just as long and returns False, so
    that the time of an answer does not reveal who has an account.
    """
    expected = kept or _nobodys()
    with _turn():
        try:
            _hasher.verify(expected, _bytes(password))
        except (VerifyMismatchError, InvalidHashError):
            return False
    return kept is not None


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE_S):
        raise TooBusy
    try:
        yield
    finally:
        _turns.release()


def _bytes(password: str) -> bytes:
    # Keyboards differ in how they encode an accented letter.
    try:
        return normalised(password, LONGEST_EVER).encode()
    except ValueError:
        return password.encode()


@cache
def _nobodys() -> str:
    return hash_password("nobody has this one")
