"""The table of docs/taps.md is true: its ways of today are walked, and their taps counted."""

import re

import pytest

from config import ROOT
from tests.phone.app import FIELD, jot
from tests.rigs.chromium import Chromium
from tests.rigs.processes import wait_until

ROW = re.compile(r"\| (?P<what>[^|]+) \| (?P<before>\d+|–) \| (?P<now>\d+) \|")
A_DAY_PASSES = "const then = Date.now; Date.now = () => then() + 24 * 3_600_000;"


class Finger:
    """Does what a person does with the phone, and counts the taps."""

    def __init__(self, phone: Chromium) -> None:
        self.phone = phone
        self.taps = 0
        self.counted: dict[str, int] = {}

    def tap(self, name: str, *, exact: bool = True) -> None:
        self.phone.tap(name, exact=exact)
        self.taps += 1

    def type(self, text: str) -> None:
        """Where the cursor is."""
        has_cursor = "return document.activeElement?.matches('input, textarea')"
        wait_until(lambda: self.phone.script(has_cursor), "the cursor in a field")
        self.phone.page.keyboard.type(text)

    def write(self, label: str, text: str) -> None:
        self.phone.write(label, text)
        self.taps += 1

    def has_done(self, what: str) -> None:
        self.counted[what], self.taps = self.taps, 0


def the_table() -> dict[str, tuple[int, int]]:
    """What takes how many taps, before and now; what could not be done took all there are."""
    rows = (ROW.match(line) for line in (ROOT / "docs" / "taps.md").read_text().splitlines())
    return {
        row["what"]: (99 if row["before"] == "–" else int(row["before"]), int(row["now"]))
        for row in rows
        if row
    }


def test_no_way_takes_more_taps_than_before_and_six_take_fewer() -> None:
    table = the_table().values()
    assert len(table) == 10
    assert all(now <= before for before, now in table)
    assert sum(now < before for before, now in table) >= 6


@pytest.mark.chromium
def test_the_ways_take_the_taps_that_the_table_says(chromium: Chromium) -> None:
    phone = chromium
    finger = Finger(phone)
    phone.open("/")
    phone.sees("Tomorrow morning I ask you to say hi.")

    finger.type("Priya — sails")
    finger.tap("Save")
    phone.sees("Saved: Priya")
    finger.has_done("jot a person")

    finger.type("Priya keeps bees, too")
    phone.find(["button"], "Not about Priya", exact=True)
    finger.tap("Save")
    phone.sees("Saved: Priya")
    finger.has_done("a second note about somebody")

    finger.tap("Who was that again?")
    finger.type("sails")
    phone.sees("Priya sails", seconds=60)
    finger.has_done("find who sails")

    phone.open("/")
    for name in ("Maya", "Tom", "Ada", "Olga"):
        jot(phone, f"{name} — bakes")
    finger.tap("Tonight: where are you?")
    finger.tap("Save")
    phone.tap("No, thank you")
    phone.sees_no("No, thank you")
    phone.write(FIELD, "Ivo — paints")
    finger.tap("Save")
    phone.sees("Saved: Ivo")
    finger.has_done("the same with an event")

    finger.tap("Events")
    finger.tap("mixer", exact=False)
    finger.tap("Who else was here?")
    finger.tap("Put 5 here")
    phone.sees("5 more are here.")
    finger.has_done("put five loose people into the evening")

    phone.open("/my-card")
    phone.write("Your name", "Alice", exact=True)
    phone.tap("Save")
    phone.sees("Scan theirs")
    phone.open("/")
    finger.tap("My card")
    phone.sees("Scan theirs")
    finger.has_done("hand over one's address")

    phone.open("/")
    finger.tap("Events")
    finger.tap("Plan one")
    finger.type("Panel on podcasts")
    finger.write("Place", "The old cinema")
    finger.tap("Put it down")
    phone.sees("19:00 · The old cinema")
    finger.has_done("plan next week's panel")

    phone.open("/")
    finger.tap("People")
    finger.tap("Ada", exact=False)
    finger.tap("Add Number")
    finger.type("+49 151 000 000")
    finger.tap("Save")
    phone.sees("+49 151 000 000")
    finger.has_done("change a number")

    phone.tap("Edit")
    phone.tap("Delete this person")
    phone.sees("is deleted")
    finger.tap("Settings")
    finger.tap("Deleted", exact=False)
    finger.tap("Bring back: Ada", exact=False)
    phone.sees("It is back.")
    finger.has_done("bring back what was deleted")

    # Of the six of the older evening four wait.
    phone.page.add_init_script(A_DAY_PASSES)
    phone.open("/followups")
    for name in ("Ivo", "Olga"):
        phone.tap(f"Said hi: {name}")
        phone.sees(f"Said hi to {name}.")
    phone.open("/")
    newest = ("Olu", "Nina", "Karim", "Lena", "Hank")
    for name in newest:
        jot(phone, f"{name} — dances")
    phone.page.add_init_script(A_DAY_PASSES)
    phone.open("/")
    finger.tap("Say hi to", exact=False)
    finger.tap("Let these 4 older ones go")
    phone.sees("4 let go.")
    for name in newest:
        finger.tap(f"Said hi: {name}")
        phone.sees(f"Said hi to {name}.")
    finger.has_done("answer nine people in the morning, four of them of an older evening")

    assert finger.counted == {what: now for what, (_, now) in the_table().items()}
