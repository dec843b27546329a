"""Challenges: 32 bytes that live for 5 minutes, for one use, of one purpose. Pure.

Nothing is kept of one that was given out: it carries when that was, and a keyed hash over it and
its purpose. So whoever asks for a million of them fills nothing. What was used is remembered until
it would have ended, as a bucket that is empty (`server.accounts.passkeys.ceremony`).
"""

import hashlib
import secrets
from hmac import compare_digest

LIFETIME_S = 5 * 60
_TIME, _RANDOM, _MAC = 8, 8, 16
LENGTH = _TIME + _RANDOM + _MAC


def new(secret: str, purpose: str, now: float) -> bytes:
    """A challenge for that purpose, such as a session's registration."""
    head = int(now).to_bytes(_TIME) + secrets.token_bytes(_RANDOM)
    return head + _mac(secret, purpose, head)


def is_good(challenge: bytes, secret: str, purpose: str, now: float) -> bool:
    """Whether it was given out here, for this purpose, in the last 5 minutes."""
    head, mac = challenge[:-_MAC], challenge[-_MAC:]
    if len(challenge) != LENGTH or not compare_digest(mac, _mac(secret, purpose, head)):
        return False
    return 0 <= int(now) - int.from_bytes(head[:_TIME]) <= LIFETIME_S


def _mac(secret: str, purpose: str, head: bytes) -> bytes:
    key = hashlib.sha256(b"passkey challenge\0" + secret.encode()).digest()
    return hashlib.blake2b(head + purpose.encode(), digest_size=_MAC, key=key).digest()
