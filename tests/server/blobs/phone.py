"""A phone that takes pictures and never gives up, over real HTTP: `pwa/src/syncing/bytes.ts` and
`sync/tus.ts` in Python."""

import contextlib
import io
import json
import random
import socket
import time
import uuid
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPResponse, IncompleteRead
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from tests.support import changes
from tests.support.api import API, PASSWORD, LiveClient
from tests.support.blobs import BLOBS, TUS, hash_of, metadata

PIECE = 64 * 1024
ADDING = {**TUS, "Content-Type": "application/offset+octet-stream"}


@dataclass
class Picture:
    """What the phone's disk says of one. It outlives the app."""

    data: bytes
    record: dict[str, Any]
    bytes_first: bool = False
    is_named: bool = False
    is_there: bool = False
    upload: str | None = None

    @property
    def sha256(self) -> str:
        return hash_of(self.data)

    @property
    def is_safe(self) -> bool:
        return self.is_named and self.is_there


@dataclass
class Outside:
    """What a phone meets, counted."""

    lost: int = 0
    deaths: int = 0
    statuses: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A whole one."""

    status_code: int
    headers: Message
    content: bytes


class Killed(Exception):
    """The app was thrown out of memory, between any two requests."""


class BytesPhone(Thread):
    """Brings its pictures, some before their record and some after it, until all are safe."""

    def __init__(self, url: str, who: LiveClient, pictures: list[Picture], seed: int) -> None:
        super().__init__(daemon=True)
        self.url, self.pictures, self.met = url, pictures, Outside()
        self.device = str(uuid.uuid4())
        self.account = who.get(f"{API}/me").json()["id"]
        self.cookie = "; ".join(f"{each.name}={each.value}" for each in who.cookies)
        self.chance = random.Random(seed)
        self.gives_up = Event()

    def run(self) -> None:
        while not self.gives_up.is_set() and not all(each.is_safe for each in self.pictures):
            try:
                self._try_all()
            except OSError:
                self.met.lost += 1
            except Killed:
                self.met.deaths += 1

    def _try_all(self) -> None:
        for picture in self.pictures:
            if picture.bytes_first:
                self._bring(picture)
        self._sync()
        for picture in self.pictures:
            self._bring(picture)

    def _sync(self) -> None:
        waiting = [each for each in self.pictures if not each.is_named]
        envelope = {
            "account": self.account,
            "device": self.device,
            "now": int(time.time() * 1000),
            "timezone": "UTC",
            "cursor": None,
            "changes": [each.record for each in waiting],
        }
        data = json.dumps(envelope).encode()
        answer = self._ask("POST", f"{API}/sync", {"Content-Type": "application/json"}, data)
        if answer.status_code == 200:
            results = json.loads(answer.content)["results"]
            for picture, result in zip(waiting, results, strict=True):
                assert result["status"] in ("applied", "duplicate", "merged"), result
                picture.is_named = True

    def _bring(self, picture: Picture) -> None:
        if picture.is_there:
            return
        if self._ask("HEAD", f"{BLOBS}/{picture.sha256}").status_code == 200:
            picture.is_there, picture.upload = True, None
            return
        offset = 0
        if picture.upload is not None:
            progress = self._ask("HEAD", picture.upload, headers=TUS)
            if progress.status_code == 404:
                picture.upload = None
            elif progress.status_code != 200:
                return
            else:
                offset = int(progress.headers["Upload-Offset"])
        if picture.upload is None:
            said = {
                **TUS,
                "Upload-Length": str(len(picture.data)),
                "Upload-Metadata": metadata(picture.sha256),
            }
            # What fits into one piece comes along.
            along = picture.data if len(picture.data) <= PIECE else b""
            octets = {"Content-Type": ADDING["Content-Type"]} if along else {}
            begun = self._ask("POST", BLOBS, headers=said | octets, data=along)
            if begun.status_code != 201:
                return
            picture.upload = begun.headers["Location"]
            offset = int(begun.headers.get("Upload-Offset", "0"))
        while offset < len(picture.data):
            added = self._ask(
                "PATCH",
                picture.upload,
                headers={**ADDING, "Upload-Offset": str(offset)},
                data=picture.data[offset : offset + PIECE],
            )
            if added.status_code != 204:
                return
            offset = int(added.headers["Upload-Offset"])
        picture.is_there, picture.upload = True, None

    def _ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, data: bytes = b""
    ) -> Answer:
        if self.gives_up.is_set() or self.chance.random() < 0.03:
            raise Killed
        answer = exchange(self.url, method, path, {"Cookie": self.cookie} | (headers or {}), data)
        count = self.met.statuses
        count[answer.status_code] = count.get(answer.status_code, 0) + 1
        assert answer.status_code < 500 or answer.status_code == 503, answer.content
        if answer.status_code in (423, 503):
            time.sleep(0.1)
        # Its answer came, and was not written down any more.
        if self.chance.random() < 0.05:
            raise Killed
        return answer


def exchange(url: str, method: str, path: str, headers: dict[str, str], data: bytes) -> Answer:
    """One request in a connection of its own. Raises OSError where its answer is not whole: like a
    browser, and unlike `requests`, which takes half a head for a whole one."""
    where = urlsplit(url)
    said = {"Host": where.netloc, "Connection": "close", "Content-Length": str(len(data))} | headers
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    came = b""
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=30) as sent:
        with contextlib.suppress(OSError):
            sent.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + data)
        while piece := sent.recv(65_536):
            came += piece
    if b"\r\n\r\n" not in came:
        raise ConnectionError("half a head, or none")
    found = HTTPResponse(_Came(came), method=method)  # type: ignore[arg-type]
    found.begin()
    try:
        content = found.read()
    except IncompleteRead:
        raise ConnectionError("half a body") from None
    return Answer(found.status, found.headers, content)


class _Came:
    """What came, as `http.client` reads it."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self._data)


