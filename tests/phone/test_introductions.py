"""Who else sails? Two who share something, a message to both, and a good turn in the ledger."""

import pytest

from tests.phone.app import Held, jot, name_tonights_event, sign_up_and_lose_the_signal
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer


@pytest.mark.chromium
def test_two_people_with_a_common_interest_are_introduced(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    phone.page.set_viewport_size({"width": 320, "height": 640})
    sign_up_and_lose_the_signal(phone, gate, "idle.karma")
    name_tonights_event(phone)
    jot(phone, "Maya Chen — moving to Lisbon #sailing")
    jot(phone, "Tom — blogs about marathoning #running")
    jot(phone, "Ada — keeps bees #Sailing #bees")

    phone.tap("People")
    phone.tap("Karma", exact=False)
    phone.tap("Who else?", exact=False)
    phone.sees("Maya Chen and Ada")
    assert "Tom" not in phone.screen()
    phone.tap("Maya Chen and Ada", exact=False)
    draft = phone.value("A message to both")
    assert "Hi Maya, hi Ada!" in draft
    assert "Ada: keeps bees." in draft
    assert "sailing" in draft

    phone.tap("I introduced them")
    phone.sees("Nobody to introduce just now")
    phone.tap("Undo")
    phone.sees("Maya Chen and Ada")
    phone.tap("Maya Chen and Ada", exact=False)
    phone.tap("I introduced them")
    phone.sees("Nobody to introduce just now")
    phone.tap("Back")
    phone.sees("Introduced Maya Chen and Ada to each other")

    gate.open()
    phone.reload()
    held = Held(server)
    wait_until(lambda: len(held.fields("kindness")) == 1, "the good turn to be on the server")
    [turn] = held.fields("kindness")
    people = {row["id"]: row["fields"]["name"] for row in held.records() if row["kind"] == "person"}
    assert turn["direction"] == "given"
    assert [people[turn["person_id"]], people[turn["introduced_to"]]] == ["Maya Chen", "Ada"]
