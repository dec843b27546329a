"""Parses `SMTP_URL` and `MAIL_FROM`. Pure."""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Literal
from urllib.parse import unquote, urlsplit

Security = Literal["none", "tls", "starttls"]

#: By the scheme: whether it is TLS from the start, becomes so, or is none, and the usual port.
_SCHEMES: dict[str, tuple[Security, int]] = {
    "smtp": ("none", 25),
    "smtps": ("tls", 465),
    "smtp+starttls": ("starttls", 587),
}
_ADDRESS = re.compile(r"[^@\s<>,;:\"()\\]{1,64}@[A-Za-z0-9.-]{1,189}")


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """The mail server. `smtp+starttls` never sends without TLS."""

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str = field(default="", repr=False)


def parse_smtp_url(text: str) -> SmtpServer:
    """Raises ValueError."""
    parts = urlsplit(text.strip())
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ValueError("this is no address such as smtp+starttls://user:password@host:587")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("behind host and port there is nothing more to say")
    security, usual = _SCHEMES[parts.scheme]
    user = unquote(parts.username) if parts.username else None
    return SmtpServer(
        parts.hostname, parts.port or usual, security, user, unquote(parts.password or "")
    )


def parse_sender(text: str) -> Address:
    """Returns the sender of letters: an address, or `Name <address>`. Raises ValueError."""
    text = text.strip()
    name, address = parseaddr(text)
    is_whole = text in (address, f"<{address}>") or text.endswith(f"<{address}>")
    if not is_whole or not text.isprintable() or not _ADDRESS.fullmatch(address):
        raise ValueError("this is no address, and no Name <address>")
    return Address(display_name=name, addr_spec=address)
