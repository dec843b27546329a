"""What is handed out: as it is where that is harmless, sandboxed, and in parts."""

import pytest

from server.blobs.media import shown_type
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.blobs import BLOBS, JPEG, bring, hash_of, read

WEBP = b"RIFF\x10\0\0\0WEBPVP8 " + b"x" * 40
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
M4A = b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom" + b"x" * 40
WEBM = b"\x1aE\xdf\xa3" + b"x" * 40


def test_bytes_are_sent_as_a_download_in_a_sandbox(alice: ApiClient) -> None:
    bring(alice, JPEG)
    answer = read(alice, hash_of(JPEG))
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment"
    assert answer.headers.getlist("Content-Security-Policy") == ["sandbox; default-src 'none'"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    head = alice.http.head(f"{BLOBS}/{hash_of(JPEG)}", buffered=True)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(JPEG))


@pytest.mark.parametrize(
    ("data", "named", "shown"),
    [
        (JPEG, "image/jpeg", "image/jpeg"),
        (WEBP, "image/webp", "image/webp"),
        (M4A, "audio/mp4;codecs=mp4a.40.2", "audio/mp4;codecs=mp4a.40.2"),
        (WEBM, "audio/webm;codecs=opus", "audio/webm;codecs=opus"),
        (JPEG, "image/png", "application/octet-stream"),
        (SVG, "image/svg+xml", "application/octet-stream"),
        (SVG, "text/html", "application/octet-stream"),
        (SVG, "image/jpeg", "application/octet-stream"),
        (WEBM, "video/webm", "application/octet-stream"),
    ],
)
def test_the_type_is_what_the_first_bytes_prove(
    alice: ApiClient, data: bytes, named: str, shown: str
) -> None:
    sha256 = bring(alice, data)
    alice.sync([changes.attachment(changes.new_id(), sha256=sha256, media_type=named)])
    answer = read(alice, sha256)
    assert (answer.data, answer.content_type) == (data, shown)


def test_nothing_short_of_its_first_bytes_proves_anything() -> None:
    assert shown_type("image/jpeg", b"\xff\xd8") == "application/octet-stream"
    assert shown_type(None, JPEG) == "application/octet-stream"
    assert shown_type("IMAGE/JPEG", JPEG[:32]) == "IMAGE/JPEG"


@pytest.mark.parametrize(
    ("said", "status", "found"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=-99999", 206, slice(None)),
        ("pages=1-2", 200, slice(None)),
        ("pages", 200, slice(None)),
        ("bytes=99999-", 416, None),
        ("bytes=0-1,5-6", 416, None),
    ],
)
def test_a_download_is_answered_in_ranges(
    alice: ApiClient, said: str, status: int, found: slice | None
) -> None:
    bring(alice, JPEG)
    answer = read(alice, hash_of(JPEG), Range=said)
    assert answer.status_code == status
    if found is not None:
        assert answer.data == JPEG[found]
        assert ("Content-Range" in answer.headers) == (status == 206)
        if status == 206:
            assert answer.headers["Content-Range"].endswith(f"/{len(JPEG)}")
