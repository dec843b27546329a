"""The two keys of a subscription."""

from cryptography.hazmat.primitives.asymmetric import ec

from server import base64url

POINT_BYTES = 65
AUTH_BYTES = 16


def read_p256dh(text: str) -> str:
    """Returns the browser's public key as unpadded base64url.

    Raises ValueError unless it is an uncompressed point on P-256.
    """
    raw = base64url.decode(text)
    if len(raw) != POINT_BYTES:
        raise ValueError(f"a public key has {POINT_BYTES} bytes, this has {len(raw)}")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError as error:
        raise ValueError("this is no point on the curve P-256") from error
    return base64url.encode(raw)


def read_auth(text: str) -> str:
    """Returns the authentication secret as unpadded base64url. Raises ValueError unless it has 16
    bytes."""
    raw = base64url.decode(text)
    if len(raw) != AUTH_BYTES:
        raise ValueError(f"an authentication secret has {AUTH_BYTES} bytes, this has {len(raw)}")
    return base64url.encode(raw)
