"""Evenings in a quiet hour: planned ahead, and with all who were there. All offline."""

import pytest

from tests.phone.app import FIELD, jot, name_tonights_event, sign_up_and_lose_the_signal
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.processes import wait_until


@pytest.mark.chromium
def test_next_weeks_panel_is_planned_in_one_sheet(chromium: Chromium, gate: Gate) -> None:
    phone = chromium
    sign_up_and_lose_the_signal(phone, gate, "idle.planning")
    phone.tap("Events")
    phone.tap("Plan one")
    # A week from today is there already; what is typed outlives the sheet.
    assert phone.value("Starts").endswith("T19:00")
    phone.write("Name", "Panel on podcasts", exact=True)
    phone.tap("Close")
    phone.tap("Plan one")
    wait_until(lambda: phone.value("Name", exact=True) == "Panel on podcasts", "the draft")
    phone.write("Place", "The old cinema")
    phone.tap("Put it down")
    phone.sees("19:00 · The old cinema")
    # It is not now: nobody can have been there, and what one jots goes nowhere yet.
    phone.tap("Before you go in")
    phone.sees("Three breaths")
    phone.open("/")
    phone.sees("where are you?")
    phone.tap("Events")
    phone.sees("Coming up Panel on podcasts")

    # The cards in one's pocket are reached without an evening.
    phone.tap("Openers, your promise", exact=False)
    phone.sees("What has been the best part of your week?")


@pytest.mark.chromium
def test_people_without_an_event_are_added_to_one(chromium: Chromium, gate: Gate) -> None:
    phone = chromium
    sign_up_and_lose_the_signal(phone, gate, "idle.planning")
    for name in ("Maya", "Tom", "Ada", "Ivo", "Priya"):
        jot(phone, f"{name} — bakes")
    name_tonights_event(phone)
    phone.tap("No, thank you")
    phone.field(FIELD)
    phone.tap("Events")
    phone.tap("mixer", exact=False)
    phone.tap("Who else was here?")
    # Those of the same evening are ticked.
    phone.tap("Priya", exact=False)
    phone.tap("Put 4 here")
    phone.sees("4 more are here.")
    phone.sees_no("Nobody yet.")
    assert "Priya" not in phone.screen()
    phone.tap("Undo")
    phone.sees("Nobody yet.")
    phone.tap("Who else was here?")
    phone.tap("Put 5 here")
    phone.sees("5 more are here.")
    phone.tap("Jot")
    for name in ("Maya", "Tom", "Ada", "Ivo", "Priya"):
        phone.sees(f"{name} bakes")
