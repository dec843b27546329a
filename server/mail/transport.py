"""A connection to the mail server; letters are sent over it one after another."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from enum import Enum, auto
from time import monotonic

from server.mail.settings import SmtpServer

#: The timeout for each step of the conversation. A letter has about six steps.
PATIENCE_S = 20
#: A connection that was used within this time is not checked before it is used again.
FRESH_S = 2.0


class Verdict(Enum):
    """`SENT` also if the connection broke after the last byte, since the letter may have arrived.
    `REFUSED`: trying again would not help. `LATER`: it was certainly not accepted."""

    SENT = auto()
    REFUSED = auto()
    LATER = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of sending a letter, and the reason. `is_server`: the mail server has a
    problem."""

    verdict: Verdict
    reason: str = ""
    is_server: bool = False


class Connection:
    """Opened when it is first needed, and again after it broke. For one thread."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._used_at = 0.0

    def send(self, message: EmailMessage, to: str, before_data: Callable[[], bool]) -> Outcome:
        """Send a letter. `before_data` is called when the server is ready to accept it, and returns
        whether to send it. What it has written to the database stays, whatever happens next."""
        try:
            smtp = self._open()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Verdict.LATER, _why(error), is_server=True)
        is_over = False
        try:
            is_ascii = to.isascii()
            if not is_ascii and not smtp.has_extn("smtputf8"):
                return Outcome(Verdict.REFUSED, "the mail server knows no such addresses")
            data = _bytes(message, is_ascii)
            options = [] if is_ascii else ["SMTPUTF8", "BODY=8BITMIME"]
            if not is_ascii:
                smtp.command_encoding = "utf-8"
            sender = message["From"].addresses[0].addr_spec
            code, said = smtp.mail(sender, options)
            if code < 400:
                # The address from the header: for an unquoted `a,b@…` smtplib would use `a`.
                code, said = smtp.rcpt(message["To"].addresses[0].addr_spec)
            if code >= 400:
                return self._said(code, said)
            code, said = smtp.docmd("DATA")
            if code != 354:
                return self._said(code, said)
            if not before_data():
                self.close()  # DATA cannot be ended in another way without sending a letter
                return Outcome(Verdict.LATER, "another has it in hand")
            smtp.send(data)
            is_over = True
            code, said = smtp.getreply()
            return Outcome(Verdict.SENT) if code < 400 else self._said(code, said)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            if is_over:
                return Outcome(Verdict.SENT, f"nobody knows: {_why(error)}")
            return Outcome(Verdict.LATER, _why(error), is_server=True)

    def close(self) -> None:
        """Close the connection, with QUIT if it still works."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def quit(self) -> None:
        """Send QUIT."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self.close()

    def _open(self) -> smtplib.SMTP:
        if self._smtp is not None and monotonic() - self._used_at > FRESH_S:
            # Mail servers close a connection that is idle for a while.
            try:
                if self._smtp.noop()[0] != 250:
                    self.close()
            except (OSError, smtplib.SMTPException):
                self.close()
        self._used_at = monotonic()
        if self._smtp is not None:
            return self._smtp
        server = self._server
        context = ssl.create_default_context()
        if server.security == "tls":
            self._smtp = smtplib.SMTP_SSL(
                server.host, server.port, timeout=PATIENCE_S, context=context
            )
        else:
            self._smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_S)
        if server.security == "starttls":
            code, said = self._smtp.starttls(context=context)
            if code != 220:
                raise smtplib.SMTPResponseException(code, said)
        self._smtp.ehlo_or_helo_if_needed()
        if server.user is not None:
            self._smtp.login(server.user, server.password)
        return self._smtp

    def _said(self, code: int, said: bytes) -> Outcome:
        reason = f"{code} {said.decode(errors='replace')[:200]}"
        if code == 421:
            self.close()
            return Outcome(Verdict.LATER, reason, is_server=True)
        try:
            if self._smtp is not None:
                self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.close()
        return Outcome(Verdict.REFUSED if 500 <= code < 600 else Verdict.LATER, reason)


def _bytes(message: EmailMessage, is_ascii: bool) -> bytes:
    """Returns the message as SMTP sends it: CRLF, dots at the start of a line doubled, a single dot
    at the end."""
    raw = message.as_bytes(policy=SMTP if is_ascii else SMTPUTF8)
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
    stuffed = (b"." + line if line.startswith(b".") else line for line in lines)
    return b"\r\n".join(stuffed) + b"\r\n.\r\n"


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {text}"[:200]
    return f"{type(error).__name__}: {error}"[:200]
