"""The karma ledger: a good turn in one line, and how it came around, all without a network."""

import pytest

from tests.phone.app import Held, jot, name_tonights_event, sign_up_and_lose_the_signal
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer


def note_a_good_turn(phone: Phone, line: str, *parts: str) -> None:
    """One line, and a tap on each part that somebody named in it had."""
    phone.tap("Add a good turn")
    phone.write("What was it?", line)
    for part in parts:
        phone.tap(part)
    phone.tap("Save")
    phone.sees_no("What was it?")


def steps(phone: Phone) -> list[str]:
    """The first line of each step of the stories, as it is read aloud."""
    found: list[str] = phone.script(
        "return [...document.querySelectorAll('ol li')].map(li => li.innerText.split('\\n')[0])"
    )
    return found


@pytest.mark.chromium
def test_a_good_turn_comes_around(chromium: Chromium, gate: Gate, server: LiveServer) -> None:
    phone = chromium
    phone.page.set_viewport_size({"width": 320, "height": 640})
    sign_up_and_lose_the_signal(phone, gate, "idle.karma")
    name_tonights_event(phone)
    jot(phone, "Maya — water-skis")
    jot(phone, "Tom — blogs about marathoning")

    phone.tap("People")
    phone.tap("Karma", exact=False)
    phone.sees("No good turns yet")
    note_a_good_turn(
        phone, "Tom asked me to speak, and Maya had told him", "With Tom", "thanks to Maya"
    )
    phone.sees("It came around")
    wait_until(
        lambda: steps(phone) == ["You met Maya", "Tom asked me to speak, and Maya had told him"],
        "the story of Maya",
    )
    phone.sees("Tom, for you")

    # Each step opens what it is about.
    phone.tap("You met Maya", exact=False)
    phone.find(["button"], "Jot something about Maya", exact=True)
    phone.tap("Back")
    phone.tap("Tom asked me to speak", exact=False)
    phone.sees("Delete")
    phone.tap("Close")

    # Who introduced whom stands with the person.
    phone.open("/people")
    phone.tap("Tom", exact=False)
    phone.tap("Edit")
    phone.tap("Introduced by: Nobody")
    phone.tap("Maya", exact=False)
    phone.tap("Save")
    phone.sees("through Maya")
    # Their pages tell whom one met together, and through whom.
    phone.sees("Met together")
    phone.tap("Maya")
    phone.sees("Met through Maya")
    phone.tap("How it came around")
    wait_until(
        lambda: steps(phone)[:2] == ["You met Maya", "Maya introduced Tom"],
        "the introduction in the story",
    )
    # Nobody is drawn larger, and nothing is counted.
    sizes = phone.script(
        "return [...new Set([...document.querySelectorAll('.dot')]"
        ".map(dot => `${dot.offsetWidth}×${dot.offsetHeight}`))]"
    )
    assert len(sizes) == 1
    assert phone.script("const m = document.querySelector('main'); return m.scrollWidth") == 320

    gate.open()
    held = Held(server)
    wait_until(lambda: len(held.fields("kindness")) == 1, "the good turn to be on the server")
    [turn] = held.fields("kindness")
    assert turn["direction"] == "received"
    assert turn["thanks_to"] is not None
