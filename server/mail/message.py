"""The format of a letter: plain text, and the same as HTML. Pure.

It has no pictures and loads nothing, so it cannot tell whether it was read. It fits narrow windows,
and has a dark theme where the mail program supports that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import format_datetime
from html import escape

LONGEST_SUBJECT = 200
#: A host name, or an IP address in brackets.
_DOMAIN = re.compile(r"[\w.-]+|\[[\w.:]+\]")

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{margin:0;padding:24px 16px;background:#fbf6ee;color:#2b2320;"
    "font:17px/1.5 system-ui,sans-serif}"
    "main{max-width:32em;margin:0 auto;overflow-wrap:anywhere}"
    "h1{font-size:21px;line-height:1.3;margin:0 0 16px}"
    "a.go{display:inline-block;padding:12px 20px;border-radius:12px;background:#8a4b1f;color:#fff;"
    "text-decoration:none}"
    "a{color:#8a4b1f}"
    "footer{margin-top:32px;font-size:14px;opacity:.8}"
    "@media(prefers-color-scheme:dark){body{background:#1b1613;color:#f2e8dc}"
    "a{color:#f0b27a}a.go{background:#f0b27a;color:#1b1613}}"
)


#: The style of the plain pages to which links in letters lead.
PAGE_STYLE = (
    f"{_STYLE}"
    "form,label{display:block}label{margin-bottom:16px}"
    "input,button{font:inherit;box-sizing:border-box;border-radius:12px;padding:12px 16px}"
    "input{width:100%;margin-top:8px;border:1px solid;background:transparent;color:inherit}"
    "button{border:0;background:#8a4b1f;color:#fff}"
    "[hidden]{display:none}"
    "@media(prefers-color-scheme:dark){button{background:#f0b27a;color:#1b1613}}"
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a letter says. `link` is (its label, its address); `footer` says why the letter was
    sent; `unsubscribe` (label, address) is for letters that are sent regularly."""

    language: str
    subject: str
    lines: Sequence[str]
    link: tuple[str, str] | None = None
    footer: Sequence[str] = ()
    unsubscribe: tuple[str, str] | None = None


class _OnOneLine(UnstructuredHeader, BaseHeader):
    """A header that programs read. The library folds an address that is longer than a line into
    encoded words (RFC 2047), in which no mail program looks for one."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
for _name in ("list-unsubscribe", "message-id"):
    _HEADERS.map_to_type(_name, _OnOneLine)
_POLICY = EmailPolicy(header_factory=_HEADERS)


def one_line(text: str) -> str:
    """Returns the text for a header: line breaks become spaces."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def write(
    content: Content, *, sender: Address, to: str, letter_id: str, sent_at: datetime
) -> EmailMessage:
    """Returns the message. `letter_id` gives every attempt the same Message-ID, so that a letter
    that arrives twice is shown once. Raises ValueError for an address to which nothing can be
    sent."""
    message = EmailMessage(_POLICY)
    message["Subject"] = one_line(content.subject)[:LONGEST_SUBJECT]
    message["From"] = sender
    message["To"] = recipient(to)
    message["Date"] = format_datetime(sent_at)
    message["Message-ID"] = f"<{letter_id}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if content.unsubscribe is not None:
        message["List-Unsubscribe"] = f"<{content.unsubscribe[1]}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(plain(content), cte="quoted-printable")
    message.add_alternative(html(content), subtype="html", cte="quoted-printable")
    message["Content-Language"] = content.language
    return message


def recipient(to: str) -> Address:
    """Returns the address as mail servers write it, with quotes where it needs them. Raises
    ValueError for one to which nothing can be sent."""
    local, _, domain = to.rpartition("@")
    if not local or not to.isprintable() or not _DOMAIN.fullmatch(domain):
        raise ValueError("this is no mail address")
    if local.startswith('"') and local.endswith('"'):
        return Address(addr_spec=to)
    return Address(username=local, domain=domain)


def plain(content: Content) -> str:
    """Returns the letter as plain text."""
    parts = [*content.lines]
    if content.link is not None:
        parts.append(f"{content.link[0]}: {content.link[1]}")
    end = [*content.footer]
    if content.unsubscribe is not None:
        end.append(f"{content.unsubscribe[0]}: {content.unsubscribe[1]}")
    return "\n\n".join([*parts, "-- ", *end] if end else parts) + "\n"


def html(content: Content) -> str:
    """Returns the letter as HTML."""
    body = [f"<h1>{escape(one_line(content.subject))}</h1>"]
    body += [f"<p>{escape(line)}</p>" for line in content.lines]
    if content.link is not None:
        words, address = content.link
        body.append(f'<p><a class="go" href="{escape(address)}">{escape(words)}</a></p>')
    end = [f"<p>{escape(line)}</p>" for line in content.footer]
    if content.unsubscribe is not None:
        words, address = content.unsubscribe
        end.append(f'<p><a href="{escape(address)}">{escape(words)}</a></p>')
    footer = f"<footer>{''.join(end)}</footer>" if end else ""
    return (
        f'<!doctype html><html lang="{content.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(one_line(content.subject))}</title><style>{_STYLE}</style></head>"
        f"<body><main>{''.join(body)}{footer}</main></body></html>\n"
    )
