"""The page of a person is where one acts: what is heard of them is typed on their card, and what
was promised to them is answered there."""

import re
from collections.abc import Callable
from typing import cast

import pytest

from tests.phone.app import FIELD, ZONE, jot, name_tonights_event
from tests.phone.test_look import WIDE
from tests.rigs.chromium import Chromium
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

IN_MAIN = "return document.activeElement.closest('main :is(h1, a, button)') !== null"


@pytest.fixture
def phone(server: LiveServer, start_phone: Callable[..., Phone]) -> Chromium:
    """At a mixer where Maya was met, at her card."""
    phone = cast("Chromium", start_phone("chromium", timezone=ZONE))
    phone.open("/")
    name_tonights_event(phone)
    jot(phone, "Maya — water-skis #sailing")
    phone.open("/people")
    phone.tap("Maya", exact=False)
    phone.find(["heading"], "Maya", exact=True)
    return phone


def href(phone: Chromium, name: str) -> str:
    """Where the link of that name leads."""
    return str(phone.property(phone.find(["link"], name, exact=False), "href"))


def add(phone: Chromium, what: str, field: str, text: str) -> None:
    phone.tap(f"Add {what}")
    phone.write(field, text)
    phone.tap("Save")


@pytest.mark.chromium
def test_details_are_typed_on_the_page_of_a_person(phone: Chromium) -> None:
    # What is no number is not kept as one, and stays to be mended.
    add(phone, "Number", "Phone number", "ask Tom")
    phone.sees("That is no number to call.")
    wait_until(
        lambda: phone.script("return document.activeElement.value") == "ask Tom", "the cursor in it"
    )
    phone.write("Phone number", "+1 415 555 0100")
    phone.tap("Save")
    assert href(phone, r"+1 415 555 0100") == "tel:+14155550100"
    assert href(phone, "Text: +1 415 555 0100") == "sms:+14155550100"

    # What is typed where it does not belong goes where it does.
    add(phone, "Number", "Phone number", "maya@kites.example")
    assert href(phone, "maya@kites.example") == "mailto:maya%40kites.example"
    add(phone, "Link", "Link", "kites.example/maya")
    assert href(phone, "kites.example/maya") == "https://kites.example/maya"

    add(phone, "Tag", "Tags", "#Fado")
    phone.tap("Undo")
    wait_until(lambda: not phone.has("Fado"), "the tag to be taken back")
    assert href(phone, "sailing").endswith("/people?tag=sailing")

    # A line of the card is changed where one looks; what was begun is kept, and told of.
    phone.tap("water-skis (Edit)")
    wait_until(
        lambda: phone.script("return document.activeElement.value") == "water-skis", "the cursor"
    )
    phone.write("Known for", "wakeboards")
    phone.tap("Jot")
    phone.field(FIELD)
    phone.page.go_back()
    phone.sees("You had begun to change this card.")
    phone.tap("Go on")
    wait_until(lambda: phone.value("Known for") == "wakeboards", "what was begun")
    phone.tap("Save")
    phone.find(["button"], "wakeboards (Edit)", exact=True)


@pytest.mark.chromium
def test_hellos_and_promises_are_answered_on_the_page_of_a_person(phone: Chromium) -> None:
    add(phone, "Number", "Phone number", "+1 415 555 0100")
    phone.sees("+1 415 555 0100")
    phone.tap("Say hi…: Maya")
    assert href(phone, "Text Maya").startswith("sms:+14155550100?&body=")
    phone.tap("Said hi another way")
    phone.sees("Said hi to Maya.")
    # Nobody is to be asked of her in the morning any more.
    wait_until(lambda: not phone.has("Said hi: The morning after"), "it to be answered")

    # A promise for some day to come is changed, put off, kept, and dropped.
    phone.tap("Promise something")
    phone.write("What did you promise?", "The map")
    phone.tap("Keep it in mind")
    phone.tap("The map", exact=False)
    phone.write("What did you promise?", "The map of the lake")
    phone.script(
        "const day = document.querySelector('dialog input[type=date]'); day.value = '2099-01-02';"
        "day.dispatchEvent(new InputEvent('input', {bubbles: true}))"
    )
    phone.tap("Save")
    phone.sees("The map of the lake")
    phone.sees("2 Jan 2099")
    phone.tap("Done: The map of the lake")
    phone.sees("Promise to Maya kept.")
    phone.sees("Kept · ")
    phone.tap("Undo")
    phone.find(["button"], "Done: The map of the lake", exact=True)

    # So it is where all are listed; answered, the focus goes on and never falls to the page.
    phone.open("/followups")
    phone.tap("Further ahead")
    phone.tap("Maya", exact=False)
    phone.find(["heading"], "A promise to Maya", exact=True)
    phone.tap("Let it go")
    phone.sees("Let go of Maya.")
    wait_until(lambda: phone.script(IN_MAIN), "the focus on what comes next")


