"""Bodies that do not come: they cost nobody else a thread, and end."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from server.graceful_shutdown import DrainingMiddleware
from server.http.body import BodyBrokenError, BodyTooSlowError
from server.serving import front, places
from tests.rigs.processes import wait_until
from tests.rigs.served import Served
from tests.server.serving.conftest import MAYA
from tests.support.api import API, PASSWORD, LiveClient
from tests.support.raw_http import RawConnection


def cookie_of(phone: LiveClient) -> str:
    return "; ".join(f"{each.name}={each.value}" for each in phone.cookies)


@pytest.mark.parametrize("length", [60_000, None])
def test_half_sent_bodies_do_not_delay_others(served: Served, length: int | None) -> None:
    """There are more of them than threads that answer."""
    with ExitStack() as stack:
        for _ in range(4 * front.THREADS):
            half = stack.enter_context(RawConnection(served.port))
            half.begin(f"{API}/session", length=length)
            half.send(b"{" if length else b"1\r\n{\r\n")
        phone = LiveClient(served.url)
        assert phone.get("/healthz", timeout=5).text == "ok\n"
        assert phone.post(f"{API}/accounts", json=MAYA, timeout=5).status_code == 201


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("length", [60_000, None])
def test_a_body_that_does_not_come_is_408(served: Served, length: int | None) -> None:
    with RawConnection(served.port) as half:
        half.begin(f"{API}/session", length=length)
        half.send(b"{" if length else b"1\r\n{\r\n")
        answer = half.answer()  # and the connection closes
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in answer


def test_headers_that_do_not_come_are_not_answered(
    monkeypatch: pytest.MonkeyPatch, make_app: Callable[..., Flask]
) -> None:
    monkeypatch.setattr("server.serving.process.HEADERS_MS", 300)
    served = Served(make_app())
    try:
        for begun in (b"", b"GET /healthz HTTP/1.1\r\nHost: loc"):
            with RawConnection(served.port) as half:
                half.send(begun)
                assert half.answer() == b""
    finally:
        served.close()


@pytest.mark.parametrize("in_chunks", [False, True])
def test_a_body_cut_short_is_not_taken(served: Served, maya: LiveClient, in_chunks: bool) -> None:
    """Although what came of it would be whole by itself."""
    password = {"current_password": PASSWORD, "password": "another one, longer"}
    body = json.dumps(password).encode()
    length = None if in_chunks else len(body) + 1
    if in_chunks:
        body = b"%x\r\n%b\r\n" % (len(body), body)
    with RawConnection(served.port) as half:
        half.begin(f"{API}/me/password", method="PUT", length=length, cookie=cookie_of(maya))
        half.send(body)
        half.socket.shutdown(1)
        assert half.answer().startswith(b"HTTP/1.1 400 ")
    again = {"email": MAYA["email"], "password": PASSWORD}
    assert maya.post(f"{API}/session", json=again).status_code == 200


def test_too_many_bodies_of_one_client_are_503(served: Served, maya: LiveClient) -> None:
    """By account where somebody is signed in; who sends a whole body needs no place."""
    with ExitStack() as stack:

        def begin() -> RawConnection:
            half = stack.enter_context(RawConnection(served.port))
            half.begin(f"{API}/sync", cookie=cookie_of(maya))
            half.send(b"{")
            return half

        for _ in range(places.OF_ACCOUNT):
            begin()
        wait_until(lambda: served.front._places.under_way == places.OF_ACCOUNT, "their places")
        answer = begin().answer()
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after: 5\r\n" in answer
        assert maya.get(f"{API}/me").status_code == 200
        assert maya.patch(f"{API}/me", json={"name": "Maya C"}).status_code == 200
    wait_until(lambda: served.front._places.under_way == 0, "the places to be free")


def test_strangers_count_by_their_address(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "OF_ADDRESS", 2)

    def begin(address: str) -> RawConnection:
        half = stack.enter_context(RawConnection(served.port))
        half.send(
            f"POST {API}/session HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address}\r\n"
            # Nobody can choose his address by a header that WSGI would take for that one.
            f"X_Forwarded_For: 203.0.113.{len(halves)}\r\nContent-Length: 9\r\n\r\n1".encode()
        )
        halves.append(half)
        return half

    halves: list[RawConnection] = []
    with ExitStack() as stack:
        begin("192.0.2.7")
        begin("192.0.2.7")
        wait_until(lambda: served.front._places.under_way == 2, "their places")
        assert begin("192.0.2.7").answer().startswith(b"HTTP/1.1 503 ")
        begin("192.0.2.8")
        wait_until(lambda: served.front._places.under_way == 3, "its place")


def test_a_large_body_goes_to_the_disk_and_leaves_nothing(
    served: Served, maya: LiveClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = maya.post(
        f"{API}/sync", data=b" " * 3_000_000, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 400
    wait_until(lambda: served.front._places.on_disk == 0, "the room to be free")
    assert served.front._memory.used == 0
    monkeypatch.setattr(places, "DISK_OF_ONE", 100_000)
    answer = maya.post(
        f"{API}/sync", data=b" " * 300_000, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    wait_until(lambda: served.front._places.on_disk == 0, "the room to be free")


def test_a_body_of_a_stranger_that_will_be_refused_is_not_stored(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """He hears why, all the same, after all that he sends."""
    monkeypatch.setattr(places, "DISK_IN_ALL", 0)
    stranger = LiveClient(served.url)
    whole = {"data": b" " * 8_000_000, "headers": {"Content-Type": "application/json"}}
    assert stranger.post(f"{API}/sync", **whole).status_code == 401
    assert stranger.post(f"{API}/session", **whole).status_code == 413


def test_a_view_may_keep_its_body_as_it_arrives(
    served: Served, kept: list[bytes | type[Exception]]
) -> None:
    with RawConnection(served.port) as upload:
        upload.begin("/keep", method="PATCH", length=6)
        upload.send(b"one")
        wait_until(lambda: kept == [b"one"], "the first part")
        upload.send(b"two")
        wait_until(lambda: kept == [b"one", b"two"], "the second part")
        assert upload.socket.recv(4096).startswith(b"HTTP/1.1 200 ")


@pytest.mark.usefixtures("soon")
def test_received_bytes_are_stored_before_the_408(
    served: Served, kept: list[bytes | type[Exception]]
) -> None:
    with RawConnection(served.port) as upload:
        upload.begin("/keep", method="PATCH", length=6)
        upload.send(b"one")
        assert upload.answer().startswith(b"HTTP/1.1 408 ")
    assert kept == [b"one", BodyTooSlowError]


@pytest.mark.usefixtures("soon")
def test_a_view_that_keeps_bodies_sees_small_ones_whole_or_not_at_all(
    served: Served, kept: list[bytes | type[Exception]]
) -> None:
    with RawConnection(served.port) as upload:
        upload.begin("/small", method="PATCH", length=6)
        upload.send(b"one")
        assert upload.answer().startswith(b"HTTP/1.1 408 ")
    assert kept == []
    with RawConnection(served.port) as upload:
        upload.begin("/small", method="PATCH", length=6)
        upload.send(b"one")
        upload.send(b"two")
        assert upload.answer().startswith(b"HTTP/1.1 200 ")
    assert kept == [b"onetwo"]


@pytest.mark.parametrize("way", ["the phone goes", "the server ends"])
def test_received_bytes_are_kept_if_client_or_server_stops(
    served: Served, kept: list[bytes | type[Exception]], way: str
) -> None:
    with RawConnection(served.port) as upload:
        upload.begin("/keep", method="PATCH", length=6)
        upload.send(b"one")
        wait_until(lambda: kept == [b"one"], "the first part")
        if way == "the server ends":
            served.end()
            assert upload.answer().startswith(b"HTTP/1.1 400 ")
    wait_until(lambda: kept == [b"one", BodyBrokenError], "the word")


def test_a_refused_upload_hears_why(served: Served) -> None:
    with RawConnection(served.port) as upload:
        upload.begin("/refuse", method="PATCH", length=5_000_000)
        upload.send(b" " * 5_000_000)
        assert upload.socket.recv(4096).startswith(b"HTTP/1.1 409 ")


def test_a_server_that_ends_waits_for_no_body(served: Served) -> None:
    with RawConnection(served.port) as half:
        half.begin(f"{API}/session")
        half.send(b"{")
        wait_until(lambda: served.front._places.under_way == 1, "its place")
        served.end()
        assert half.answer().startswith(b"HTTP/1.1 503 ")


def test_a_server_that_leaves_says_once_that_the_connection_closes(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The app says so in each answer, and the front where it does not read a body to its end."""
    monkeypatch.setattr(front, "_drain", lambda _: False)
    app = served.front._app
    monkeypatch.setattr(app, "wsgi_app", DrainingMiddleware(app.wsgi_app, tmp_path))
    with RawConnection(served.port) as upload:
        upload.begin("/refuse", method="PATCH", length=10)
        upload.send(b" " * 10)
        assert upload.answer().lower().count(b"\r\nconnection: close\r\n") == 1
