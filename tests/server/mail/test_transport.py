"""The conversation with a mail server: TLS or none, a password, and what a letter looks like."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.headerregistry import Address
from pathlib import Path
from typing import Any

import pytest

from server.mail import transport
from server.mail.message import Content, one_line, plain, write
from server.mail.settings import SmtpServer, parse_sender, parse_smtp_url
from server.mail.transport import Connection, Verdict
from tests.rigs.certificate import make_certificate
from tests.rigs.mail_server import MailServer

TO = "alice@example.org"
CONTENT = Content("en", "Hello", ("A line.", ".", ".. dots", "Zoë"), ("Go", "https://k.example"))


def letter(content: Content = CONTENT, to: str = TO) -> Any:
    return write(
        content,
        sender=Address("Karmadex", "hello", "karma.example"),
        to=to,
        letter_id="1",
        sent_at=datetime(2026, 11, 29, tzinfo=UTC),
    )


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """That of `localhost`, which this test's system trusts."""
    key, pem = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    return context


def send(server: MailServer, security: Any, *, host: str = "localhost", **more: Any) -> Any:
    connection = Connection(SmtpServer(host, server.port, security, **more))
    try:
        return connection.send(letter(), TO, lambda: True)
    finally:
        connection.quit()


@pytest.fixture(params=["tls", "starttls"])
def encrypted(
    request: pytest.FixtureRequest, certificate: ssl.SSLContext
) -> Iterator[tuple[str, MailServer]]:
    server = MailServer(**{request.param: certificate}).start()
    yield request.param, server
    server.stop()


def test_tls_from_the_start_and_on_the_way(encrypted: tuple[str, MailServer]) -> None:
    security, server = encrypted
    assert send(server, security).verdict is Verdict.SENT
    assert len(server.letters) == 1


def test_a_certificate_for_another_name_is_refused(encrypted: tuple[str, MailServer]) -> None:
    security, server = encrypted
    outcome = send(server, security, host="127.0.0.1")
    assert (outcome.verdict, outcome.is_server) == (Verdict.LATER, True)
    assert server.letters == []


def test_starttls_never_sends_without_tls(mail_server: MailServer) -> None:
    outcome = send(mail_server, "starttls", host="127.0.0.1")
    assert (outcome.verdict, outcome.is_server) == (Verdict.LATER, True)
    assert mail_server.tried == 0


@pytest.mark.parametrize(("password", "verdict"), [("p@ss", Verdict.SENT), ("x", Verdict.LATER)])
def test_the_user_and_the_password_are_sent(
    certificate: ssl.SSLContext, password: str, verdict: Verdict
) -> None:
    server = MailServer(password="p@ss", starttls=certificate).start()
    try:
        outcome = send(server, "starttls", user="karma", password=password)
    finally:
        server.stop()
    assert outcome.verdict is verdict


def test_a_slow_server_is_not_waited_for_without_end(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "PATIENCE_S", 0.2)
    mail_server.pause = 1.0
    outcome = send(mail_server, "none", host="127.0.0.1")
    # It had all of it: it may have been taken, so it is not sent again.
    assert outcome.verdict is Verdict.SENT


@pytest.mark.parametrize(
    ("said", "verdict"),
    [("552 5.2.2 full", Verdict.REFUSED), ("452 4.2.2 full just now", Verdict.LATER)],
)
def test_the_answer_to_the_data_decides_whether_it_is_tried_again(
    mail_server: MailServer, said: str, verdict: Verdict
) -> None:
    mail_server.data = [said]
    outcome = send(mail_server, "none", host="127.0.0.1")
    assert (outcome.verdict, outcome.is_server) == (verdict, False)
    assert outcome.reason.startswith(said[:3])


def test_one_connection_takes_many_and_is_opened_again_when_it_broke(
    mail_server: MailServer,
) -> None:
    connection = Connection(SmtpServer("127.0.0.1", mail_server.port, "none"))
    mail_server.rcpt = ["550 no", "250 OK"]
    verdicts = [connection.send(letter(), TO, lambda: True).verdict for _ in range(3)]
    assert verdicts == [Verdict.REFUSED, Verdict.SENT, Verdict.SENT]
    mail_server.break_in_data = 1
    verdicts = [connection.send(letter(), TO, lambda: True).verdict for _ in range(2)]
    assert verdicts == [Verdict.LATER, Verdict.SENT]
    connection.quit()


