"""A push subscription whose keys the test holds: it can read what the server encrypted."""

import base64
import json
import os
import uuid
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.rigs.autopush import Autopush


class Mailbox:
    """An endpoint at `service` that no browser listens to."""

    def __init__(self, service: Autopush) -> None:
        self._service = service
        self._channel = str(uuid.uuid4())
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._secret = os.urandom(16)
        service.open_channel(self._channel)

    def subscription(self) -> dict[str, Any]:
        """What a browser's `PushSubscription.toJSON()` would give."""
        public = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "endpoint": self._service.endpoint + self._channel,
            "expirationTime": None,
            "keys": {"p256dh": _base64url(public), "auth": _base64url(self._secret)},
        }

    def messages(self) -> list[dict[str, Any]]:
        """What has come so far, decrypted."""
        return [
            json.loads(
                http_ece.decrypt(
                    received.body,
                    private_key=self._key,
                    auth_secret=self._secret,
                    version="aes128gcm",
                )
            )
            for received in self._service.received
            if received.channel == self._channel
        ]


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
