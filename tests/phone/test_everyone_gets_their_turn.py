"""Who has not heard from one yet, by name and uncounted, with one tap to write."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.phone.app import FIELD, PASSWORD, ZONE, Held, open_followups, ready_for_offline, sign_in
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

NOT_YET = "Maya has not heard from you yet."
ALL = "Everybody you met this season has heard from you."


def maya_of_last_week(server: LiveServer) -> None:
    """An account that met Maya last week, and nothing brings her up."""
    last_week = datetime.now(ZoneInfo(ZONE)).date() - timedelta(days=7)
    now = int(datetime.now(ZoneInfo(ZONE)).timestamp() * 1000)
    fields = {"name": "Maya", "known_for": "water-skis", "met_on": str(last_week)}
    change = {"id": str(uuid.uuid4()), "kind": "person", "record": str(uuid.uuid4())}
    with server.client() as client:
        whole = {"email": "alice@example.org", "password": PASSWORD, "name": "Alice"}
        account = client.post("/api/v1/accounts", json=whole | {"timezone": ZONE}).json()
        answer = client.post(
            "/api/v1/sync",
            json={
                "account": account["id"],
                "device": str(uuid.uuid4()),
                "now": now,
                "timezone": ZONE,
                "cursor": None,
                "changes": [change | {"at": now, "set": fields}],
            },
        )
        assert answer.json()["results"][0]["status"] == "applied"


@pytest.mark.chromium
def test_people_not_written_to_yet_are_named_the_next_morning(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    maya_of_last_week(server)
    phone.open("/sign-in")
    sign_in(phone)
    phone.field(FIELD)
    ready_for_offline(phone)
    phone.tap("People")
    phone.sees("water-skis")
    gate.shut()
    open_followups(phone)
    phone.sees(NOT_YET)
    phone.tap("Write", exact=False)
    phone.sees("Say hi to Maya")
    phone.tap("Said hi another way")
    phone.sees(ALL)
    phone.tap("Undo")
    phone.sees(NOT_YET)
    phone.tap("Write", exact=False)
    phone.tap("Said hi another way")
    phone.sees(ALL)

    gate.open()
    phone.reload()
    held = Held(server)
    wait_until(lambda: len(held.fields("followup")) == 1, "the greeting to be on the server")
    [greeting] = held.fields("followup")
    assert (greeting["status"], greeting["reason"]) == ("done", "keep_in_touch")
