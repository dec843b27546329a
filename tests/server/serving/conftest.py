"""Ours with views that take, keep and send bodies, served on a real socket."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from flask import Blueprint, Flask, Response, request, send_file

from server.http.body import BodyBrokenError, BodyTooSlowError, takes_body
from server.http.client_address import client_address
from server.http.endpoints import endpoint
from server.serving import pace
from tests.rigs.served import Served
from tests.support.api import API, PASSWORD, LiveClient

PICTURE = bytes(range(250)) * 4_000
MAYA = {"email": "maya@example.org", "password": PASSWORD, "name": "Maya", "timezone": "UTC"}


@pytest.fixture
def kept() -> list[bytes | type[Exception]]:
    """What the view that keeps its body as it arrives has seen of it."""
    return []


@pytest.fixture
def waiting() -> Iterator[Event]:
    """Set it: whoever is waited for has answered."""
    event = Event()
    yield event
    event.set()


@pytest.fixture
def served(
    make_app: Callable[..., Flask],
    kept: list[bytes | type[Exception]],
    waiting: Event,
    tmp_path: Path,
) -> Iterator[Served]:
    app = make_app(TRUSTED_PROXIES="1")
    app.config["USE_X_SENDFILE"] = True
    (tmp_path / "picture").write_bytes(PICTURE)
    bp = Blueprint("keeping", __name__)

    @bp.patch("/keep")
    @takes_body(max_bytes=0, as_it_comes=True)
    def keep() -> str:
        try:
            while chunk := request.stream.read(65_536):
                kept.append(chunk)
        except (BodyTooSlowError, BodyBrokenError) as error:
            kept.append(type(error))
            raise
        return "kept\n"

    @bp.patch("/small")
    @takes_body(max_bytes=6, as_it_comes=True)
    def small() -> str:
        return keep()

    @bp.patch("/refuse")
    @takes_body(max_bytes=0, as_it_comes=True)
    def refuse() -> tuple[str, int]:
        return "no\n", 409

    @bp.get("/api/file")
    def file() -> Response:
        return send_file(tmp_path / "picture", "image/png", conditional=True, etag="whole")

    @bp.get("/api/address")
    def address() -> str:
        return client_address(request) or "this machine"

    @bp.get("/api/large")
    def large() -> bytes:
        return PICTURE

    @bp.get("/api/turn/<name>")
    def turn(name: str) -> str:
        if name == "first":
            waiting.wait(20)
        kept.append(name.encode())
        return name

    @bp.post("/api/heavy/<name>")
    @takes_body(max_bytes=1_000_000)
    def heavy(name: str) -> str:
        kept.append(name.encode())
        waiting.wait(20)
        return name

    @bp.get("/api/stream")
    def stream() -> Response:
        return Response(iter([b"one", b"two"]), mimetype="text/plain")

    @endpoint(bp, "POST", "/wait", responses={200: None}, auth=False, waits=True)
    def wait() -> None:
        """As long as somebody else likes."""
        waiting.wait(20)

    app.register_blueprint(bp)
    made = Served(app)
    yield made
    made.close()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """10 seconds are over in half a second."""
    monkeypatch.setattr(pace, "SILENCE_S", 0.5)
    monkeypatch.setattr(pace, "GRACE_S", 0.5)


@pytest.fixture
def maya(served: Served) -> LiveClient:
    phone = LiveClient(served.url)
    assert phone.post(f"{API}/accounts", json=MAYA).status_code == 201
    return phone
