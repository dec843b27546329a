"""What programs that nobody here wrote put into files: the vectors have it, for both readers."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject  # type: ignore[import-untyped]
from icalendar import Calendar, Event, vRecur

VECTORS = Path(__file__).parents[2] / "vectors"


def of_vobject() -> str:
    card = vobject.vCard()
    card.add("n").value = vobject.vcard.Name(family="Müller, PhD", given="Jürgen")
    card.add("fn").value = "Jürgen Müller, PhD"
    card.add("org").value = ["Lantern; Books", "Rights"]
    card.add("title").value = "Editor\\Agent"
    email = card.add("email")
    email.value = "juergen@example.org"
    email.type_param = ["INTERNET", "pref"]
    card.add("tel").value = "+49 170 1234567"
    card.add("url").value = "https://example.org/?a=1,2;b"
    card.add("bday").value = "1980-04-01"
    card.add("categories").value = ["sailing", "jazz, late"]
    card.add("note").value = "met via Tom,\nlikes " + "very " * 30 + "long walks 🚤"
    card.add("uid").value = "vobject-1"
    return str(card.serialize())


def of_icalendar() -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Peers//EN")
    calendar.add("version", "2.0")
    mixer = Event()
    mixer.add("uid", "mixer")
    mixer.add("dtstamp", datetime(2026, 11, 1, tzinfo=UTC))
    mixer.add("summary", "PR, Pixels; and " + "more " * 20 + "🚤")
    mixer.add("location", "The old cinema, Sydney")
    mixer.add("dtstart", datetime(2026, 12, 3, 19, 30, tzinfo=ZoneInfo("Australia/Sydney")))
    mixer.add("dtend", datetime(2026, 12, 3, 23, 0, tzinfo=ZoneInfo("Australia/Sydney")))
    mixer.add("description", "Bring cards\nand \\ time")
    weekly = Event()
    weekly.add("uid", "weekly")
    weekly.add("summary", "Breakfast")
    weekly.add("dtstart", datetime(2026, 12, 4, 7, 0, tzinfo=UTC))
    weekly.add("rrule", vRecur({"freq": "weekly", "count": 3}))
    calendar.add_component(mixer)
    calendar.add_component(weekly)
    return str(calendar.to_ical().decode())


def of_csv(dialect: str, delimiter: str) -> str:
    text = io.StringIO(newline="")
    rows = csv.writer(text, dialect, delimiter=delimiter)
    rows.writerow(["First Name", "Last Name", "Company", "Job Title", "Mobile Phone", "E-mail"])
    rows.writerow(
        [
            "Maya",
            'Chen "Mo"',
            "Lantern; Books, Ltd",
            "Editor\nat large",
            "+1 555 0100",
            "m@example.org",
        ]
    )
    rows.writerow(["Jürgen", "Müller", "", "", "0170 1234567", ""])
    return text.getvalue()


MADE: dict[str, Callable[[], str]] = {
    "vobject writes a card": of_vobject,
    "icalendar writes a calendar, its zones in it": of_icalendar,
    "Python's csv writes for Excel": lambda: of_csv("excel", ","),
    "Python's csv writes for Excel, between semicolons": lambda: of_csv("excel", ";"),
    "Python's csv writes for Unix, all in quotes": lambda: of_csv("unix", "\t"),
}


def cases() -> dict[str, Any]:
    files = ("vcards/peers.json", "ics/cases.json", "csv/cases.json")
    found = [case for file in files for case in json.loads((VECTORS / file).read_text())]
    return {case["about"]: case for case in found}


@pytest.mark.parametrize("about", MADE)
def test_the_vectors_have_what_it_writes_byte_for_byte(about: str) -> None:
    assert cases()[about]["bytes"] == MADE[about]().encode().decode("latin-1")
