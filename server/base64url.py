"""base64url without padding (RFC 4648, 5), for bytes in addresses and settings."""

import base64


def encode(raw: bytes) -> str:
    """Returns 43 letters for 32 bytes."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Returns the bytes; accepts padding. Raises ValueError."""
    bare = text.rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise ValueError("this is not base64url") from error
