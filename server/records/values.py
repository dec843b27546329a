"""The types of values that fields can have: how each is validated, and how the API document
describes it.

A check takes the parsed JSON and returns what is stored (text in NFC, ids in lower case): the
same object, if nothing has to be changed. If the value is invalid, it raises ValueError with a
sentence for the user. Checks are closures over
precompiled patterns, because an upload runs one for every field of every change.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from operator import is_
from typing import Any

from server.clock import LONGEST_ZONE
from server.text import clean, clean_zone, counted, too_long
from server.text_cache import cached

Check = Callable[[Any], Any]

#: Written out, because a repeated group would take twice as long.
_UUID = re.compile("-".join(f"[0-9a-fA-F]{{{count}}}" for count in (8, 4, 4, 4, 12)))
_LOWER_UUID = re.compile("-".join(f"[0-9a-f]{{{count}}}" for count in (8, 4, 4, 4, 12)))
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?([Zz]|[+-]00:00)"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BIRTHDAY = re.compile(r"(?:[0-9]{4}|-)-[0-9]{2}-[0-9]{2}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
#: RFC 9110, 8.3.1: type/subtype, then parameters.
_MEDIA_TYPE = re.compile(
    rf"{_WORD}/{_WORD}(?: *; *{_WORD}=(?:{_WORD}|\"(?:[ !#-\[\]-~]|\\[ -~])*\"))*"
)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
#: NUL, which PostgreSQL cannot store, and lone halves of surrogate pairs.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
#: Cached, because phones send the same zone with each note.
_check_zone = cached(clean_zone)
#: Whole numbers up to here are the same number in Python and in JavaScript.
SAFE_INTEGER = 2**53


@dataclass(frozen=True, slots=True)
class Value:
    """A type of value: its check, and its JSON schema."""

    check: Check
    schema: dict[str, Any]


def clean_text(value: Any, least: int, most: int) -> str:
    """Returns the text in NFC. Lengths count characters after that. Raises ValueError."""
    if type(value) is not str:
        raise ValueError("must be text")
    return clean(value, least, most)


def text(least: int, most: int) -> Value:
    """Text of a limited number of characters, in NFC."""
    schema: dict[str, Any] = {"type": "string", "maxLength": most}
    if least:
        schema["minLength"] = least

    def check(given: Any) -> str:
        # Most texts need no further check.
        if type(given) is str and given.isascii() and given.isprintable():
            return counted(given, least, most)
        return clean_text(given, least, most)

    return Value(check, schema)


def text_as_it_came(most: int) -> Value:
    """Text of another program that is not normalised: it is returned exactly as it came."""

    def check(given: Any) -> str:
        if type(given) is not str:
            raise ValueError("must be text")
        if len(given) > most:
            raise ValueError(too_long(most, len(given)))
        if _NO_TEXT.search(given):
            raise ValueError("holds a character that cannot be kept")
        return given

    return Value(check, {"type": "string", "maxLength": most})


def base64(most: int) -> Value:
    """Bytes in base64 (RFC 4648, 4): at most so many characters, and at least one byte."""

    def check(given: Any) -> str:
        if type(given) is not str or not 0 < len(given) <= most or not _BASE64.fullmatch(given):
            raise ValueError(f"must be base64, of at most {most} characters")
        return given

    return Value(
        check, {"type": "string", "contentEncoding": "base64", "minLength": 4, "maxLength": most}
    )


def maybe(value: Value) -> Value:
    """The same, or null."""
    check = value.check
    return Value(
        lambda given: None if given is None else check(given),
        {"anyOf": [value.schema, {"type": "null"}]},
    )


def list_of(value: Value, most: int) -> Value:
    """A list of at most so many of these values."""
    check = value.check

    def check_list(given: Any) -> list[Any]:
        if type(given) is not list:
            raise ValueError("must be a list")
        if len(given) > most:
            raise ValueError(f"may have {most} entries, this has {len(given)}")
        kept = []
        for place, entry in enumerate(given, start=1):
            try:
                kept.append(check(entry))
            except ValueError as error:
                raise ValueError(f"entry {place} {error}") from None
        # The same list, so that `validate` can tell that nothing was changed.
        return given if all(map(is_, kept, given)) else kept

    return Value(check_list, {"type": "array", "items": value.schema, "maxItems": most})


def one_of(*words: str) -> Value:
    """One of these words."""
    known = frozenset(words)

    def check(given: Any) -> str:
        if type(given) is not str or given not in known:
            raise ValueError(f"must be one of {', '.join(words)}")
        return given

    return Value(check, {"type": "string", "enum": list(words)})


def whole_number(least: int, most: int) -> Value:
    """A whole number from `least` to `most`."""

    def check(given: Any) -> int:
        number = as_integer(given)
        if number is None or not least <= number <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return number

    return Value(check, {"type": "integer", "minimum": least, "maximum": most})


def as_uuid(given: Any) -> str | None:
    """Returns the UUID in lower case, or None if this is not one in its usual form."""
    if type(given) is not str or len(given) != 36:
        return None
    if _LOWER_UUID.fullmatch(given):
        return given
    return given.lower() if _UUID.fullmatch(given) else None


def as_integer(given: Any) -> int | None:
    """Returns the integer, which JSON may also write as 1.0, or None."""
    if type(given) is int:
        return given
    if type(given) is float and given.is_integer():
        return int(given)
    return None


def parse_instant(given: str) -> datetime:
    """Returns the instant of a text that was checked, to the microsecond; aware, in UTC."""
    return datetime.fromisoformat(given[:-1] + "+00:00")


def _uuid(given: Any) -> str:
    found = as_uuid(given)
    if found is None:
        raise ValueError("must be a UUID")
    return found


def _instant(given: Any) -> str:
    found = _INSTANT.fullmatch(given) if type(given) is str else None
    if found is None:
        raise ValueError("must be an instant in UTC, like 2026-11-24T19:30:00Z")
    kept: str = given[: found.start(1)].upper() + "Z"
    try:
        datetime.fromisoformat(kept[:19])
    except ValueError:
        raise ValueError("is an instant that does not exist") from None
    return given if kept == given else kept


def _date(given: Any) -> str:
    if type(given) is not str or not _DATE.fullmatch(given):
        raise ValueError("must be a date, like 2026-11-24")
    try:
        date.fromisoformat(given)
    except ValueError:
        raise ValueError("is a date that does not exist") from None
    return given


def _birthday(given: Any) -> str:
    if type(given) is not str or not _BIRTHDAY.fullmatch(given):
        raise ValueError("must be a birthday, like 1984-02-29 or --02-29")
    # A date without a year is checked in a leap year, because of the 29th of February.
    return given if given[0] == "-" and _date("2000" + given[1:]) else _date(given)


def _zone(given: Any) -> str:
    if type(given) is not str:
        raise ValueError("must be the name of a time zone, like Europe/Berlin")
    _check_zone(given)
    return given


def _boolean(given: Any) -> bool:
    if type(given) is not bool:
        raise ValueError("must be true or false")
    return given


def _number(given: Any) -> int | float:
    if type(given) is int and abs(given) <= SAFE_INTEGER:
        return given
    try:
        number = float(given) if type(given) in (int, float) else math.nan
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError("must be a finite number")
    return number


def _length(given: Any) -> int | float:
    number = _number(given)
    if number < 0:
        raise ValueError("must be a number that is not below 0")
    return number


def _sha256(given: Any) -> str:
    if type(given) is not str or not _SHA256.fullmatch(given):
        raise ValueError("must be a SHA-256, as 64 hex digits in lower case")
    return given


def _media_type(given: Any) -> str:
    if type(given) is not str or len(given) > 100 or not _MEDIA_TYPE.fullmatch(given):
        raise ValueError("must be a media type of at most 100 characters, like image/jpeg")
    return given


UUID = Value(_uuid, {"type": "string", "format": "uuid"})
INSTANT = Value(_instant, {"type": "string", "format": "date-time"})
DATE = Value(_date, {"type": "string", "format": "date"})
BIRTHDAY = Value(_birthday, {"type": "string", "pattern": r"^([0-9]{4}|-)-[0-9]{2}-[0-9]{2}$"})
ZONE = Value(
    _zone,
    {
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_ZONE,
        "description": "the IANA name of a time zone; one that is not known costs no record",
    },
)
BOOLEAN = Value(_boolean, {"type": "boolean"})
NUMBER = Value(_number, {"type": "number"})
#: How long something takes, in seconds.
LENGTH = Value(_length, {"type": "number", "minimum": 0})
SHA256 = Value(_sha256, {"type": "string", "pattern": "^[0-9a-f]{64}$"})
MEDIA_TYPE = Value(
    _media_type,
    {"type": "string", "maxLength": 100, "description": "type/subtype, with parameters"},
)
