"""One account on two phones with different engines: they agree, and no text is lost."""

import json
from collections.abc import Callable

import pytest

from tests.phone.app import (
    ZONE,
    Held,
    jot,
    name_tonights_event,
    ready_for_offline,
    sign_in,
    sign_up,
)
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

NOTE = "What you jotted down"


@pytest.mark.chromium
@pytest.mark.webkit
def test_a_note_changed_on_both_offline_offers_both_versions(
    start_phone: Callable[..., Phone], gate: Gate, server: LiveServer
) -> None:
    first = start_phone("chromium", timezone=ZONE)
    first.open("/")
    sign_up(first)
    name_tonights_event(first)
    jot(first, "Maya Chen — water-skis")
    wait_until(lambda: Held(server).names() == ["Maya Chen"], "Maya to be on the server")

    second = start_phone("webkit", timezone=ZONE)
    second.open("/sign-in")
    sign_in(second)
    second.sees("Maya Chen")
    [note] = [one["id"] for one in Held(server).records() if one["kind"] == "note"]

    for phone in (first, second):
        ready_for_offline(phone)
        phone.open(f"/notes/{note}")
        phone.field(NOTE)
    gate.shut()
    for phone, text in ((first, "Her boat is called Pelican"), (second, "She sails on Sundays")):
        phone.write(NOTE, text)
        phone.tap("Save")
        phone.sees("Saved.")
    gate.open()
    # Whichever is first: once the server holds both, each phone that asks is told of both.
    for phone in (first, second):
        phone.reload()
    wait_until(
        lambda: all(text in held_note(server) for text in ("Pelican", "Sundays")),
        "both edits to be on the server",
        seconds=60,
    )
    for phone in (first, second):
        phone.reload()

    for phone in (first, second):
        phone.sees("Another version of a note")
        for text in ("Her boat is called Pelican", "She sails on Sundays"):
            assert text in phone.screen() + phone.value(NOTE)
    first.tap("Keep both")
    wait_until(
        lambda: all(
            text in Held(server).fields("note")[0]["body"] for text in ("Pelican", "Sundays")
        ),
        "both texts to be in the note",
    )


def held_note(server: LiveServer) -> str:
    """The one note as the server holds it, the other version of its text too."""
    [note] = [record for record in Held(server).records() if record["kind"] == "note"]
    return json.dumps(note)
