"""JSON of others: it says the same however it is read, and nobody stands still meanwhile."""

import json
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.http import json_text
from server.http.json_text import AT_ONCE, MOST_VALUES, STEP, parse_json
from server.http.problems import Problem

#: With halves of characters, which are the fault of one change only.
TEXT = st.text(st.characters(exclude_categories=[]))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=20
).filter(lambda value: "Infinity" not in json.dumps(value))


def steps(body: bytes) -> int:
    """How often the interpreter could be had by others while it was read."""
    found = 0

    def look(frame: FrameType, event: str, _: Any) -> None:
        nonlocal found
        found += event == "call" and frame.f_code.co_name == "_scan_once"

    sys.setprofile(look)
    try:
        parse_json(body)
    finally:
        sys.setprofile(None)
    return found


@given(VALUES)
def test_json_read_in_steps_is_the_same(value: Any) -> None:
    text = json.dumps(value)
    assert repr(json_text._STEPWISE.decode(text)) == repr(json_text._DECODER.decode(text))
    assert repr(parse_json(text.encode())) == repr(json.loads(text))


@pytest.mark.parametrize("text", ["NaN", "[-Infinity]", '{"a":Infinity}', "[1,]", "{1:2}", '"a'])
def test_invalid_json_is_invalid_in_steps_too(text: str) -> None:
    for decoder in (json_text._DECODER, json_text._STEPWISE):
        with pytest.raises(ValueError, match=r"."):
            decoder.decode(text)


@given(st.integers(-4, 4), st.sampled_from(["é", "滑", "🚀"]))
def test_a_character_may_lie_across_two_steps(shift: int, character: str) -> None:
    text = "a" * (STEP + shift - 1) + character * 3
    assert parse_json(f'"{text}"'.encode()) == text


@pytest.mark.parametrize("end", [b"\xff", b"\xc3", b"\xed\xa0\x80"])
def test_invalid_utf_8_is_refused_at_any_position(end: bytes) -> None:
    for body in (b'"' + end + b'"', b'"' + b"a" * 2 * STEP + end + b'"'):
        with pytest.raises(Problem) as refused:
            parse_json(body)
        assert refused.value.status == 400


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (b"", 0),
        (b"1", 1),
        (b"[1,2,3]", 4),
        (b'{"a":1,"b":[2]}', 4),
        (b'["a,[{","\\",,","b\\\\",1]', 5),
        (b'["never ends,,,', 2),
        (b'["\\', 2),
    ],
)
def test_values_are_counted_without_characters_in_strings(body: bytes, count: int) -> None:
    assert json_text._count(body) == count


def test_many_values_are_read_in_steps_and_few_are_not() -> None:
    def batch(changes: int, text: str = "Maya, water-skis") -> bytes:
        fields = {"body": text, "person_ids": ["0" * 36], "captured_at": "2026-11-26T08:00:00Z"}
        change = {"id": "0" * 36, "kind": "note", "record": "0" * 36, "at": 1, "set": fields}
        return json.dumps({"cursor": None, "now": 1, "changes": [change] * changes}).encode()

    assert steps(batch(1000)) == 0
    assert steps(batch(10, "," * AT_ONCE)) == 0
    assert steps(b"[" + b"[]," * AT_ONCE + b"[]]") > AT_ONCE
    names = b",".join(b'"%d":1' % number for number in range(AT_ONCE + 1))
    assert steps(b"{" + names + b"}") > AT_ONCE


@pytest.mark.parametrize("value", [b"[]", b"1", b'"a"', b'{"a":1}', b"1.5e3"])
def test_too_many_values_are_refused_without_parsing(
    value: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_text, "MOST_VALUES", 1000)
    monkeypatch.setattr(json_text, "AT_ONCE", 100)
    assert len(parse_json(b"[" + value + (b"," + value) * 400 + b"]")) == 401
    with pytest.raises(Problem) as refused:
        # No JSON after so many: it is not looked at.
        parse_json(b"[" + (value + b",") * 1001 + b"}")
    assert refused.value.status == 413


def test_a_batch_with_all_lists_full_is_within_the_bounds() -> None:
    full = {
        "interests": ["a"] * 50, "emails": ["a"] * 20, "phones": ["a"] * 20, "links": ["a"] * 20,
        "not_same_as": ["0" * 36] * 50, **{f"field {number}": "a" for number in range(12)},
    }  # fmt: skip
    change = {"id": "", "kind": "person", "record": "", "at": 1, "base": 1, "set": full}
    change["edited"] = dict.fromkeys(full, 1)
    assert 1000 * json_text._count(json.dumps(change).encode()) < MOST_VALUES
