"""The first screen, at the mixer: what was just jotted is there, and so is whom one knows."""

import pytest

from tests.phone.app import FIELD, jot, name_tonights_event, sign_up, sign_up_and_lose_the_signal
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.processes import wait_until


@pytest.mark.chromium
def test_a_note_without_an_event_is_shown_after_saving(chromium: Chromium) -> None:
    phone = chromium
    phone.open("/")
    phone.sees("Tomorrow morning I ask you to say hi.")
    jot(phone, "Maya Chen — water-skis #sailing")
    phone.sees("Maya Chen water-skis #sailing")
    phone.write(FIELD, "The wifi is mixer2026, by the door.")
    phone.tap("Save")
    phone.sees("Saved. Undo")

    phone.reload()
    phone.sees("Maya Chen water-skis #sailing")
    phone.sees("The wifi is mixer2026, by the door.")
    # A tap mends it: a note about nobody where it was written, somebody new on their card.
    phone.tap("The wifi is mixer2026", exact=False)
    assert phone.value("What you jotted down") == "The wifi is mixer2026, by the door."
    phone.tap("Jot")
    phone.tap("water-skis #sailing", exact=False)
    phone.find(["link", "button"], "Jot something", exact=False)

    # The next evening begins empty.
    phone.page.add_init_script("const then = Date.now; Date.now = () => then() + 24 * 3_600_000;")
    phone.open("/")
    phone.sees("Somebody worth remembering?")
    phone.sees_no("water-skis")


@pytest.mark.chromium
@pytest.mark.parametrize("at_an_event", [True, False], ids=["at an event", "at none"])
def test_a_second_note_about_the_last_one_is_one_tap(chromium: Chromium, at_an_event: bool) -> None:
    phone = chromium
    phone.open("/")
    if at_an_event:
        name_tonights_event(phone)
    jot(phone, "Tom — blogs about marathoning")
    jot(phone, "Priya — rides old motorbikes")
    phone.write(FIELD, "has a sidecar for the dog")
    phone.tap("About Priya, the last one")
    phone.sees("has a sidecar for the dog")
    phone.tap("Save")
    phone.sees("Saved: Priya")
    # Its own words, below those by which she was met.
    phone.sees("Priya rides old motorbikes")
    phone.sees("Priya has a sidecar for the dog")
    # Whoever stands in the line is nobody else's.
    phone.write(FIELD, "Ada — keeps bees")
    phone.find(["button"], "Swap name and known for", exact=True)
    assert not phone.has("About Priya, the last one")
    phone.tap("Save")
    phone.sees("Saved: Ada")

    # What was said to be saved opens it.
    phone.tap("Saved: Ada", exact=False)
    phone.find(["link", "button"], "Jot something", exact=False)
    phone.open("/people")
    phone.tap("Priya", exact=False)
    phone.sees("has a sidecar for the dog")


@pytest.mark.chromium
def test_who_was_that_again_is_one_tap(chromium: Chromium, gate: Gate) -> None:
    phone = chromium
    sign_up_and_lose_the_signal(phone, gate, "idle.results", "idle.worker")
    jot(phone, "Maya Chen — water-skis")
    phone.tap("Who was that again?")
    # The cursor is in the field: one types, or speaks.
    there = "return document.activeElement?.matches('.reach input')"
    wait_until(lambda: phone.script(there), "the cursor in the field")
    phone.page.keyboard.type("skis")
    phone.tap("Maya Chen", exact=False)
    phone.find(["link", "button"], "Jot something", exact=False)


@pytest.mark.chromium
def test_waiting_notes_are_counted(chromium: Chromium, gate: Gate) -> None:
    phone = chromium
    phone.open("/")
    sign_up(phone)
    phone.sees_no("Signing in")
    gate.shut()
    phone.tap("Jot")
    phone.write(FIELD, "Maya, Tom and Ada — bake")
    phone.tap("Save")
    phone.sees("Saved: Maya, Tom, Ada")
    phone.sees("1 note not yet on the server")
    jot(phone, "Ivo — sails")
    phone.sees("2 notes not yet on the server")
    phone.tap("Settings")
    phone.sees("Waiting to sync 2 notes not yet on the server")