@pytest.mark.chromium
def test_a_note_about_somebody_leads_back_to_them(phone: Chromium) -> None:
    phone.tap("Jot something about Maya")
    phone.field(FIELD)
    # There is nothing of it yet.
    wait_until(lambda: phone.value(FIELD) == "Maya — ", "her name in the field")
    assert not phone.has("Save")
    phone.write(FIELD, "Maya — her boat is called Pelican")
    phone.tap("Save")
    phone.find(["heading"], "Maya", exact=True)
    phone.sees("her boat is called Pelican")

    # Corrected, a line offers to correct the card that came of it.
    phone.tap("Maya — water-skis #sailing", exact=False)
    phone.write("What you jotted down", "Maya — wakeboards #sailing")
    phone.tap("Save")
    phone.sees("Should the card of Maya say so, too? wakeboards")
    phone.tap("Change the card")
    phone.sees("The card of Maya says so, too.")
    phone.page.go_back()
    phone.find(["button"], "wakeboards (Edit)", exact=True)


@pytest.mark.chromium
def test_what_is_taken_back_is_not_in_the_trash(phone: Chromium) -> None:
    phone.open("/")
    jot(phone, "Tom — kites")
    phone.tap("Undo")
    wait_until(lambda: phone.value(FIELD) == "Tom — kites", "the line in the field again")
    wait_until(lambda: phone.look(["link"], "^Tom") is None, "him to be gone from the list")
    phone.open("/trash")
    phone.sees("Nothing")
    assert not re.search("Tom|kites|morning", phone.screen())


#: Buttons out of which their words run.
FULL = """
return [...document.querySelectorAll('.button')]
    .filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1)
    .map((e) => e.textContent);
"""
#: How far the chips of a sheet reach.
CHIPS_END = """
const chips = [...document.querySelectorAll('dialog .chip')];
return Math.max(...chips.map((e) => e.getBoundingClientRect().right));
"""


@pytest.mark.chromium
def test_a_long_name_a_long_address_and_many_notes_leave_room_on_the_smallest_phone(
    phone: Chromium,
) -> None:
    phone.page.set_viewport_size({"width": 320, "height": 640})
    for number in range(7):
        phone.tap("Jot something about Maya")
        phone.write(FIELD, f"Letter {number}")
        phone.tap("Save")
        phone.sees(f"Letter {number}")
    # The latest come first, and the oldest do not stand before what is to be done.
    phone.sees_no("water-skis #sailing")
    phone.tap("Show more")
    phone.sees("water-skis #sailing")
    wait_until(lambda: phone.script(IN_MAIN), "the focus on the next note")

    add(
        phone,
        "Address",
        "Email address",
        f"maya.{'von-hohenlohe' * 2}@{'a-long-company' * 2}.example",
    )
    phone.tap("Edit")
    phone.write("Name", "Maya Wilhelmine Konstanze von Hohenlohe-Schillingsfürst", exact=True)
    phone.tap("Save")
    phone.find(["heading"], "Maya Wilhelmine", exact=False)
    assert phone.script("return document.querySelector('h1').offsetHeight") < 640 / 4
    phone.tap("Add a good turn")
    phone.field("What was it?")
    assert phone.script(CHIPS_END) <= 320
    phone.page.keyboard.press("Escape")
    phone.sees_no("What was it?")
    phone.tap("Say hi", exact=False)
    phone.sees("Mail Maya")
    assert phone.script(FULL) == phone.script(WIDE) == []
