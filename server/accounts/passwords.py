"""Passwords: which may be chosen, and argon2id, of which only a few are computed at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from server.accounts.common_passwords import common_passwords
from server.text import encodable, folded, normalised

SHORTEST, LONGEST = 8, 200
#: What was once allowed still signs in.
LONGEST_EVER = 1000

# 19 MiB, two passes: 20 ms of one core. The library's default takes 121 ms and 64 MiB a sign-in.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)

#: In one process. More would take the cores from those who sync, and 19 MiB each.
AT_ONCE = 2
#: How long somebody waits for a turn.
PATIENCE_S = 3.0

_turns = BoundedSemaphore(AT_ONCE)


class TooBusy(Exception):
    """So many passwords are being hashed that this one had no turn in time."""


class PoorPassword(ValueError):
    """Nobody may choose this password; the message says why, to whoever chose it."""


def check_new_password(password: str, email: str) -> None:
    """Whether the account with this address may have this password from now on. Asked wherever one
    is chosen, never at sign-in. Raises PoorPassword, whose field is `password`."""
    try:
        encodable(password, SHORTEST, LONGEST)
        spelled = folded(password, LONGEST)
    except ValueError as error:
        raise PoorPassword(str(error)) from None
    if spelled in common_passwords():
        raise PoorPassword("is one of the 10,000 commonest: it would be guessed first")
    if spelled == folded(email, LONGEST):
        raise PoorPassword("is the address itself: it would be guessed first")


def hash_password(password: str) -> str:
    """The text to keep. Raises UnicodeEncodeError for what has no UTF-8 form, and TooBusy."""
    with _turn():
        return _hasher.hash(_bytes(password))


def check_password(password: str, kept: str | None) -> bool:
    """Whether `password` is the one that was hashed to `kept`. Raises TooBusy.

    None, for an address that nobody has, takes just as long and is false: the time an answer takes
    tells nobody who has an account.
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
    # Keyboards differ in how they spell an accented letter.
    try:
        return normalised(password, LONGEST_EVER).encode()
    except ValueError:
        return password.encode()


@cache
def _nobodys() -> str:
    return hash_password("nobody has this one")
