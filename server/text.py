"""Normalises text from clients, and limits its length. Nothing else on the server does either.
Pure.

`unicodedata.normalize` sorts the combining marks after a letter by insertion: its time grows with
the square of their number, and it holds the interpreter's lock meanwhile. So first the length is
checked, then whether there are more marks in a row than any script needs (the Stream-Safe Text
Format of UAX #15 has the same limit), and only then is the text normalised. The phone has the same
rules, so that it sends nothing that would be refused.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from server.clock import LONGEST_ZONE

#: The most combining marks in a row.
MOST_MARKS = 30
#: How many times its limit a text may have before it is normalised: no normal form shrinks a text
#: by more.
SLACK = 12
#: The ranges in which Unicode has, or may get, combining marks: in its first plane, and beyond.
_FIRST_PLANE, _BEYOND = range(0x10000), (*range(0x10000, 0x20000), *range(0xE0000, 0xE1000))


def _marks(codes: Iterable[int]) -> str:
    """Returns those of these characters that are combining marks, for a character class of a
    pattern."""
    ranges: list[list[int]] = []
    for code in codes:
        if unicodedata.category(chr(code))[0] != "M":
            continue
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


_OF_FIRST_PLANE = _marks(_FIRST_PLANE)
_TOO_MANY_MARKS = re.compile(f"[{_OF_FIRST_PLANE}{_marks(_BEYOND)}]{{{MOST_MARKS + 1}}}")
#: A pattern that is ten times as fast and finds at least all marks: it counts each character beyond
#: the first plane as one.
_PERHAPS_TOO_MANY = re.compile(f"[{_OF_FIRST_PLANE}\U00010000-\U0010ffff]{{{MOST_MARKS + 1}}}")
#: Control characters but tab and line break, and lone halves of surrogate pairs, which have no
#: UTF-8 form.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
#: Characters that a text of one line cannot contain.
_UNWRITABLE_IN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_UNENCODABLE = re.compile("[\ud800-\udfff]")


def normalised(text: str, most: int, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Returns the normal form of a text that may have `most` characters in the end. Raises
    ValueError if it is far too long, or has too many marks in a row."""
    if text.isascii():
        return text
    if len(text) > SLACK * most:
        raise ValueError(too_long(most, len(text)))
    if _PERHAPS_TOO_MANY.search(text) and _TOO_MANY_MARKS.search(text):
        raise ValueError(f"has more than {MOST_MARKS} combining marks in a row")
    return unicodedata.normalize(form, text)


def clean(text: str, least: int, most: int) -> str:
    """Returns the text in NFC. Lengths count characters after that. Raises ValueError."""
    kept = normalised(text, most)
    if not kept.isprintable() and _UNWRITABLE.search(kept):
        raise ValueError("holds a character that cannot be kept")
    return counted(kept, least, most)


def clean_line(text: str, least: int, most: int) -> str:
    """Returns the same for a single line. Raises ValueError."""
    kept = normalised(text, most)
    if not kept.isprintable() and _UNWRITABLE_IN_LINE.search(kept):
        raise ValueError("control characters are not allowed")
    return counted(kept, least, most)


def clean_zone(text: str) -> str:
    """Returns the name of a time zone unchanged; whether it exists is checked elsewhere. Raises
    ValueError."""
    counted(text, 1, LONGEST_ZONE)
    if _UNWRITABLE_IN_LINE.search(text):
        raise ValueError("control characters are not allowed")
    return text


def encodable(text: str, least: int, most: int) -> str:
    """Returns the text if it has a UTF-8 form, whatever it contains. Raises ValueError."""
    kept = normalised(text, most)
    if _UNENCODABLE.search(kept):
        raise ValueError("half of a character is missing")
    return counted(kept, least, most)


def counted(text: str, least: int, most: int) -> str:
    """Returns the text if it has an allowed number of characters. Raises ValueError."""
    if least <= len(text) <= most:
        return text
    if not text:
        raise ValueError("must not be empty")
    if len(text) < least:
        raise ValueError(f"must have at least {least} characters")
    raise ValueError(too_long(most, len(text)))


def too_long(most: int, length: int) -> str:
    """Returns the message for a text that has `length` characters where `most` are allowed."""
    return f"may have {most} characters, this has {length}"


def folded(text: str, most: int) -> str:
    """Returns a form that is equal for spellings in other cases and widths. Raises ValueError as
    `normalised` does.

    It is upper-cased, then lower-cased: the phone does the same, and JavaScript has no `casefold`.
    """
    return unicodedata.normalize("NFKC", normalised(text, most, "NFKC").upper().lower())
