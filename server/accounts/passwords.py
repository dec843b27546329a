"""Passwords: argon2id."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError

# 19 MiB, two passes: 20 ms of one core. The library's default takes 121 ms and 64 MiB a sign-in.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)


def hash_password(password: str) -> str:
    """The text to keep. Raises UnicodeEncodeError for what has no UTF-8 form."""
    return _hasher.hash(_bytes(password))


def check_password(password: str, kept: str | None) -> bool:
    """Whether `password` is the one that was hashed to `kept`.

    None, for an address that nobody has, takes just as long and is false: the time an answer takes
    tells nobody who has an account.
    """
    try:
        _hasher.verify(kept or _nobodys(), _bytes(password))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return kept is not None


def _bytes(password: str) -> bytes:
    # Keyboards differ in how they spell an accented letter.
    return unicodedata.normalize("NFC", password).encode()


@cache
def _nobodys() -> str:
    return hash_password("nobody has this one")
