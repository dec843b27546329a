"""The same person twice: side by side, made one and taken apart, on one phone and on two."""

from collections.abc import Callable

import pytest

from tests.phone.app import (
    FIELD,
    ZONE,
    Held,
    fetch_part,
    jot,
    name_tonights_event,
    open_followups,
    ready_for_offline,
    sign_in,
    sign_up,
    sign_up_and_lose_the_signal,
)
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer


def cards(server: LiveServer) -> dict[str, dict[str, object]]:
    """The people on the server, by name."""
    return {person["name"]: person for person in Held(server).fields("person")}


def jot_somebody_new(phone: Phone, line: str) -> None:
    """A line that would be read as about Maya, who is known: one tap makes it another person."""
    phone.write(FIELD, line)
    phone.tap("Somebody new")
    phone.tap("Save")
    phone.sees(f"Saved: {line.partition(' — ')[0]}")


@pytest.mark.chromium
def test_two_cards_become_one_person_and_two_again(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    phone.page.set_viewport_size({"width": 320, "height": 640})
    sign_up_and_lose_the_signal(phone, gate, "idle.karma", "idle.count", "idle.asked")
    name_tonights_event(phone)
    jot(phone, "Maya — water-skis #sailing")
    jot(phone, "Tom Reed — blogs about marathoning")
    jot_somebody_new(phone, "Maya Chen — moving to Lisbon #fado")

    phone.tap("People")
    phone.tap("Two people may be the same")
    phone.sees("The same person twice?")
    phone.sees("Both may be called Maya, and they have something in common")
    for words in ("water-skis", "moving to Lisbon"):
        assert words in phone.screen()
    assert phone.script("return document.querySelector('main').scrollWidth") == 320

    # Said to be two, they are not asked about again; undo asks again.
    phone.tap("Two people")
    phone.sees("Nobody is here twice")
    phone.tap("Undo")
    phone.sees("Both may be called Maya")
    phone.tap("One person")
    phone.sees("Maya Chen is one person now.")
    phone.sees("Nobody is here twice")

    # All that hung on either card hangs on her.
    phone.tap("People")
    phone.sees("Tom Reed")
    assert not phone.has("Maya", exact=True)
    phone.tap("Maya Chen", exact=False)
    phone.sees("Met twice")
    for words in ("sailing", "fado", "moving to Lisbon", "Known for: water-skis", "Name: Maya"):
        phone.sees(words)
    assert phone.script("return document.querySelectorAll('a[href^=\"/notes/\"]').length") == 2
    open_followups(phone)
    phone.sees("Coming up")
    # Met on one evening under two cards, she waits for one hello.
    waiting = phone.script("return document.querySelector('main').innerText")
    assert waiting.count("Maya Chen") == 1
    phone.tap("People")

    # She is found by what only the other card says.
    phone.write("Search", "water ski")
    phone.tap("Maya Chen", exact=False)

    phone.tap("Two people after all")
    phone.sees("They are two people.")
    phone.sees_no("Met twice")
    phone.tap("Undo")
    phone.sees("Met twice")
    phone.tap("Two people after all")
    phone.tap("People")
    phone.sees("water-skis")
    phone.sees("moving to Lisbon")

    # By hand, from the page of one of them.
    phone.tap("Tom Reed", exact=False)
    phone.tap("Same as …")
    phone.tap("Maya Chen", exact=False)
    phone.sees("One person?")
    phone.tap("One person")
    phone.sees("is one person now.")
    phone.tap("Undo")
    phone.sees_no("Met twice")

    gate.open()
    phone.reload()
    wait_until(
        lambda: (
            {name: card["merged_into"] for name, card in cards(server).items()}
            == {"Maya": None, "Maya Chen": None, "Tom Reed": None}
        ),
        "three people to be on the server",
        seconds=60,
    )


@pytest.mark.chromium
def test_one_phone_merges_while_the_other_writes_without_a_network(
    start_phone: Callable[..., Phone], gate: Gate, server: LiveServer
) -> None:
    first = start_phone("chromium", timezone=ZONE)
    first.open("/")
    sign_up(first)
    name_tonights_event(first)
    jot(first, "Maya — water-skis #sailing")
    jot_somebody_new(first, "Maya Chen — moving to Lisbon")
    wait_until(lambda: len(cards(server)) == 2, "both to be on the server")
    [maya] = [
        record["id"]
        for record in Held(server).records()
        if record["kind"] == "person" and record["fields"]["name"] == "Maya"
    ]

    second = start_phone("chromium", timezone=ZONE)
    second.open("/sign-in")
    sign_in(second)
    second.sees("Maya Chen")
    for phone in (first, second):
        ready_for_offline(phone)
        for part in ("idle.karma", "idle.count", "idle.asked"):
            fetch_part(phone, part)
    second.open(f"/people/{maya}")
    second.sees("water-skis")
    gate.shut()

    # One makes them one; the other goes on with the card that is being swallowed.
    first.tap("People")
    first.tap("Two people may be the same")
    first.tap("One person")
    first.sees("Maya Chen is one person now.")
    second.tap("Edit")
    second.write("Known for", "water-skis with her dog")
    second.tap("Save")
    second.sees("water-skis with her dog")
    second.tap("Promise something")
    second.write("What did you promise", "Send her the map")
    second.tap("Keep it in mind")
    second.sees("Send her the map")
    gate.open()
    for phone in (second, first):
        phone.reload()
    wait_until(
        lambda: (
            cards(server)["Maya"]["known_for"] == "water-skis with her dog"
            and cards(server)["Maya"]["merged_into"] is not None
        ),
        "both edits to be on the server",
        seconds=60,
    )

    for phone in (first, second):
        phone.reload()
        # The address of the swallowed card leads to her, with all that was written meanwhile.
        phone.open(f"/people/{maya}")
        for words in ("moving to Lisbon", "water-skis with her dog", "Send her the map", "sailing"):
            phone.sees(words)
    assert first.script("return document.title").startswith("Maya Chen")
