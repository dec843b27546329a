"""A server that goes back to last night's backup, and the phones that were there since."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.phone.app import (
    ZONE,
    Held,
    jot,
    name_tonights_event,
    open_followups,
    send_the_prompt,
    sign_in,
    sign_up,
)
from tests.rigs.autopush import Autopush
from tests.rigs.phone import Phone
from tests.rigs.postgres import binaries
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer


def content(server: LiveServer) -> dict[str, Any]:
    """What every record holds, whatever its revision."""
    return {record["id"]: record["fields"] for record in Held(server).records()}


def note_about(server: LiveServer, text: str) -> str:
    """The id of the one note with that text."""
    [note] = [
        record["id"]
        for record in Held(server).records()
        if record["kind"] == "note" and text in record["fields"]["body"]
    ]
    return str(note)


def sends_all(phone: Phone) -> None:
    phone.reload()
    phone.sees_no("not yet on the server", seconds=30)


@pytest.mark.chromium
def test_two_phones_bring_back_what_the_server_has_lost(
    start_phone: Callable[..., Phone], server: LiveServer, tmp_path: Path
) -> None:
    server.environ["PATH"] = f"{binaries()}{os.pathsep}{server.environ['PATH']}"
    first = start_phone("chromium", timezone=ZONE)
    first.open("/")
    sign_up(first)
    name_tonights_event(first)
    jot(first, "Maya — water-skis")
    jot(first, "Theo — bakes")
    wait_until(lambda: Held(server).names() == ["Maya", "Theo"], "both to be on the server")
    second = start_phone("chromium", timezone=ZONE)
    second.open("/sign-in")
    sign_in(second)
    second.sees("Maya")

    server.flask("backup", str(tmp_path / "last-night"))

    jot(first, "Ben — sails")
    first.open(f"/notes/{note_about(server, 'water-skis')}")
    first.write("What you jotted down", "Her boat is called Pelican")
    first.tap("Save")
    first.sees("Saved.")
    first.open("/people")
    first.sees("Theo")
    first.open(f"/notes/{note_about(server, 'bakes')}")
    first.sees("About Theo")
    first.tap("Delete this note")
    wait_until(lambda: "Pelican" in str(content(server)), "the edit to be on the server")
    wait_until(lambda: "bakes" not in str(Held(server).fields("note")), "the deletion to be")
    second.reload()
    second.open("/")
    jot(second, "Ida — climbs")
    wait_until(lambda: Held(server).names() == ["Ben", "Ida", "Maya", "Theo"], "everybody")
    first.reload()
    before = content(server)

    server.flask("restore", str(tmp_path / "last-night"))
    assert Held(server).names() == ["Maya", "Theo"]

    # Who comes first takes the revisions that the other knows for something else.
    second.open("/")
    jot(second, "Zoe — juggles")
    sends_all(second)
    sends_all(first)
    wait_until(
        lambda: before.items() <= content(server).items(), "everything to be back", seconds=30
    )
    after = content(server)
    assert Held(server).names() == ["Ben", "Ida", "Maya", "Theo", "Zoe"]
    assert "bakes" not in str(Held(server).fields("note")), "deleted, it stays so"
    assert len(after) == len(before) + 3, "Zoe, her note and her follow-up, and nothing twice"
    sends_all(second)
    for phone in (first, second):
        phone.open("/people")
        for name in ("Ben", "Ida", "Maya", "Theo", "Zoe"):
            phone.sees(name)
        phone.open(f"/notes/{note_about(server, 'Pelican')}")
        wait_until(lambda phone=phone: "Pelican" in phone.value("What you jotted down"), "the edit")


@pytest.mark.firefox
def test_a_phone_goes_over_to_a_new_key_without_a_question(
    start_phone: Callable[..., Phone], server: LiveServer, autopush: Autopush
) -> None:
    phone = start_phone("firefox", timezone=ZONE)
    phone.open("/")
    sign_up(phone)
    name_tonights_event(phone)
    jot(phone, "Maya — water-skis")
    open_followups(phone)
    phone.tap("Yes, remind me")
    phone.sees("You will be asked tomorrow morning.")
    old = server.flask("vapid", "keys").strip()

    server.flask("vapid", "rotate")
    server.stop()
    server.start()
    send_the_prompt(server)
    assert [signed_with(message.headers) for message in autopush.received] == [old]

    phone.reload()
    wait_until(lambda: f"{old}  old, 0" in server.flask("vapid", "keys"), "the phone to go over")
    assert old in server.flask("vapid", "retire")
    server.stop()
    server.start()
    new = server.flask("vapid", "keys").strip()
    phone.open("/settings")
    phone.tap("Send a test")
    wait_until(lambda: len(autopush.received) == 2, "the second push")
    assert signed_with(autopush.received[-1].headers) == new != old


def signed_with(headers: dict[str, str]) -> str:
    return headers["authorization"].partition("k=")[2]
