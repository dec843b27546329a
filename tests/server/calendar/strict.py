"""A strict reader of RFC 5545: whatever it does not allow fails."""

import re
from typing import Any

LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[A-Za-z0-9/:.-]+)*):(.*)", re.DOTALL)
INSTANT = re.compile(r"\d{8}T\d{6}Z")
DAY = re.compile(r"\d{8}")
TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
#: Each property of an event: how often it may stand, and what its value looks like.
EVENT = {
    "UID": TEXT, "DTSTAMP": INSTANT, "DTSTART": None, "DTEND": None, "SUMMARY": TEXT,
    "LOCATION": TEXT, "RRULE": re.compile(r"FREQ=YEARLY(;BYMONTH=2;BYMONTHDAY=-1)?"),
    "TRANSP": re.compile("TRANSPARENT"),
}  # fmt: skip
ALARM = {
    "ACTION": re.compile("DISPLAY"), "DESCRIPTION": TEXT, "TRIGGER": re.compile(r"-?PT\d+H"),
}  # fmt: skip
REQUIRED = {"VEVENT": {"UID", "DTSTAMP", "DTSTART", "SUMMARY"}, "VALARM": set(ALARM)}

Event = dict[str, Any]


def read(feed: bytes) -> list[Event]:
    """The events: each property by its name, alarms under `VALARM`."""
    assert feed.endswith(b"\r\n")
    for line in feed.split(b"\r\n"):
        assert len(line) <= 75, line
        assert b"\n" not in line, line
        assert b"\r" not in line, line
        line.decode()  # folded between characters
    lines = feed.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    events: list[Event] = []
    inside: list[tuple[str, Event]] = []
    for line in lines[1:-1]:
        found = LINE.fullmatch(line)
        assert found is not None, line
        name, parameters, value = found[1], found[2], found[3]
        if name == "BEGIN":
            inside.append((value, {}))
        elif name == "END":
            ended, part = inside.pop()
            assert ended == value
            assert part.keys() >= REQUIRED[ended]
            if inside:
                inside[-1][1][ended] = part
            else:
                events.append(part)
        elif inside:
            put(inside[-1], name, parameters, value)
    assert inside == []
    assert len({event["UID"] for event in events}) == len(events)
    return events


def put(inside: tuple[str, Event], name: str, parameters: str, value: str) -> None:
    kind, part = inside
    form = (EVENT if kind == "VEVENT" else ALARM)[name]
    assert name not in part, "each stands once"
    if name in ("DTSTART", "DTEND"):
        form = DAY if parameters == ";VALUE=DATE" else INSTANT
        assert parameters in ("", ";VALUE=DATE")
    else:
        assert parameters == ""
    assert form is not None
    assert form.fullmatch(value), (name, value)
    if name == "DTEND":
        assert value > part["DTSTART"]
    part[name] = value
