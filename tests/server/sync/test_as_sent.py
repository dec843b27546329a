"""What tells that a value is stored as it was sent, and who set what: read and written quickly."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import from_json, to_json

from server.records import stamps
from server.records.kinds import KINDS, LARGEST_ATTACHMENT
from server.records.stamps import DELETED, Stamp
from server.sync.request import Change
from server.sync.validate import look_at

SPELLINGS = [
    "Maya",
    "Cafe\u0301",
    "two\nlines",
    "1EE0C0A1-18B8-5797-AE48-3F7FC86F6A3E",
    "1ee0c0a1-18b8-5797-ae48-3f7fc86f6a3e",
    "2026-11-24T19:30:00Z",
    "2026-11-24t19:30:00.120z",
    "2026-11-24T19:30:00+00:00",
    "2026-11-24",
    "--02-29",
    "europe/BERLIN",
    "open",
]
scalars = (
    st.sampled_from(SPELLINGS)
    | st.text(max_size=20)
    | st.integers(-1, LARGEST_ATTACHMENT)
    | st.floats()
    | st.sampled_from([1, 1.0, 0, -0.0, True, False, None])
)
values = scalars | st.lists(scalars, max_size=3)
FIELDS = [(kind.name, field) for kind in KINDS.values() for field in kind.fields]


@given(field=st.sampled_from(FIELDS), value=values)
def test_what_is_said_to_be_as_it_was_sent_is_the_same_json(
    field: tuple[str, str], value: Any
) -> None:
    kind, name = field
    asked = look_at(Change("id", kind, "record", 0, {"set": {name: value}}))
    if asked.is_as_sent:
        assert asked.set is not None
        assert to_json(asked.set) == to_json({name: value})


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("note", "body", "ascii"),
        ("note", "body", "Grüße\nsecond line"),
        ("note", "person_ids", ["1ee0c0a1-18b8-5797-ae48-3f7fc86f6a3e"]),
        ("note", "event_id", None),
        ("note", "captured_at", "2026-11-24T19:30:00.120Z"),
        ("note", "captured_timezone", "Europe/Berlin"),
        ("followup", "status", "open"),
    ],
)
def test_what_apps_send_is_said_to_be_as_it_was_sent(kind: str, name: str, value: Any) -> None:
    for _ in range(2):  # what is known from before, too
        spelt = from_json(to_json(value), cache_strings=False)
        assert look_at(Change("id", kind, "record", 0, {"set": {name: spelt}})).is_as_sent


names = st.sampled_from([DELETED, "body", "event_id", "captured_at"])
ids = st.uuids().map(UUID.__str__)
some_stamps = st.builds(
    Stamp, st.sampled_from([0, 1, 2]), st.integers(), st.integers(), ids, ids, st.integers(0)
)


@given(one=some_stamps, more=st.dictionaries(names, some_stamps), same=st.sets(names))
def test_stamps_are_read_as_they_were_written(
    one: Stamp, more: dict[str, Stamp], same: set[str]
) -> None:
    held = more | dict.fromkeys(same, one)
    written = from_json(stamps.dump(held))
    assert {name: stamp for stamp, group in stamps.load(written) for name in group} == held
