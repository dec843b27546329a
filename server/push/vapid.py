"""The signature that identifies the sender of a push (RFC 8292)."""

import time
from collections.abc import Sequence
from threading import Lock

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server import base64url

LIFETIME_SECONDS = 12 * 60 * 60
#: A token is not used this close to its expiry, so that it is still valid when the service reads
#: it.
RENEW_BEFORE_SECONDS = 60 * 60
MOST_ORIGINS = 1000


class Vapid:
    """Signs with one key. A token is valid for all pushes to the same origin, and signing costs
    more than encrypting, so each token is reused until it is about to expire.

    `private_key` is PEM, `subject` a mailto: or https: address. Threads may share it.
    """

    def __init__(self, private_key: str, subject: str) -> None:
        key = serialization.load_pem_private_key(private_key.encode(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("a VAPID key is on the curve P-256")
        self._key = key
        self._subject = subject
        self._headers: dict[str, tuple[str, int]] = {}
        self._lock = Lock()
        #: What a browser subscribes with: 65 bytes, as unpadded base64url.
        self.public_key = base64url.encode(
            key.public_key().public_bytes(
                serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
            )
        )

    def authorization(self, origin: str) -> str:
        """Returns the Authorization header for a push service, `origin` with its port.

        The expiry of the token is computed with the real clock, even in a simulated pass: the push
        service has no other.
        """
        now = int(time.time())
        with self._lock:
            header, ends = self._headers.get(origin, ("", 0))
            # The upper bound matters after a clock was set back: no more than 24 hours ahead.
            if not now + RENEW_BEFORE_SECONDS <= ends <= now + LIFETIME_SECONDS:
                header, ends = self._sign(origin, now), now + LIFETIME_SECONDS
                if len(self._headers) >= MOST_ORIGINS:
                    self._headers.clear()
                self._headers[origin] = (header, ends)
        return header

    def _sign(self, origin: str, now: int) -> str:
        claims = {"aud": origin, "exp": now + LIFETIME_SECONDS, "sub": self._subject}
        token = jwt.encode(claims, self._key, algorithm="ES256")
        return f"vapid t={token}, k={self.public_key}"


class Keyring:
    """The key in use, with which phones subscribe, and older ones, which still sign for the phones
    that subscribed with them."""

    def __init__(self, private_key: str, old_keys: Sequence[str], subject: str) -> None:
        self._in_use = Vapid(private_key, subject)
        before = [Vapid(key, subject) for key in old_keys]
        self._all = {vapid.public_key: vapid for vapid in (self._in_use, *before)}
        self.public_key = self._in_use.public_key
        self.old_public_keys = [key for key in self._all if key != self.public_key]

    def __contains__(self, public_key: object) -> bool:
        return public_key in self._all

    def authorization(self, origin: str, public_key: str | None) -> str:
        """Returns the header for a subscription that was made with `public_key`; None: with the key
        in use.

        Raises ValueError for an unknown key.
        """
        vapid = self._in_use if public_key is None else self._all.get(public_key)
        if vapid is None:
            raise ValueError("it was made with a key that this server does not have")
        return vapid.authorization(origin)
