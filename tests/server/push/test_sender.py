"""The sender: what reaches a push service, over TLS, and what it does with one that misbehaves."""

import contextlib
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from server.push import transfer as module
from server.push.addresses import parse_endpoint
from server.push.encryption import MAX_PLAINTEXT_BYTES, encrypt
from server.push.origin_queue import OriginQueue
from server.push.outcome import Outcome, Verdict, read_retry_after
from server.push.sender import Sender
from server.push.transfer import Prepared
from tests.rigs.certificate import make_certificate
from tests.rigs.push_protocol import BrowserKeys
from tests.rigs.push_service import POLL_SECONDS


class Recorder:
    """A server that writes down what it is asked, and answers `reply`."""

    def __init__(self, certificate: tuple[Path, Path] | None = None) -> None:
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.reply = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
        self.connections = 0
        self.closing = threading.Event()
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                recorder.connections += 1
                super().setup()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                recorder.asked.append((self.path, dict(self.headers.items()), body))
                if not recorder.reply:
                    recorder.closing.wait(60)
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(recorder.reply)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate[1], certificate[0])
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(
            target=self.server.serve_forever, args=(POLL_SECONDS,), daemon=True
        )
        self.thread.start()

    def close(self) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    made = Recorder()
    yield made
    made.close()


@pytest.fixture
def sender() -> Iterator[Sender]:
    made = Sender(allow_loopback=True)
    yield made
    made.close()


def post(to: str) -> Prepared:
    endpoint = parse_endpoint(to, allow_loopback=True)
    return Prepared(to, endpoint, ("TTL: 60", "Topic: morning"), b"hello")


def send(sender: Sender, *messages: Prepared, seconds: float | None = None) -> list[Outcome]:
    """The outcomes in the order of the messages."""
    outcomes = dict(sender.send(messages, seconds=seconds))
    return [outcomes[message] for message in messages]


def verdicts(outcomes: list[Outcome]) -> list[Verdict]:
    return [outcome.verdict for outcome in outcomes]


def test_the_endpoint_is_posted_to_character_for_character(
    recorder: Recorder, sender: Sender
) -> None:
    path = "/a/../b/./c;x=%2F%7e?q=a%20b&&=+"
    outcomes = send(sender, post(f"http://127.0.0.1:{recorder.port}{path}"))
    assert verdicts(outcomes) == [Verdict.ACCEPTED]
    [(asked, headers, body)] = recorder.asked
    assert (asked, body) == (path, b"hello")
    assert (headers["TTL"], headers["Topic"]) == ("60", "morning")
    assert not {"Expect", "Cookie", "Authorization"} & headers.keys()


def test_a_proxy_of_the_environment_is_not_asked(
    recorder: Recorder, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    to = f"http://127.0.0.1:{recorder.port}/1"
    assert verdicts(send(sender, post(to))) == [Verdict.ACCEPTED]


def test_each_message_is_returned_with_its_outcome(recorder: Recorder, sender: Sender) -> None:
    good = f"http://127.0.0.1:{recorder.port}/1"
    outcomes = send(sender, post(good), post("http://10.0.0.1/"), post(good))
    assert verdicts(outcomes) == [Verdict.ACCEPTED, Verdict.REFUSED, Verdict.ACCEPTED]


def test_a_connection_serves_more_than_one_push(recorder: Recorder, sender: Sender) -> None:
    to = f"http://127.0.0.1:{recorder.port}/1"
    for _ in range(5):
        send(sender, post(to))
    assert recorder.connections == 1


def test_a_refused_connection_was_certainly_not_accepted(sender: Sender) -> None:
    [outcome] = send(sender, post("http://127.0.0.1:1/x"))
    assert (outcome.verdict, outcome.uncertain) == (Verdict.RETRY, False)


def test_a_missing_answer_delays_others_only_briefly(
    recorder: Recorder, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REQUEST_SECONDS", 1)
    recorder.reply = b""
    began = time.monotonic()
    [outcome] = send(sender, post(f"http://127.0.0.1:{recorder.port}/1"))
    assert time.monotonic() - began < 5
    assert (outcome.verdict, outcome.uncertain) == (Verdict.RETRY, True), "it may have been taken"


def test_a_call_ends_within_its_time_limit(recorder: Recorder, sender: Sender) -> None:
    recorder.reply = b""
    to = f"http://127.0.0.1:{recorder.port}/1"
    sender._queues[f"http://127.0.0.1:{recorder.port}"] = OriginQueue(sender._traffic, window=1)
    outcomes = send(sender, post(to), post(to), seconds=1)
    assert [(each.verdict, each.uncertain) for each in outcomes] == [
        (Verdict.RETRY, True),
        (Verdict.RETRY, False),  # it never went out
    ]


def test_an_endless_answer_is_not_read(recorder: Recorder, sender: Sender) -> None:
    recorder.reply = b"HTTP/1.1 201 Created\r\n\r\n" + b"x" * 10_000_000
    [outcome] = send(sender, post(f"http://127.0.0.1:{recorder.port}/1"))
    assert outcome.verdict is Verdict.ACCEPTED


def test_tls_trusts_the_certificates_that_python_trusts(
    tmp_path: Path, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The wheel's own libcurl looks for certificates where Debian has none.
    key, certificate = make_certificate(tmp_path)
    recorder = Recorder((key, certificate))
    to = f"https://localhost:{recorder.port}/1"
    trusting = Sender(allow_loopback=True)
    try:
        assert verdicts(send(sender, post(to))) == [Verdict.RETRY]
        assert recorder.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert verdicts(send(trusting, post(to))) == [Verdict.ACCEPTED]
    finally:
        trusting.close()
        recorder.close()


def test_the_certificates_that_are_trusted_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    set_to: dict[int, str] = {}

    class Curl:
        def setopt(self, option: int, value: str) -> None:
            set_to[option] = value

    module._trust_what_python_trusts(Curl())
    assert set_to
    assert all(Path(path).exists() for path in set_to.values())


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Tue, 24 Nov 2026 08:30:00 GMT", 1800),
        ("Tue, 24 Nov 2026 07:30:00 GMT", 0),
        ("soon", None),
        ("-1", None),
        ("1e3", None),
        ("", None),
        ("99999999999999999999", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(said: str, seconds: float | None) -> None:
    assert read_retry_after(said, datetime(2026, 11, 24, 8, 0, tzinfo=UTC)) == seconds


@pytest.mark.parametrize("size", [0, 1, 17, MAX_PLAINTEXT_BYTES])
def test_an_encrypted_message_fits_and_can_be_decrypted(size: int) -> None:
    browser = BrowserKeys()
    keys = browser.subscription("")["keys"]
    body = encrypt(b"x" * size, keys["p256dh"], keys["auth"])
    assert len(body) <= 4096
    assert browser.decrypt(body) == b"x" * size


def test_a_message_that_does_not_fit_is_not_encrypted() -> None:
    keys = BrowserKeys().subscription("")["keys"]
    with pytest.raises(ValueError, match="3993 bytes"):
        encrypt(b"x" * (MAX_PLAINTEXT_BYTES + 1), keys["p256dh"], keys["auth"])
