"""Over a real network: connections break at any byte, a server is killed, a client not ours."""

import contextlib
import io
import json
import random
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tusclient.client import TusClient

from tests.rigs.dav_clients import ROOT, node
from tests.rigs.processes import wait_until
from tests.support.api import API, PASSWORD, LiveClient
from tests.support.blobs import BLOBS, TUS, hash_of, metadata, settings_of
from tests.support.live import LiveServer

ADDING = {**TUS, "Content-Type": "application/offset+octet-stream"}


@pytest.fixture
def server(start_server: Callable[..., LiveServer], storage_kind: str, s3: str) -> LiveServer:
    """A real server with this store."""
    bucket = {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": s3,
    }
    return start_server(**settings_of(storage_kind), **bucket)


@pytest.fixture
def phone(server: LiveServer) -> LiveClient:
    """Alice's, signed in."""
    made = LiveClient(server.url)
    whole = {"email": "alice@example.org", "password": PASSWORD, "name": "Alice", "timezone": "UTC"}
    assert made.post(f"{API}/accounts", json=whole).status_code == 201
    return made


def cookie_of(phone: LiveClient) -> str:
    return "; ".join(f"{each.name}={each.value}" for each in phone.cookies)


def send_a_part(phone: LiveClient, upload: str, data: bytes, offset: int, part: int) -> None:
    """The network goes when so many bytes of the rest have been sent."""
    where = urlsplit(phone.url)
    head = (
        f"PATCH {upload} HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookie_of(phone)}\r\n"
        f"Upload-Offset: {offset}\r\nContent-Length: {len(data) - offset}\r\n"
        + "".join(f"{name}: {value}\r\n" for name, value in ADDING.items())
        + "\r\n"
    )
    with socket.create_connection((where.hostname or "", where.port or 0)) as sent:
        sent.sendall(head.encode() + data[offset : offset + part])


def offset_of(phone: LiveClient, upload: str) -> int | None:
    """How far it has come, once nobody brings any of it; None: it is over."""
    answer = phone.head(upload, headers=TUS)
    return int(answer.headers["Upload-Offset"]) if answer.status_code == 200 else None


def bring_whole(phone: LiveClient, data: bytes, spoil: Callable[[str, int], None]) -> None:
    """As a phone does it: ask how far it has come, go on from there, begin anew if it is gone;
    `spoil` may break what it wants before each try."""
    said = {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": metadata(hash_of(data))}
    upload = phone.post(BLOBS, headers=said).headers["Location"]

    def tried() -> bool:
        with contextlib.suppress(OSError):
            offset = offset_of(phone, upload)
            if offset is None:
                return phone.get(f"{BLOBS}/{hash_of(data)}").status_code == 200
            spoil(upload, offset)
            at = offset_of(phone, upload)
            if at is not None:
                headers = {**ADDING, "Upload-Offset": str(at)}
                phone.patch(upload, data=data[at:], headers=headers)
        return phone.get(f"{BLOBS}/{hash_of(data)}").status_code == 200

    wait_until(tried, "the bytes to be there", seconds=60)
    assert phone.get(f"{BLOBS}/{hash_of(data)}").content == data


def test_a_connection_may_break_at_any_byte(phone: LiveClient) -> None:
    chance = random.Random(15)
    data = chance.randbytes(400_000)
    breaks = iter(range(6))

    def spoil(upload: str, offset: int) -> None:
        if next(breaks, None) is not None:
            send_a_part(phone, upload, data, offset, chance.randrange(len(data) - offset))

    bring_whole(phone, data, spoil)


def test_a_server_may_be_killed_while_bytes_arrive(phone: LiveClient, server: LiveServer) -> None:
    data = random.Random(16).randbytes(400_000)
    kills = iter(range(2))

    def spoil(upload: str, offset: int) -> None:
        if next(kills, None) is not None:
            send_a_part(phone, upload, data, offset, 150_000)
            server.kill()
            server.start()

    bring_whole(phone, data, spoil)


def test_tuspy_uploads_too(phone: LiveClient) -> None:
    data = random.Random(17).randbytes(300_001)
    client = TusClient(f"{phone.url}{BLOBS}", headers={"Cookie": cookie_of(phone)})
    uploader = client.uploader(
        file_stream=io.BytesIO(data), chunk_size=100_000, metadata={"sha256": hash_of(data)}
    )
    uploader.upload()
    assert phone.get(f"{BLOBS}/{hash_of(data)}").content == data


@pytest.mark.skipif(
    not (ROOT / "pwa" / "node_modules" / "tus-js-client").is_dir(),
    reason="the app's packages are missing",
)
def test_tus_js_client_continues_an_interrupted_upload(phone: LiveClient, tmp_path: Path) -> None:
    data = random.Random(18).randbytes(300_001)
    file = tmp_path / "picture"
    file.write_bytes(data)
    script = ROOT / "pwa" / "node_modules" / f".tus-{tmp_path.name}.mjs"
    shutil.copy(ROOT / "tests" / "rigs" / "tus.mjs", script)
    try:
        endpoint = f"{phone.url}{BLOBS}"
        found = json.loads(node(script, endpoint, cookie_of(phone), hash_of(data), str(file)))
    finally:
        script.unlink()
    assert found["brokenAt"] == 100_000
    assert found["begunAt"] >= 100_000
    assert phone.get(f"{BLOBS}/{hash_of(data)}").content == data
