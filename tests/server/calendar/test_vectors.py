"""What the phone reads of calendar files, held against icalendar, which nobody here wrote."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).resolve().parents[2] / "vectors" / "ics" / "cases.json").read_text()
)
#: Those that are whole, say a zone that icalendar knows, and fold between characters: within one it
#: reads two that are none.
WHOLE = [
    "an alarm within has a description of its own",
    "escapes",
    "an end before its beginning is none",
]


@pytest.mark.parametrize("about", WHOLE)
def test_icalendar_reads_the_same_from_the_vectors(about: str) -> None:
    (case,) = [each for each in CASES if each["about"] == about]
    calendar = Calendar.from_ical(case["bytes"].encode("latin-1"))
    read = [
        (
            str(event["SUMMARY"]),
            str(event.get("LOCATION", "")),
            str(event.get("DESCRIPTION", "")),
            event["DTSTART"].dt.astimezone(UTC),
        )
        for event in calendar.walk("VEVENT")
    ]
    shown = [
        (
            fields["name"],
            fields["place"] or "",
            fields["description"] or "",
            datetime.fromisoformat(fields["starts_at"]),
        )
        for fields in (event["fields"] for event in case["events"])
    ]
    assert shown == read
