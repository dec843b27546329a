"""The two keys of a subscription."""

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric import ec

POINT_BYTES = 65
AUTH_BYTES = 16


def read_p256dh(text: str) -> str:
    """The browser's public key as unpadded base64url.

    Raises ValueError unless it is an uncompressed point on P-256."""
    raw = _decode(text)
    if len(raw) != POINT_BYTES:
        raise ValueError(f"a public key has {POINT_BYTES} bytes, this has {len(raw)}")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError as error:
        raise ValueError("this is no point on the curve P-256") from error
    return encode(raw)


def read_auth(text: str) -> str:
    """The authentication secret as unpadded base64url. Raises ValueError unless it has 16 bytes."""
    raw = _decode(text)
    if len(raw) != AUTH_BYTES:
        raise ValueError(f"an authentication secret has {AUTH_BYTES} bytes, this has {len(raw)}")
    return encode(raw)


def encode(raw: bytes) -> str:
    """Unpadded base64url."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    stripped = text.rstrip("=")
    try:
        padded = stripped + "=" * (-len(stripped) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("this is not base64url") from error
