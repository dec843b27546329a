"""Bringing bytes as a phone does, in one line each."""

import base64
import contextlib
import hashlib
import io
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from server.blobs.service import storage
from tests.support.api import API, ApiClient

BUCKET = "karmadex-test"
BLOBS = f"{API}/blobs"
TUS = {"Tus-Resumable": "1.0.0"}
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8


def settings_of(storage: str) -> dict[str, str]:
    """The settings of an app with this store."""
    return {"BLOBS_URL": f"s3://{BUCKET}/attachments"} if storage == "s3" else {}


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def metadata(sha256: str) -> str:
    return f"sha256 {base64.b64encode(sha256.encode()).decode()}"


def announce(
    phone: ApiClient, data: bytes, *, sha256: str | None = None, **headers: str
) -> TestResponse:
    """Say that these bytes will come."""
    said = {
        "Upload-Length": str(len(data)),
        "Upload-Metadata": metadata(sha256 or hash_of(data)),
        **TUS,
    }
    return phone.post(BLOBS, headers=said | headers)


def begin(phone: ApiClient, data: bytes, **more: Any) -> str:
    """The address of an upload of these bytes."""
    answer = announce(phone, data, **more)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"])


def add(phone: ApiClient, upload: str, piece: bytes, offset: int, **headers: str) -> TestResponse:
    """Bring some of the bytes of an upload."""
    said = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset), **TUS}
    return phone.patch(upload, data=piece, headers=said | headers)


def announce_with(
    phone: ApiClient, data: bytes, piece: bytes | None = None, **more: Any
) -> TestResponse:
    """Say that these bytes will come, and bring them along, or a piece of them."""
    said = {"Content-Type": "application/offset+octet-stream"} | more
    sha256 = said.pop("sha256", None) or hash_of(data)
    said |= {"Upload-Length": str(len(data)), "Upload-Metadata": metadata(sha256), **TUS}
    return phone.post(BLOBS, data=data if piece is None else piece, headers=said)


class _Breaking(io.RawIOBase):
    """A body of which these bytes come, then the connection goes."""

    def __init__(self, piece: bytes) -> None:
        self._rest = io.BytesIO(piece)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._rest.read(len(buffer))
        if not found:
            raise ConnectionError("the network went")
        buffer[: len(found)] = found
        return len(found)


def add_until_it_breaks(phone: ApiClient, upload: str, piece: bytes, offset: int) -> None:
    """The connection goes once these bytes have come."""
    said = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset), **TUS}
    body = {"wsgi.input": _Breaking(piece), "CONTENT_LENGTH": str(len(piece) + 1000)}
    with contextlib.suppress(ConnectionError):
        phone.http.patch(upload, headers=said, environ_overrides=body)


def announce_until_it_breaks(phone: ApiClient, data: bytes, count: int) -> TestResponse:
    """All bytes were to come with their announcement, and so many did."""
    said = {"Content-Type": "application/offset+octet-stream", "Upload-Length": str(len(data))}
    said |= {"Upload-Metadata": metadata(hash_of(data)), **TUS}
    body = {"wsgi.input": _Breaking(data[:count]), "CONTENT_LENGTH": str(len(data))}
    return phone.http.post(BLOBS, headers=said, environ_overrides=body)


def objects(app: Flask) -> int:
    """How many lie in the store."""
    with app.app_context():
        return len(set(storage().names()))


def how_far(phone: ApiClient, upload: str) -> int:
    answer = phone.http.head(upload, headers=TUS)
    assert answer.status_code == 200, answer.status
    return int(answer.headers["Upload-Offset"])


def bring(phone: ApiClient, data: bytes) -> str:
    """All of it at once; returns the hash."""
    answer = add(phone, begin(phone, data), data, 0)
    assert answer.status_code == 204, answer.text
    return hash_of(data)


def read(phone: ApiClient, sha256: str, **headers: str) -> TestResponse:
    return phone.get(f"{BLOBS}/{sha256}", headers=headers, buffered=True)
