"""One field over everything: found as one remembers it, offline, and with the reason why."""

import pytest

from tests.phone.app import jot, name_tonights_event, sign_up_and_lose_the_signal
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer


def search(phone: Phone, text: str) -> None:
    phone.write("Search", text)


def marked(phone: Phone) -> list[str]:
    """The words that are marked as what was asked for."""
    words: list[str] = phone.script(
        "return [...document.querySelectorAll('mark')].map(mark => mark.textContent)"
    )
    return words


@pytest.mark.chromium
def test_the_search_finds_people_and_notes(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    sign_up_and_lose_the_signal(phone, gate, "idle.results", "idle.worker")
    name_tonights_event(phone)
    jot(phone, "Maya Chen — water-skis, moving to Lisbon #sailing")
    jot(phone, "Tom — blogs about marathoning")

    phone.tap("People")
    search(phone, "water ski")
    phone.sees("2 found")
    assert "Maya Chen" in phone.screen()
    assert "Tom" not in phone.screen()
    assert set(marked(phone)) == {"water", "skis"}

    for asked in ("waterskiing", "Lsibon"):
        search(phone, asked)
        phone.sees("Maya Chen")
        wait_until(lambda: "Tom" not in phone.screen(), f"only Maya for “{asked}”")

    search(phone, "marathons at the mixer tonight")
    phone.sees("“tonight”:")
    phone.sees("Tom")
    assert "Maya" not in phone.screen()

    # What was asked is still there for who comes back from a finding.
    phone.tap("blogs about", exact=False)
    phone.sees("Good turns")
    phone.tap("Back")
    phone.sees("“tonight”:")
    assert phone.value("Search") == "marathons at the mixer tonight"

    # Jotted down after the index was built.
    phone.tap("Jot")
    jot(phone, "Ada — keeps bees on her roof")
    phone.tap("People")
    search(phone, "bee")
    phone.sees("Ada")

    search(phone, "accordion")
    phone.sees("Nothing for “accordion”.")
    phone.tap("Done")
    phone.sees("As you met")