def sign_up(url: str, name: str) -> LiveClient:
    """Somebody's account, and who is signed in to it."""
    made = LiveClient(url)
    whole = {"email": f"{name}@example.org", "password": PASSWORD, "name": name, "timezone": "UTC"}
    assert made.post(f"{API}/accounts", json=whole).status_code == 201
    return made


def taken(data: bytes, *, bytes_first: bool = False) -> Picture:
    """A picture that was just taken."""
    return Picture(
        data,
        changes.attachment(changes.new_id(), sha256=hash_of(data), bytes=len(data)),
        bytes_first=bytes_first,
    )


def finish(phones: list[BytesPhone], seconds: float) -> None:
    """Wait until all is safe; who is not done by then stops, and fails."""
    end = time.monotonic() + seconds
    try:
        for phone in phones:
            phone.join(max(0.0, end - time.monotonic()))
            assert not phone.is_alive(), f"{phone.met}"
            assert all(each.is_safe for each in phone.pictures), f"it died: {phone.met}"
    finally:
        for phone in phones:
            phone.gives_up.set()


def records_and_bytes(who: LiveClient, device: str) -> tuple[list[dict[str, Any]], list[bytes]]:
    """All attachments of an account as a new phone gets them, and the bytes of each."""
    account = who.get(f"{API}/me").json()["id"]
    now = int(time.time() * 1000)
    envelope = {
        "account": account, "device": device, "now": now, "timezone": "UTC", "cursor": None,
        "changes": [],
    }  # fmt: skip
    page = who.post(f"{API}/sync", json=envelope).json()
    assert not page["more"]
    rows = [each["fields"] for each in page["records"] if each["kind"] == "attachment"]
    found = [who.get(f"{BLOBS}/{row['sha256']}") for row in rows]
    assert {answer.status_code for answer in found} <= {200}
    return rows, [answer.content for answer in found]
