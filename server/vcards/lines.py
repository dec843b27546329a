"""Writes the lines of a card in version 3.0. Pure."""

import base64
import re

from server.vcards import values
from server.vcards.birthday import read_birthday
from server.vcards.lexer import Property

#: The most octets in a line, without its end.
LONGEST_LINE = 75
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: Parameters for the encoding of a value; version 3.0 needs none of them.
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_LISTS = frozenset({"CATEGORIES", "NICKNAME"})
_BARE_COMMA = re.compile(r"(\\.)|,", re.DOTALL)
_UNSAFE = re.compile(r"[:;\s]+")
_SAFE = re.compile(r"[^\s\",:;]+")


def line(name: str, value: str) -> str:
    """Returns one folded line; `value` is escaped already, `name` includes group and parameters."""
    return folded(f"{name}:{value}")


def text_line(name: str, text: str) -> str:
    """Returns one folded line with a text, which is escaped here."""
    return line(name, values.escaped(text))


def birthday_line(birthday: str) -> str:
    """Returns the line of a birthday. In version 3.0, Apple does not read `--MM-DD`: it writes the
    year 1604 and a parameter that says to ignore it."""
    if birthday.startswith("--"):
        return line("BDAY;X-APPLE-OMIT-YEAR=1604", f"1604-{birthday[2:]}")
    return line("BDAY", birthday)


def photo_line(media_type: str, content: bytes) -> str:
    """Returns a line with a picture."""
    kind = media_type.partition("/")[2].partition(";")[0].upper() or "JPEG"
    return folded(f"PHOTO;ENCODING=b;TYPE={kind}:{base64.b64encode(content).decode()}")


def folded(text: str) -> str:
    """Returns the line, folded to at most 75 octets, between characters."""
    if len(text) <= LONGEST_LINE and text.isascii():
        return text
    if text.isascii():
        room = LONGEST_LINE - 1
        rest = [text[at : at + room] for at in range(LONGEST_LINE, len(text), room)]
        return "\r\n ".join([text[:LONGEST_LINE], *rest])
    pieces: list[str] = []
    start, size, room = 0, 0, LONGEST_LINE
    for at, character in enumerate(text):
        octets = len(character.encode())
        if size + octets > room:
            pieces.append(text[start:at])
            start, size, room = at, 0, LONGEST_LINE - 1
        size += octets
    return "\r\n ".join([*pieces, text[start:]])


def as_it_stood(item: Property) -> str:
    """Returns a line of version 3.0 in UTF-8 unchanged, except for characters that XML does not
    allow."""
    return CONTROLS.sub("", item.raw.decode("utf-8", "replace"))


def as_version_3(item: Property) -> str:
    """Returns a property of another version in version 3.0; empty if 3.0 has no such property."""
    if item.name == "BDAY" and (birthday := read_birthday(item)) is not None:
        return birthday_line(birthday)
    name = f"{item.group}.{item.name}" if item.group else item.name
    kept = [_parameter(*each) for each in item.parameters]
    if item.says("BASE64", "B"):
        value = "".join(item.value.decode("latin-1").split())
        kept.append("ENCODING=b")
    elif item.nested:
        value = values.escaped("\n".join(values.decode(each) for each in item.nested))
    else:
        value = values.decoded(item)
        # 2.1 escapes no comma; 4.0 escapes as 3.0 does.
        if item.name not in _LISTS and _is_old(item):
            value = _BARE_COMMA.sub(lambda found: found[1] or "\\,", value)
        value = value.replace("\n", "\\n")
    for scheme, of in (("tel:", "TEL"), ("mailto:", "EMAIL")):
        if item.name == of and value.lower().startswith(scheme):
            value = value[len(scheme) :]
            kept = [each for each in kept if not each.upper().startswith("VALUE=")]
    if not value.strip():
        return ""
    return line(";".join([name, *filter(None, kept)]), CONTROLS.sub("", value))


def _is_old(item: Property) -> bool:
    return item.says("QUOTED-PRINTABLE") or item.parameter("CHARSET") is not None


def _parameter(name: str, value: str) -> str:
    if name in ("ENCODING", "CHARSET") or (not name and value.upper() in _ENCODINGS):
        return ""
    if name == "PREF":
        return "TYPE=PREF"
    name = name or "TYPE"
    if not re.fullmatch(r"[A-Z0-9-]+", name):
        return ""
    value = CONTROLS.sub("", value).replace('"', "").replace("\n", " ")
    if name == "TYPE" or _SAFE.fullmatch(value):
        return f"{name}={_UNSAFE.sub('-', value)}"
    return f'{name}="{value}"'
