"""Saying hi the morning after: three first lines, one's own, and one quiet word about pitching."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.phone.app import (
    FIELD,
    PASSWORD,
    Held,
    fetch_part,
    open_followups,
    ready_for_offline,
    sign_in,
)
from tests.phone.stored import drafts
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer


@pytest.fixture
def zone() -> str:
    return "UTC"


def last_night(server: LiveServer) -> None:
    """An account that met Maya and Tom last night, and has a talking point for Acme."""
    night = datetime.now(UTC) - timedelta(days=1)
    event, maya, tom = (str(uuid.uuid4()) for _ in range(3))
    start = {"starts_at": night.strftime("%Y-%m-%dT19:00:00Z"), "timezone": "UTC"}
    due = {"due_on": datetime.now(UTC).date().isoformat(), "reason": "next_morning"}
    made: list[tuple[str, str, dict[str, Any]]] = [
        ("event", event, {"name": "Harbour mixer"} | start),
        ("person", maya, {"name": "Maya Chen", "known_for": "water-skis", "met_at": event}),
        ("person", tom, {"name": "Tom", "known_for": "blogs about marathoning", "met_at": event}),
        ("followup", str(uuid.uuid4()), {"person_id": maya} | due),
        ("followup", str(uuid.uuid4()), {"person_id": tom} | due),
        (
            "card",
            str(uuid.uuid4()),
            {"deck": "pitch", "text": "Batteries that last", "client": "Acme", "position": 1},
        ),
    ]
    now = int(datetime.now(UTC).timestamp() * 1000)
    with server.client() as client:
        whole = {"email": "alice@example.org", "password": PASSWORD, "name": "Alice"}
        answer = client.post("/api/v1/accounts", json=whole | {"timezone": "UTC"})
        body = {
            "account": answer.json()["id"],
            "device": str(uuid.uuid4()),
            "now": now,
            "timezone": "UTC",
            "cursor": None,
            "changes": [
                {
                    "id": str(uuid.uuid4()),
                    "kind": kind,
                    "record": record,
                    "at": now - 1000 + place,
                    "set": fields,
                }
                for place, (kind, record, fields) in enumerate(made)
            ],
        }
        results = client.post("/api/v1/sync", json=body).json()["results"]
        assert {result["status"] for result in results} == {"applied"}


@pytest.mark.chromium
def test_a_proposed_first_line_is_about_the_other_person(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    last_night(server)
    phone.open("/sign-in")
    sign_in(phone)
    phone.field(FIELD)
    ready_for_offline(phone)
    fetch_part(phone, "idle.evening")
    open_followups(phone)
    phone.sees("Maya Chen")
    gate.shut()

    phone.tap("Say hi…: Maya Chen")
    line = phone.value("Your first line")
    assert line.startswith("Hi Maya, it was good to meet you at the Harbour mixer")
    assert line.endswith("I liked hearing that you water-ski.")
    phone.tap("I would love to hear how your week is going.")
    assert phone.value("Your first line").endswith("how your week is going.")
    assert "Leave it for when they ask" not in phone.screen()

    phone.write("Your first line", "Hi Maya, have you tried Acme?")
    phone.sees("That is about Acme. Leave it for when they ask?")
    phone.write("Your first line", "Hi Maya, could you introduce me to your boss?")
    phone.sees("That asks for something. Perhaps only say hi this time?")
    phone.write("Your first line", "Hi Maya, coffee on Sunday?")
    wait_until(lambda: "Perhaps only say hi" not in phone.screen(), "the word to be gone")

    # Half of a line is still there when the app comes back.
    wait_until(
        lambda: "coffee on Sunday" in drafts(phone, signed_in=True), "the line to be on the disk"
    )
    phone.reload()
    phone.tap("Say hi…: Maya Chen")
    line = "Hi Maya, coffee on Sunday?"
    wait_until(lambda: phone.value("Your first line") == line, "the line to be there again")

    phone.tap("Keep this one for others")
    phone.sees("Kept. Next time with their name in it.")
    phone.tap("Close")
    phone.tap("Say hi…: Tom")
    phone.tap("Hi Tom, coffee on Sunday?")
    assert phone.value("Your first line") == "Hi Tom, coffee on Sunday?"

    # It never blocks: what is pitched can be sent all the same.
    phone.write("Your first line", "Tom, batteries that last! Acme!")
    phone.sees("That is about Acme.")
    phone.tap("Said hi another way")
    phone.sees("Said hi to Tom.")

    # A line to write is no card to say aloud.
    phone.open("/cards")
    phone.sees("If they ask")
    assert "coffee on Sunday" not in phone.screen()
    gate.open()
    phone.reload()
    wait_until(
        lambda: (
            "Hi {name}, coffee on Sunday?" in [card["text"] for card in Held(server).fields("card")]
        ),
        "the server to hold the line",
    )
