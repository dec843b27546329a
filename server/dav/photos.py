"""The picture of a card: the whole one if it is small or there is no other, else its thumbnail,
which every phone has too."""

import binascii
import hashlib
from base64 import b64decode
from typing import Any

from sqlalchemy.orm import Session

from server.blobs import service
from server.blobs.store import find_blob
from server.dav.shown import Photo

#: A larger picture is shown as its thumbnail.
LARGEST_WHOLE = 200_000
#: The first bytes of pictures.
_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)

Fields = dict[str, Any]


def shown(s: Session, account_id: str, attachment: str, fields: Fields) -> Photo | None:
    """Returns what a card shows of an attachment; None if no picture of it is here."""
    small = _thumbnail(fields)
    is_small = fields["bytes"] <= LARGEST_WHOLE or small is None
    if is_small and find_blob(s, account_id, fields["sha256"]) is not None:
        return Photo(attachment, True, fields["sha256"], fields["media_type"])
    if small is None:
        return None
    return Photo(attachment, False, hashlib.sha256(small).hexdigest(), kind_of(small))


def content(s: Session, account_id: str, photo: Photo, fields: Fields) -> bytes | None:
    """Returns the bytes of a card's picture; None if they are gone."""
    if not photo.is_whole:
        return _thumbnail(fields)
    blob = find_blob(s, account_id, photo.sha256)
    file = service.storage().open(account_id, blob.name) if blob else None
    if file is None:
        return None
    with file:
        return file.read()


def keep(account_id: str, picture: bytes) -> str:
    """Store the bytes of a picture that came with a card. Returns their checksum. Raises NoRoom."""
    sha256 = hashlib.sha256(picture).hexdigest()
    service.keep(account_id, sha256, [picture])
    return sha256


def kind_of(picture: bytes) -> str:
    """Returns the media type, judged by the picture's first bytes; JPEG, the most common one, if
    they tell nothing."""
    for beginning, media_type in _BEGINNINGS:
        if picture.startswith(beginning):
            return media_type
    return "image/jpeg"


def _thumbnail(fields: Fields) -> bytes | None:
    try:
        return b64decode(fields.get("thumbnail") or "") or None
    except binascii.Error:
        return None
