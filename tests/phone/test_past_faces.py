"""A face from the past comes back to the phone as somebody to say hi to, and can be turned off."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.phone.app import PASSWORD, Held, jot, open_followups, ready_for_offline, sign_up
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer


def wants_faces(held: Held) -> bool:
    with held.server.client() as client:
        answer = client.post("/api/v1/session", json={"email": held.email, "password": PASSWORD})
        client.delete("/api/v1/session")
    return bool(answer.json()["past_faces"])


@pytest.mark.chromium
def test_a_face_from_the_past_comes_and_is_answered(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    phone.open("/")
    sign_up(phone)
    ready_for_offline(phone)
    jot(phone, "Maya — water-skis")
    held = Held(server)
    wait_until(lambda: held.names() == ["Maya"], "Maya to be on the server")

    # What the worker does on a quiet morning (tests/server/prompts/test_past_faces.py).
    today = datetime.now(UTC).date()
    [maya] = [row["id"] for row in held.records() if row["kind"] == "person"]
    with server.client() as client:
        secret = {"email": held.email, "password": PASSWORD}
        account = client.post("/api/v1/session", json=secret).json()["id"]
        now = int(datetime.now(UTC).timestamp() * 1000)
        fields = {
            "person_id": maya,
            "due_on": str(today - timedelta(days=1)),
            "reason": "keep_in_touch",
        }
        change = {
            "id": "00000000-0000-4000-8000-00000000000a",
            "kind": "followup",
            "record": "00000000-0000-4000-8000-00000000000b",
            "at": now,
            "set": fields,
        }
        device = "00000000-0000-4000-8000-000000000003"
        body = {"account": account, "device": device, "now": now, "changes": [change]}
        assert client.post("/api/v1/sync", json=body).status_code == 200
    phone.reload()
    open_followups(phone)
    phone.sees("A face from the past")
    phone.tap("Said hi: Maya")
    # Maya herself, who was just met, is due tomorrow.
    phone.sees("Nothing for today.")

    phone.tap("Settings")
    phone.tap("A face from the past", exact=False)
    wait_until(lambda: not wants_faces(held), "the server to know that nobody is to come")
