"""A mail server (aiosmtpd), as rude as a real one when a test wants it."""

import asyncio
import socket
import ssl
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

TAKEN = "250 OK"


class MailServer:
    """`rcpt` and `data` say what is answered next, one a letter, then all is well. `pause` is how
    long it takes to answer a letter; `break_after_data`: it takes the letter, and hangs up without
    a word; `break_in_data`: it hangs up before."""

    def __init__(
        self,
        *,
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        password: str | None = None,
    ) -> None:
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.to: list[str] = []
        self.rcpt: list[str] = []
        self.data: list[str] = []
        self.pause = 0.0
        self.break_after_data = 0
        self.break_in_data = 0
        self.tried = 0
        self._password = password
        options: dict[str, Any] = {"enable_SMTPUTF8": True}
        if starttls is not None:
            options |= {"tls_context": starttls, "require_starttls": True}
        if password is not None:
            options |= {
                "authenticator": self._authenticate,
                "auth_required": True,
            }
        self._controller = Controller(
            self, hostname="127.0.0.1", port=0, ssl_context=tls, **options
        )

    def start(self) -> "MailServer":
        # The package's own start asks the port that it was given whether it answers: 0 never does.
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._controller.port = free.getsockname()[1]
        self._controller.start()
        return self

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def stop(self) -> None:
        self._controller.stop()

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        # Not `handled`: then nobody would tell whoever tries that the password is wrong.
        is_right = data.password == (self._password or "").encode()
        return AuthResult(success=is_right, handled=False)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _s: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.tried += 1
        said = self.rcpt.pop(0) if self.rcpt else TAKEN
        if said == TAKEN:
            envelope.rcpt_tos.append(address)
            if self.break_in_data:
                self.break_in_data -= 1
                _hang_up(server)
        return said

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.pause)
        said = self.data.pop(0) if self.data else TAKEN
        if said == TAKEN:
            content = envelope.original_content or b""
            message = message_from_bytes(content, policy=default)
            assert isinstance(message, EmailMessage)
            self.letters.append(message)
            self.raw.append(content)
            self.to += envelope.rcpt_tos
            if self.break_after_data:
                self.break_after_data -= 1
                _hang_up(server)
        return said


def _hang_up(server: SMTP) -> None:
    transport = server.transport
    assert transport is not None
    transport.abort()
