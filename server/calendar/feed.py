"""Writes entries as iCalendar (RFC 5545). Pure; the same entries give the same bytes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from server.calendar.entries import Entry
from server.records.as_json import moment
from server.vcards.lines import CONTROLS, folded

CONTENT_TYPE = "text/calendar; charset=utf-8"
#: Raise it when entries are written in another way: then every calendar is fetched anew.
WRITER = 1
#: At nine in the morning for a day, one hour before an event.
OF_A_DAY, OF_AN_EVENING = "PT9H", "-PT1H"


def write(entries: Iterable[Entry], *, alarms: bool) -> bytes:
    """Returns the whole calendar."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Karmadex//Karmadex//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Karmadex",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for entry in entries:
        lines += _event(entry, alarms=alarms)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(entry: Entry, *, alarms: bool) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{_instant(moment(entry.changed_at))}"
    yield _when("DTSTART", entry.starts)
    if entry.ends is not None:
        yield _when("DTEND", entry.ends)
    if entry.rule is not None:
        yield f"RRULE:{entry.rule}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.place:
        yield f"LOCATION:{_text(entry.place)}"
    if not isinstance(entry.starts, datetime):
        # A reminder for a day does not mean that the owner is busy on that day.
        yield "TRANSP:TRANSPARENT"
    if alarms:
        yield from _alarm(entry)
    yield "END:VEVENT"


def _alarm(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(entry.summary)}"
    yield f"TRIGGER:{OF_AN_EVENING if isinstance(entry.starts, datetime) else OF_A_DAY}"
    yield "END:VALARM"


def _when(name: str, at: datetime | date) -> str:
    if isinstance(at, datetime):
        return f"{name}:{_instant(at)}"
    return f"{name};VALUE=DATE:{at.year:04}{at.month:02}{at.day:02}"


def _instant(at: datetime) -> str:
    # Not strftime: some systems write the year 80 as two digits.
    at = at.astimezone(UTC)
    return f"{at.year:04}{at.month:02}{at.day:02}T{at.hour:02}{at.minute:02}{at.second:02}Z"


def _text(text: str) -> str:
    text = CONTROLS.sub("", text).replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace(",", "\\,").replace(";", "\\;")
