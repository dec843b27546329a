"""Bytes to properties. Pure, linear, and never raises; lines that are no properties are returned
too.

1. A byte order mark decides the encoding of the file; otherwise each value is decoded by itself.
2. Lines are unfolded as bytes, since a fold may be inside a character. A quoted-printable line
   continues after a `=` at its end, base64 of version 2.1 up to an empty line.
3. A property is `group.NAME;PARAMETER=value:value`, split at the first colon outside quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LINE = re.compile(rb"\r\n|\n|\r")
_QUOTED_PRINTABLE = re.compile(rb"(?i)[;=]\"?QUOTED-PRINTABLE\"?(?:;|$)")
_BASE64 = re.compile(rb"(?i)[;=]\"?(?:BASE64|B)\"?(?:;|$)")
_MORE_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+[ \t]*")
_NAME = re.compile(r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)")


@dataclass(slots=True)
class Property:
    """One property. `raw` is its text in the file, with its folds; if `name` is empty, it is not a
    property."""

    raw: bytes
    name: str = ""
    group: str = ""
    #: (name in capitals, value); a bare one, as 2.1 has them, is ("", value).
    parameters: list[tuple[str, str]] = field(default_factory=list)
    value: bytes = b""
    #: The value, without folds.
    line: bytes = b""
    #: The lines of a nested card (AGENT).
    nested: list[bytes] = field(default_factory=list)

    def parameter(self, name: str) -> str | None:
        """Returns the first value of a parameter (its name in capitals), or None."""
        return next((value for each, value in self.parameters if each == name), None)

    def says(self, *words: str) -> bool:
        """Returns whether its encoding, or a parameter without a name, is one of these."""
        return any(
            name in ("ENCODING", "") and value.upper() in words for name, value in self.parameters
        )


def lex(data: bytes) -> list[Property]:
    """Returns the properties of a file, in their order, including lines that are none."""
    return [_property(raw, line) for raw, line in _unfold(_as_utf8(data))]


def _as_utf8(data: bytes) -> bytes:
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:]
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(codec, "replace").encode("utf-8", "replace")
    # Every vCard begins with a letter of ASCII.
    if len(data) > 3 and data[1] == data[3] == 0 != data[0]:
        return data.decode("utf-16-le", "replace").encode("utf-8", "replace")
    if len(data) > 3 and data[0] == data[2] == 0 != data[1]:
        return data.decode("utf-16-be", "replace").encode("utf-8", "replace")
    return data


def _unfold(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yields (original bytes, unfolded bytes) of each line that is not empty."""
    lines = _LINE.split(data)
    at = 0
    while at < len(lines):
        first = at
        parts = [lines[at]]
        head = b"" if lines[at][:1] in (b" ", b"\t") else lines[at].partition(b":")[0]
        at += 1
        if not parts[0].strip():
            continue
        if _QUOTED_PRINTABLE.search(head):
            while at < len(lines) and parts[-1].endswith(b"="):
                parts[-1] = parts[-1][:-1]
                parts.append(lines[at])
                at += 1
        while at < len(lines) and lines[at][:1] in (b" ", b"\t"):
            parts.append(lines[at][1:])
            at += 1
        if _BASE64.search(head):
            while at < len(lines) and _MORE_BASE64.fullmatch(lines[at]):
                parts.append(lines[at])
                at += 1
        yield b"\r\n".join(lines[first:at]), b"".join(parts)


def _property(raw: bytes, line: bytes) -> Property:
    colon = _colon(line)
    if colon is None:
        return Property(raw, line=line)
    head = line[:colon].decode("utf-8", "replace")
    name, *parameters = _split(head)
    found = _NAME.fullmatch(name.strip())
    if found is None:
        return Property(raw, line=line)
    return Property(
        raw,
        found[2].upper(),
        found[1] or "",
        [_parameter(each) for each in parameters],
        line[colon + 1 :],
        line,
    )


def _colon(line: bytes) -> int | None:
    """Returns where the value begins: at the first colon outside quotes."""
    at = 0
    while True:
        colon, quote = line.find(b":", at), line.find(b'"', at)
        if colon < 0 or quote < 0 or colon < quote:
            return None if colon < 0 else colon
        at = line.find(b'"', quote + 1) + 1
        if at == 0:
            return None


def _split(head: str) -> list[str]:
    """Split at semicolons outside quotes."""
    if '"' not in head:
        return head.split(";")
    return re.findall(r'(?:^|(?<=;))(?:[^;"]|"[^"]*")*', head)


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        return "", name.strip().strip('"')
    return name.strip().upper(), value.strip().strip('"')
