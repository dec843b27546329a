"""Encrypts a message so that only the subscribed browser can read it (RFC 8291)."""

from typing import NamedTuple

from webpush import WebPush

#: One record of 4,096 bytes, less its header (86), the tag (16) and the padding delimiter (1).
MAX_PLAINTEXT_BYTES = 3993


def encrypt(plaintext: bytes, p256dh: str, auth: str) -> bytes:
    """Returns the body of a push. `p256dh` and `auth` are base64url and have been checked.

    Raises ValueError if `plaintext` has more than MAX_PLAINTEXT_BYTES: the package would make a
    body that push services answer with 413.
    """
    if len(plaintext) > MAX_PLAINTEXT_BYTES:
        raise ValueError(f"a push holds {MAX_PLAINTEXT_BYTES} bytes, this has {len(plaintext)}")
    # Only the encryption of the package is used. Its `get()` signs anew for each message, forgets
    # the port, keeps the ttl of the call before; and its subscription rewrites the endpoint.
    encrypted: bytes = _package._encrypt(plaintext, _Subscription(_Keys(p256dh, auth)))
    return encrypted


class _Keys(NamedTuple):
    p256dh: str
    auth: str


class _Subscription(NamedTuple):
    """The attributes that the encryption reads. The package's own model takes longer to
    construct."""

    keys: _Keys


# Its constructor reads the sender's keys, which encryption does not need.
_package = WebPush.__new__(WebPush)
_package.max_resord_size = 4096
