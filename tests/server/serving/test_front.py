"""Bodies that do not come: they cost nobody else a thread, and end."""

import errno
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event

import pytest
import requests
from flask import Blueprint, Flask, Response, request, send_file

from server.http.body import BodyBrokenError, BodyTooSlowError, takes_body
from server.http.endpoints import endpoint
from server.serving import front, pace, places
from tests.rigs.processes import wait_until
from tests.rigs.served import Served
from tests.support.api import API, PASSWORD, LiveClient
from tests.support.raw_http import RawConnection

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
    @takes_body(as_it_comes=True)
    def keep() -> str:
        try:
            while chunk := request.stream.read(65_536):
                kept.append(chunk)
        except (BodyTooSlowError, BodyBrokenError) as error:
            kept.append(type(error))
            raise
        return "kept\n"

    @bp.patch("/refuse")
    @takes_body(as_it_comes=True)
    def refuse() -> tuple[str, int]:
        return "no\n", 409

    @bp.get("/api/file")
    def file() -> Response:
        return send_file(tmp_path / "picture", "image/png", conditional=True, etag="whole")

    @bp.get("/api/large")
    def large() -> bytes:
        return PICTURE

    @bp.get("/api/turn/<name>")
    def turn(name: str) -> str:
        if name == "first":
            waiting.wait(20)
        kept.append(name.encode())
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


@pytest.mark.parametrize(
    ("range_", "status", "content"),
    [
        (None, 200, PICTURE),
        ("bytes=10-19", 206, PICTURE[10:20]),
        ("bytes=-5", 206, PICTURE[-5:]),
        ("bytes=999990-", 206, PICTURE[999_990:]),
        ("bytes=2000000-", 416, None),
    ],
)
def test_a_file_is_sent_without_a_thread_and_so_are_parts_of_it(
    served: Served, range_: str | None, status: int, content: bytes | None
) -> None:
    headers = {} if range_ is None else {"Range": range_}
    answer = requests.get(f"{served.url}/api/file", headers=headers, timeout=10)
    assert answer.status_code == status
    assert "X-Sendfile" not in answer.headers
    if content is not None:
        assert answer.content == content
        assert answer.headers["Content-Length"] == str(len(content))
        assert answer.headers["Content-Type"] == "image/png"


def test_of_a_file_one_may_ask_only_the_headers(served: Served) -> None:
    answer = requests.head(f"{served.url}/api/file", timeout=10)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(PICTURE))
    again = {"If-None-Match": '"whole"'}
    answer = requests.get(f"{served.url}/api/file", headers=again, timeout=10)
    assert (answer.status_code, answer.content) == (304, b"")


def test_who_asks_once_does_not_wait_for_all_that_another_has_asked(
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    kept: list[bytes | type[Exception]],
    waiting: Event,
) -> None:
    monkeypatch.setattr(front, "AT_ONCE", 1)
    served: Served = request.getfixturevalue("served")
    with ExitStack() as stack:

        def ask(name: str, address: str) -> None:
            before = served.front.in_hand
            connection = stack.enter_context(RawConnection(served.port))
            head = f"GET /api/turn/{name} HTTP/1.1\r\nHost: localhost\r\n"
            connection.send(f"{head}X-Forwarded-For: {address}\r\n\r\n".encode())
            wait_until(lambda: served.front.in_hand > before, "it to wait")

        ask("first", "203.0.113.1")
        for _ in range(20):
            ask("greedy", "203.0.113.1")
        ask("modest", "203.0.113.2")
        waiting.set()
        wait_until(lambda: len(kept) == 22, "all of them")
    assert kept[:4] == [b"first", b"greedy", b"modest", b"greedy"]


def test_what_comes_in_parts_is_read_to_its_end(served: Served) -> None:
    answer = requests.get(f"{served.url}/api/stream", timeout=10)
    assert (answer.content, answer.headers["Content-Length"]) == (b"onetwo", "6")


def test_a_large_answer_waits_on_the_disk_for_its_reader(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its reader does meanwhile, no thread and no memory waits with it."""
    monkeypatch.setattr(front, "OPENED_S", 0.2)

    def unnamed() -> int:
        """Files of this process that nobody else can find."""
        found = 0
        for each in front.DESCRIPTORS.iterdir():
            with suppress(OSError):
                name = str(each.readlink())
                found += name.startswith(str(served.front._folder)) and "(deleted)" in name
        return found

    for _ in range(3):
        answer = requests.get(f"{served.url}/api/large", timeout=10)
        assert answer.content == PICTURE
        assert answer.headers["Content-Length"] == str(len(PICTURE))
        assert "X-Sendfile" not in answer.headers
    assert unnamed() > 0
    wait_until(lambda: unnamed() == 0, "them to be closed")

    def no_room(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(front, "TemporaryFile", no_room)
    assert requests.get(f"{served.url}/api/large", timeout=10).content == PICTURE


def cookie_of(phone: LiveClient) -> str:
    return "; ".join(f"{each.name}={each.value}" for each in phone.cookies)


@pytest.mark.parametrize("length", [60_000, None])
def test_half_sent_bodies_cost_nobody_anything(served: Served, length: int | None) -> None:
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


def test_who_sends_too_much_at_once_is_told_to_come_again(served: Served, maya: LiveClient) -> None:
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


def test_of_a_stranger_nothing_is_kept_where_he_is_refused(
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
def test_what_came_is_kept_before_the_408(
    served: Served, kept: list[bytes | type[Exception]]
) -> None:
    with RawConnection(served.port) as upload:
        upload.begin("/keep", method="PATCH", length=6)
        upload.send(b"one")
        assert upload.answer().startswith(b"HTTP/1.1 408 ")
    assert kept == [b"one", BodyTooSlowError]


@pytest.mark.parametrize("way", ["the phone goes", "the server ends"])
def test_what_came_is_kept_when_one_of_them_goes(
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


def test_who_waits_for_others_waits_beside_the_threads_that_answer(
    served: Served, waiting: Event
) -> None:
    """As a test of a push service that hangs does."""
    with ThreadPoolExecutor(front.WAITING) as phones:
        calls = [
            phones.submit(requests.post, f"{served.url}/wait", timeout=30)
            for _ in range(front.WAITING)
        ]
        wait_until(lambda: served.front._waits.total() == front.WAITING, "all to wait")
        assert requests.get(f"{served.url}{API}/nothing", timeout=5).status_code == 404
        one_more = requests.post(f"{served.url}/wait", timeout=5)
        assert (one_more.status_code, one_more.headers["Retry-After"]) == (503, "5")
        waiting.set()
        assert {call.result().status_code for call in calls} == {200}
    assert served.front._waits.total() == 0


def test_healthz_is_answered_while_all_threads_are_busy(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Event()
    busy = [served.front.threads.submit(done.wait) for _ in range(2 * front.THREADS)]
    try:
        assert requests.get(f"{served.url}/healthz", timeout=5).ok
    finally:
        done.set()
        for each in busy:
            each.result()
