"""Parses a birthday as vCards write it. Pure."""

import re

from server.records.values import BIRTHDAY
from server.vcards import values
from server.vcards.lexer import Property

_DATE = re.compile(r"(\d{4})-?(\d{1,2})-?(\d{1,2})(?:[T ].*)?|--(\d{2})-?(\d{2})")
#: The years that Apple and others write if there is no year.
NO_YEAR = ("1604", "0000")


def read_birthday(item: Property) -> str | None:
    """Returns `YYYY-MM-DD`, or `--MM-DD` if there is no year; None if it is not a date."""
    found = _DATE.fullmatch(values.decoded(item).strip())
    if found is None:
        return None
    year, month, day = found[1] or "", found[2] or found[4], found[3] or found[5]
    if not year or year in NO_YEAR or year == item.parameter("X-APPLE-OMIT-YEAR"):
        year = "-"
    try:
        return str(BIRTHDAY.check(f"{year}-{month.zfill(2)}-{day.zfill(2)}"))
    except ValueError:
        return None
