"""The picture of a card: its thumbnail, which every phone has too."""

import binascii
import hashlib
from base64 import b64decode
from typing import Any

from server.dav.shown import Photo

#: How pictures begin.
_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)


def shown(attachment: str, fields: dict[str, Any]) -> Photo | None:
    """What a card shows of an attachment; None where there is no picture of it here."""
    found = content(fields)
    if found is None:
        return None
    return Photo(attachment, False, hashlib.sha256(found).hexdigest(), kind_of(found))


def content(fields: dict[str, Any]) -> bytes | None:
    """The bytes of a card's picture; None if they are gone."""
    try:
        return b64decode(fields.get("thumbnail") or "") or None
    except binascii.Error:
        return None


def kind_of(content: bytes) -> str:
    """The media type that a picture's first bytes prove; JPEG, what most are, for all else."""
    for beginning, media_type in _BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    return "image/jpeg"
