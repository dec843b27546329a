"""Who sends: the signature that each push carries (RFC 8292)."""

import time
from threading import Lock

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server.push.keys import encode

LIFETIME_SECONDS = 12 * 60 * 60
#: A token is used until this close to its end, so that it is still good when the service reads it.
RENEW_BEFORE_SECONDS = 60 * 60
MOST_ORIGINS = 1000


class Vapid:
    """Signs for one key. A token is good for every push to the same origin, and signing costs more
    than encrypting: each is kept until it is nearly over.

    `private_key` is PEM, `subject` a mailto: or https: address. May be shared between threads.
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
        self.public_key = encode(
            key.public_key().public_bytes(
                serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
            )
        )

    def authorization(self, origin: str) -> str:
        """The Authorization header for a push service, `origin` with its port.

        The end of the token is counted from the real clock, whatever instant a pass is made for:
        the push service has no other clock.
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
