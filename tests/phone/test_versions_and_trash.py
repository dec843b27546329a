"""Nothing typed is lost: earlier texts, and what was deleted, come back with one tap."""

from collections.abc import Callable

import pytest

from tests.phone.app import (
    ZONE,
    Held,
    fetch_part,
    jot,
    name_tonights_event,
    ready_for_offline,
    sign_up,
)
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

NOTE = "What you jotted down"
#: What an earlier version says above its text: which field, on which phone.
HERE = "on this phone"


def rewrite(phone: Phone, text: str) -> None:
    phone.write(NOTE, text)
    phone.tap("Save")
    # It is there only while something is not saved.
    wait_until(lambda: not phone.has("Save"), "the note to be saved")


@pytest.mark.chromium
def test_an_earlier_text_and_a_deleted_note_come_back(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    phone.page.set_viewport_size({"width": 320, "height": 640})
    phone.open("/")
    sign_up(phone)
    name_tonights_event(phone)
    jot(phone, "Maya Chen — water-skis")
    ready_for_offline(phone)
    wait_until(lambda: len(Held(server).fields("note")) == 1, "the note to be on the server")
    [note] = [one for one in Held(server).records() if one["kind"] == "note"]
    first = note["fields"]["body"]

    phone.open(f"/notes/{note['id']}")
    rewrite(phone, "Her boat is called Pelican")
    wait_until(
        lambda: Held(server).fields("note")[0]["body"] == "Her boat is called Pelican",
        "the new text to be on the server",
    )
    phone.tap("Earlier versions")
    phone.sees("Each text is kept for half a year at least.")
    assert first in phone.screen()
    assert HERE in phone.screen()
    phone.tap(f"Take this one: {first}")
    phone.sees("That version is back.")
    wait_until(lambda: phone.value(NOTE) == first, "the earlier text in the note")
    phone.tap("Undo")
    wait_until(lambda: phone.value(NOTE) == "Her boat is called Pelican", "the later text again")

    # Without a network: a clear sentence, and what the phone knows by itself.
    fetch_part(phone, "idle.trash")
    fetch_part(phone, "idle.versions")
    gate.shut()
    rewrite(phone, "She sails on Sundays")
    rewrite(phone, "She sails on Mondays")
    phone.reload()
    phone.field(NOTE)
    phone.tap("Earlier versions")
    phone.sees("which cannot be reached just now")
    phone.sees("She sails on Sundays")
    assert phone.script("return document.querySelector('main').scrollWidth") == 320
    phone.tap("Take this one: She sails on Sundays")
    wait_until(lambda: phone.value(NOTE) == "She sails on Sundays", "the earlier text in the note")

    # Deleted, and brought back from the trash, still without a network.
    phone.tap("People")
    phone.tap("Maya Chen", exact=False)
    phone.tap("She sails on Sundays", exact=False)
    phone.tap("Delete this note")
    phone.sees("The note is deleted.")
    phone.open("/trash")
    phone.sees("For 30 days anything can be brought back.")
    phone.sees("Note · here until")
    phone.tap("Bring back: She sails on Sundays")
    phone.sees("It is back.")
    phone.sees("Nothing is deleted")
    gate.open()
    wait_until(
        lambda: [one["body"] for one in Held(server).fields("note")] == ["She sails on Sundays"],
        "the note to be back on the server",
        seconds=60,
    )


@pytest.mark.chromium
def test_each_field_of_a_person_has_its_earlier_texts(
    start_phone: Callable[..., Phone], gate: Gate, server: LiveServer
) -> None:
    phone = start_phone("chromium", timezone=ZONE)
    phone.open("/")
    sign_up(phone)
    name_tonights_event(phone)
    jot(phone, "Maya — water-skis #sailing")
    wait_until(lambda: Held(server).names() == ["Maya"], "Maya to be on the server")
    phone.tap("People")
    phone.sees("water-skis")
    phone.tap("Maya", exact=False)
    phone.tap("Edit")
    phone.write("Known for", "moving to Lisbon")
    phone.write("Interests", "fado")
    phone.tap("Organisation and role")
    phone.write("Organisation", "Old Print Works")
    phone.write("Role", "printer")
    phone.tap("Save")
    phone.sees("moving to Lisbon")
    wait_until(lambda: Held(server).fields("person")[0]["interests"] == ["fado"], "both to be sent")
    phone.tap("Earlier versions")
    phone.sees("Known for · on this phone")
    phone.sees("Interests · on this phone")
    phone.tap("Take this one: sailing")
    phone.sees("That version is back.")
    wait_until(
        lambda: Held(server).fields("person")[0]["interests"] == ["sailing"],
        "the earlier interests to be on the server",
    )
    [maya] = Held(server).fields("person")
    assert maya["known_for"] == "moving to Lisbon"
    assert (maya["organisation"], maya["role"]) == ("Old Print Works", "printer")
