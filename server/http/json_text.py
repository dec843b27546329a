"""Parses JSON without blocking the other threads for long. Pure.

Python's parser holds the interpreter's lock from the first byte to the last. Text is cheap, values
are not: 4 MiB of `[],` blocked all threads of a process for 150 ms, and 4 MiB of member names for
190 ms. So values are counted first. A few are parsed at once; many in steps, between which other
threads can run; too many are refused without parsing. UTF-8 is decoded in steps too.
"""

import codecs
import json
import json.scanner
import re
from typing import Any, NoReturn

from server.http.problems import Problem

#: The most values that are parsed in one step; a batch of 1,000 notes has fewer.
AT_ONCE = 20_000
#: How many bytes are decoded in one step.
STEP = 65_536
#: A valid change has fewer than 250 values, even with all its lists full.
MOST_VALUES = 250_000
#: Everything except the characters between values and before the first one of a list or object.
_NO_MARK = bytes(code for code in range(256) if code not in b",[{")
#: A string, whatever it contains, with or without its end.
_TEXT = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)'
#: Everything up to the next such character outside of strings, or to the end. It always matches.
_TO_MARK = re.compile(rb'[^",\[{]*+(?:%b[^",\[{]*+)*+(?:[,\[{]|\Z)' % _TEXT, re.DOTALL)


def parse_json(body: bytes) -> Any:
    """Returns the value of JSON in UTF-8. Raises Problem 400, and 413 for too many values.

    It uses Python's own parser because that accepts a lone surrogate: such text is an error of one
    change, and must not make the whole batch fail.
    """
    # Counts characters inside of strings, too: a fast upper bound.
    is_short = len(body.translate(None, _NO_MARK)) <= AT_ONCE
    decoder = _DECODER if is_short or _count(body) <= AT_ONCE else _STEPWISE
    try:
        return decoder.decode(_decode(body))
    except (ValueError, RecursionError) as error:
        raise Problem(400, "The body is not JSON") from error


def _count(body: bytes) -> int:
    """Returns the number of values. Raises Problem 413 as soon as there are too many."""
    count = 0
    for count, _ in enumerate(_TO_MARK.finditer(body)):
        if count > MOST_VALUES:
            raise Problem(413, f"The body holds more than {MOST_VALUES} values")
    return count


def _decode(body: bytes) -> str:
    """Returns the text. Raises UnicodeDecodeError."""
    if len(body) <= STEP:
        return body.decode()
    decoder = codecs.getincrementaldecoder("utf-8")()
    parts = [decoder.decode(body[start : start + STEP]) for start in range(0, len(body), STEP)]
    return "".join((*parts, decoder.decode(b"", final=True)))


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _stepwise() -> json.JSONDecoder:
    """Returns the same decoder in pure Python, so that other threads can run in between."""
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    decoder.scan_once = json.scanner.py_make_scanner(decoder)  # type: ignore[attr-defined]
    return decoder


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
_STEPWISE = _stepwise()
