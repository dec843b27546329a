"""WebAuthn challenges: 32 bytes, valid for 5 minutes, once, and for one purpose. Pure.

Challenges are not stored when they are issued: each contains its time, and a keyed hash of that and
its purpose. So requesting a million of them fills nothing. A used challenge is remembered until it
would have expired, as an empty bucket (`server.accounts.passkeys.ceremony`).
"""

import hashlib
import secrets
from hmac import compare_digest

LIFETIME_S = 5 * 60
_TIME, _RANDOM, _MAC = 8, 8, 16
LENGTH = _TIME + _RANDOM + _MAC


def new(secret: str, purpose: str, now: float) -> bytes:
    """Returns a challenge for that purpose, such as a session's registration."""
    head = int(now).to_bytes(_TIME) + secrets.token_bytes(_RANDOM)
    return head + _mac(secret, purpose, head)


def is_good(challenge: bytes, secret: str, purpose: str, now: float) -> bool:
    """Returns whether it was issued here, for this purpose, in the last 5 minutes."""
    head, mac = challenge[:-_MAC], challenge[-_MAC:]
    if len(challenge) != LENGTH or not compare_digest(mac, _mac(secret, purpose, head)):
        return False
    return 0 <= int(now) - int.from_bytes(head[:_TIME]) <= LIFETIME_S


def _mac(secret: str, purpose: str, head: bytes) -> bytes:
    key = hashlib.sha256(b"passkey challenge\0" + secret.encode()).digest()
    return hashlib.blake2b(head + purpose.encode(), digest_size=_MAC, key=key).digest()
