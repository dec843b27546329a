"""The value of a property: decodes its bytes and removes its escapes. Pure, and never raises."""

import base64
import binascii
import re

from server.text import SLACK, normalised
from server.vcards.lexer import Property

#: The supported encodings, by their names in files; browsers know the same ones.
_CHARSETS = {
    "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "windows-1252": "cp1252", "cp1252": "cp1252", "gb2312": "gbk", "gbk": "gbk",
    "gb18030": "gb18030", "big5": "big5", "shift_jis": "cp932", "shift-jis": "cp932",
    "sjis": "cp932", "euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp", "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949", "koi8-r": "koi8_r", "koi8-u": "koi8_u", "macintosh": "mac_roman",
    "tis-620": "cp874", "windows-874": "cp874",
}  # fmt: skip
_CHARSETS |= {f"iso-8859-{number}": f"iso8859_{number}" for number in (*range(2, 12), 13, 14, 15)}
_CHARSETS |= {f"windows-{number}": f"cp{number}" for number in range(1250, 1259) if number != 1252}

_ENCODED = re.compile(rb"=([0-9A-Fa-f]{2})")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?(?:;[^,;]*)*?;base64,(.*)", re.DOTALL | re.IGNORECASE)


def decoded(item: Property) -> str:
    """The value as text, with its escapes; lines apart by LF, without control characters."""
    value = item.value
    if item.says("QUOTED-PRINTABLE"):
        value = _ENCODED.sub(lambda found: bytes([int(found[1], 16)]), value)
    return clean(decode(value, item.parameter("CHARSET")))


def decode(value: bytes, charset: str | None = None) -> str:
    """Returns text: UTF-8 if it is valid; else the declared encoding; else Windows-1252."""
    codec = _CHARSETS.get((charset or "").lower())
    if codec == "iso2022_jp":  # all of its bytes are valid ASCII
        return value.decode(codec, "replace")
    try:
        return value.decode()
    except UnicodeDecodeError:
        pass
    if codec is not None and codec != "cp1252":
        return value.decode(codec, "replace")
    # Five bytes are undefined in that encoding; each becomes a control character.
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in value)


def clean(text: str) -> str:
    """Returns the text with LF as line break, without characters that no field accepts."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fitted(text: str, most: int) -> str | None:
    """Returns the text in NFC, shortened with an ellipsis if it is too long; None if no field
    accepts it."""
    try:
        kept = normalised(text[: SLACK * most], most)
    except ValueError:
        return None
    return kept if len(kept) <= most else kept[: most - 1] + "…"


def unescaped(text: str) -> str:
    r"""`\n` is a line break, any other escaped character stands for itself."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def parts(text: str, mark: str) -> list[str]:
    """Splits a structured value at a separator that is not escaped; returns the parts without
    escapes."""
    if "\\" not in text:
        return text.split(mark)
    found: list[str] = [""]
    at = 0
    for cut in re.finditer(rf"\\.|{mark}", text, re.DOTALL):
        if cut[0] == mark:
            found[-1] += text[at : cut.start()]
            found.append("")
            at = cut.end()
    found[-1] += text[at:]
    return [unescaped(each) for each in found]


def escaped(text: str) -> str:
    """Returns a text as a value of version 3.0."""
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace(",", "\\,").replace(";", "\\;")


def picture(item: Property) -> tuple[str, bytes] | None:
    """Returns (media type, bytes) of a picture that is within the card; None if there is none.

    Raises ValueError for invalid base64. A picture at a web address is not fetched.
    """
    if found := _DATA.match(item.value.decode("latin-1")):
        return found[1] or "image/jpeg", _bytes(found[2])
    if not item.says("B", "BASE64"):
        return None
    said = [value for name, value in item.parameters if name in ("TYPE", "")]
    kinds = [each.lower() for each in said if each.upper() not in ("B", "BASE64")]
    kind = next((each for each in kinds if each.removeprefix("image/").isalnum()), "jpeg")
    kind = kind.removeprefix("image/")
    return f"image/{'jpeg' if kind == 'jpg' else kind}", _bytes(item.value.decode("latin-1"))


def _bytes(text: str) -> bytes:
    bare = "".join(text.split()).replace("\\", "")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("this is no base64") from error
