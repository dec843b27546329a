"""What a push service demands of a message, and what a browser does with it.

Written from the RFCs, with nothing of the server's: a mistake there is not made again here.
"""

import base64
import json
import os
import re
import struct
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MOST_BODY_BYTES = 4096
_POINT_BYTES = 65
_TAG_BYTES = 16


class Violation(Exception):
    """A message that is not as an RFC wants it; names the paragraph."""


def encode(raw: bytes) -> str:
    """Unpadded base64url."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        raise Violation(f"not unpadded base64url: {text[:40]}")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check_request(headers: Mapping[str, str], body: bytes, origin: str) -> None:
    """Raises Violation. Header names in lower case; `origin` is the push service's own."""
    if not re.fullmatch(r"[0-9]+", headers.get("ttl", "")):
        raise Violation("RFC 8030, 5.2: TTL is missing or no number")
    if headers.get("urgency", "normal") not in ("very-low", "low", "normal", "high"):
        raise Violation("RFC 8030, 5.3: no such Urgency")
    if "topic" in headers and not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", headers["topic"]):
        raise Violation("RFC 8030, 5.4: Topic is not 1 to 32 characters of base64url")
    if headers.get("content-encoding") != "aes128gcm":
        raise Violation("RFC 8291, 4: the content coding is aes128gcm")
    if len(body) > MOST_BODY_BYTES:
        raise Violation("RFC 8030, 7.2: more than 4096 bytes")
    _check_layout(body)
    check_vapid(headers.get("authorization", ""), origin)


def _check_layout(body: bytes) -> None:
    if len(body) < 16 + 4 + 1 + _POINT_BYTES + _TAG_BYTES + 1:
        raise Violation("RFC 8188, 2.1: shorter than its header and one record")
    record_size, key_length = struct.unpack("!LB", body[16:21])
    if record_size < 18 or key_length != _POINT_BYTES or body[21] != 4:
        raise Violation("RFC 8291, 4: the header holds a record size and an uncompressed point")
    if len(body) - 21 - _POINT_BYTES > record_size:
        raise Violation("RFC 8291, 4: more than one record")


def check_vapid(authorization: str, origin: str) -> None:
    """Raises Violation unless this is a good RFC 8292 signature for `origin`, now."""
    match = re.fullmatch(r"vapid t=([^,\s]+), ?k=([A-Za-z0-9_-]+)", authorization)
    if match is None:
        raise Violation("RFC 8292, 3: no vapid credentials")
    token, key = match.groups()
    point = decode(key)
    parts = token.split(".")
    if len(point) != _POINT_BYTES or len(parts) != 3:
        raise Violation("RFC 8292, 3.2: no uncompressed key, or no token")
    header, claims, signature = json.loads(decode(parts[0])), json.loads(decode(parts[1])), parts[2]
    if header.get("alg") != "ES256":
        raise Violation("RFC 8292, 2: signed with ES256")
    raw = decode(signature)
    numbers = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point).verify(
            encode_dss_signature(*numbers),
            f"{parts[0]}.{parts[1]}".encode(),
            ec.ECDSA(hashes.SHA256()),
        )
    except InvalidSignature:
        raise Violation("RFC 8292, 2: the signature is not of this key") from None
    if claims.get("aud") != origin:
        raise Violation(f"RFC 8292, 2: aud is {claims.get('aud')}, not {origin}")
    left = claims.get("exp", 0) - time.time()
    if not 0 < left <= 24 * 60 * 60:
        raise Violation("RFC 8292, 2: exp is over, or more than 24 hours ahead")
    subject = urlsplit(str(claims.get("sub", "")))
    if subject.scheme not in ("mailto", "https") or subject.path.endswith("@localhost"):
        raise Violation("RFC 8292, 2.1: sub is how to reach the sender")


class BrowserKeys:
    """What a browser makes when it subscribes; the private half never leaves it."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)

    @property
    def point(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self, endpoint: str) -> dict[str, Any]:
        """`PushSubscription.toJSON()`."""
        keys = {"p256dh": encode(self.point), "auth": encode(self.auth)}
        return {"endpoint": endpoint, "expirationTime": None, "keys": keys}

    def decrypt(self, body: bytes) -> bytes:
        """The plaintext (RFC 8291, 3.4 and RFC 8188, 2). Raises Violation."""
        salt, sender = body[:16], body[21 : 21 + _POINT_BYTES]
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.private.exchange(ec.ECDH(), key)
        secret = _hkdf(self.auth, shared, b"WebPush: info\0" + self.point + sender, 32)
        content_key = _hkdf(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _hkdf(salt, secret, b"Content-Encoding: nonce\0", 12)
        try:
            padded = AESGCM(content_key).decrypt(nonce, body[21 + _POINT_BYTES :], None)
        except InvalidTag:
            raise Violation("RFC 8291, 3.4: not encrypted for this subscription") from None
        text = padded.rstrip(b"\0")
        if not text.endswith(b"\2"):
            raise Violation("RFC 8188, 2: the last record ends with a 2")
        return text[:-1]


def _hkdf(salt: bytes, key: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(key)
