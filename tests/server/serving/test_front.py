"""How answers go out: files, large ones, and while all threads are busy."""

import errno
import gzip
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from tempfile import TemporaryFile
from threading import Event
from typing import IO, Any

import pytest
import requests

from server.serving import front
from server.telemetry import request_log
from tests.rigs.processes import wait_until
from tests.rigs.served import Served
from tests.server.serving.conftest import PICTURE
from tests.support.api import API
from tests.support.raw_http import RawConnection


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


def test_the_headers_of_a_file_can_be_requested_alone(served: Served) -> None:
    answer = requests.head(f"{served.url}/api/file", timeout=10)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(PICTURE))
    again = {"If-None-Match": '"whole"'}
    answer = requests.get(f"{served.url}/api/file", headers=again, timeout=10)
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (b"192.0.2.7", "192.0.2.7"),
        (b"10.9.9.9, 192.0.2.7", "192.0.2.7"),
        ("é".encode(), "unknown"),
        (b"\xe9, 192.0.2.7", "unknown"),
    ],
    ids=["one", "two", "utf-8", "latin-1"],
)
def test_an_address_that_cannot_be_read_is_not_this_machine(
    served: Served, forwarded: bytes, address: str
) -> None:
    """Or whoever writes one letter in front of it is counted by no limit."""
    headers = {"X-Forwarded-For": forwarded}
    answer = requests.get(f"{served.url}/api/address", headers=headers, timeout=10)
    assert answer.text == address


def test_another_site_with_letters_beyond_ascii_is_refused(served: Served) -> None:
    for origin in (b"https://evil.example", "https://évil.example".encode(), b"\xe9"):
        answer = requests.post(
            f"{served.url}{API}/session/passkey/options",
            json={},
            headers={"Origin": origin},
            timeout=10,
        )
        assert answer.status_code == 403, origin


def test_one_request_does_not_wait_for_all_requests_of_another_client(
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


@pytest.mark.parametrize("is_packed", [False, True])
def test_large_bodies_are_handled_one_at_a_time(
    served: Served, kept: list[bytes | type[Exception]], waiting: Event, is_packed: bool
) -> None:
    """Reading it holds the interpreter, for which all threads take turns."""
    body = b" " * (front.LARGE_BODY + 1)
    headers = {"Content-Encoding": "gzip"} if is_packed else {}
    large = gzip.compress(body) if is_packed else body

    def send(name: str, data: bytes) -> int:
        url = f"{served.url}/api/heavy/{name}"
        return requests.post(url, data, headers=headers, timeout=30).status_code

    with ThreadPoolExecutor(front.THREADS) as phones:
        calls = [phones.submit(send, "large", large) for _ in range(front.THREADS - 1)]
        wait_until(lambda: served.front.in_hand == len(calls), "all of them to have come")
        wait_until(lambda: b"large" in kept, "the first one's turn")
        calls.append(phones.submit(send, "small", gzip.compress(b" ") if is_packed else b" "))
        wait_until(lambda: b"small" in kept, "the small one, which waits for none of them")
        assert kept == [b"large", b"small"]
        waiting.set()
        assert [call.result() for call in calls] == [200] * len(calls)
    assert kept.count(b"large") == len(calls) - 1


def test_a_chunked_body_is_read_to_its_end(served: Served) -> None:
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

    files: list[IO[bytes]] = []

    def noted(**given: Any) -> IO[bytes]:
        files.append(TemporaryFile(**given))  # noqa: SIM115
        return files[-1]

    monkeypatch.setattr(front, "TemporaryFile", noted)
    for _ in range(3):
        answer = requests.get(f"{served.url}/api/large", timeout=10)
        assert answer.content == PICTURE
        assert answer.headers["Content-Length"] == str(len(PICTURE))
        assert "X-Sendfile" not in answer.headers
    assert len(files) == 3
    wait_until(lambda: all(file.closed for file in files), "them to be closed")
    wait_until(lambda: unnamed() == 0, "the network to be done with them")

    def no_room(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(front, "TemporaryFile", no_room)
    assert requests.get(f"{served.url}/api/large", timeout=10).content == PICTURE


def test_views_that_wait_for_other_servers_have_threads_of_their_own(
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


def test_the_log_line_is_written_after_the_answer(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_answer, lines = Event(), []

    def write(_environ: object, status: int, _seconds: float) -> None:
        assert has_answer.wait(60)
        lines.append(status)

    monkeypatch.setattr(request_log, "log_answer", write)
    answer = requests.get(f"{served.url}/api/file", timeout=30)
    has_answer.set()
    assert (answer.status_code, answer.content) == (200, PICTURE)
    wait_until(lambda: lines == [200], "the line in the log")