def test_a_server_that_is_not_there_is_tried_again_later() -> None:
    connection = Connection(SmtpServer("127.0.0.1", 9, "none"))
    outcome = connection.send(letter(), TO, lambda: True)
    assert (outcome.verdict, outcome.is_server) == (Verdict.LATER, True)


def test_the_letter_arrives_as_it_was_written(mail_server: MailServer) -> None:
    assert send(mail_server, "none", host="127.0.0.1").verdict is Verdict.SENT
    (arrived,) = mail_server.letters
    body = arrived.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == plain(CONTENT)
    assert arrived["Message-ID"] == "<1@karma.example>"


def test_headers_for_programs_are_not_encoded(mail_server: MailServer) -> None:
    link = f"https://{'a' * 60}.karmadex.example/api/v1/mail/unsubscribe/{'x' * 43}"
    made = letter(Content("en", "Hello", ("x",), unsubscribe=("Stop", link)))
    connection = Connection(SmtpServer("localhost", mail_server.port, "none"))
    assert connection.send(made, TO, lambda: True).verdict is Verdict.SENT
    connection.quit()
    lines = mail_server.raw[0].decode().split("\r\n")
    assert f"List-Unsubscribe: <{link}>" in lines
    assert "Message-ID: <1@karma.example>" in lines


@pytest.mark.parametrize(
    ("to", "asked"),
    [
        ("alice+k@example.org", "alice+k@example.org"),
        ("alice@[127.0.0.1]", "alice@[127.0.0.1]"),
        ("a,b@example.org", '"a,b"@example.org'),
        ("alice(work)@example.org", '"alice(work)"@example.org'),
        ("x<bob@example.org", '"x<bob"@example.org'),
        ('"a,b"@example.org', '"a,b"@example.org'),
        ("zoë@example.org", "zoë@example.org"),
    ],
)
def test_a_letter_is_sent_to_the_whole_address(
    mail_server: MailServer, to: str, asked: str
) -> None:
    connection = Connection(SmtpServer("localhost", mail_server.port, "none"))
    assert connection.send(letter(to=to), to, lambda: True).verdict is Verdict.SENT
    connection.quit()
    assert mail_server.to == [asked]
    assert mail_server.letters[0]["To"] == asked


@pytest.mark.parametrize("odd", ["a\r\nBcc: x@y.z", "a\nb", "a\x0bb", "a\u2028b", "a\x00b"])
def test_a_subject_cannot_add_a_header(odd: str) -> None:
    made = letter(Content("en", odd, ("x",)))
    assert made["Bcc"] is None
    assert len(made["Subject"].splitlines()) == 1
    assert one_line(odd).isprintable()


@pytest.mark.parametrize("to", ["no address", "a@b\r\nBcc: c@d", "@", "a@", "", "<a@b>", "a@b,c"])
def test_an_address_that_is_none_is_an_error(to: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        letter(to=to)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", SmtpServer("mail.example", 25, "none")),
        ("smtps://mail.example", SmtpServer("mail.example", 465, "tls")),
        (
            "smtp+starttls://karma%40x:p%2Fw@mail.example:2525/",
            SmtpServer("mail.example", 2525, "starttls", "karma@x", "p/w"),
        ),
        ("smtp://[::1]:25", SmtpServer("::1", 25, "none")),
    ],
)
def test_a_valid_smtp_url_names_server_port_and_security(url: str, server: SmtpServer) -> None:
    assert parse_smtp_url(url) == server
    assert "p/w" not in repr(server)


@pytest.mark.parametrize(
    "url", ["", "mail.example", "http://x", "smtp://", "smtp://h:0x1", "smtp://h/x", "smtp://h?x=1"]
)
def test_an_invalid_smtp_url_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_smtp_url(url)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hello@karma.example", ""),
        ("Karmadex <hello@karma.example>", "Karmadex"),
        ('"Karma, dex" <hello@karma.example>', "Karma, dex"),
    ],
)
def test_a_valid_sender_is_an_address_with_or_without_a_name(text: str, name: str) -> None:
    found = parse_sender(text)
    assert (found.display_name, found.addr_spec) == (name, "hello@karma.example")


@pytest.mark.parametrize(
    "text", ["", "hello", "a@b, c@d.example", "a@b\nBcc: c@d", "Karmadex hello@k.example", "<a@b"]
)
def test_an_invalid_sender_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_sender(text)
