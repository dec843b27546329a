"""Who has not heard from one yet, by name and uncounted, with one tap to write."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.phone.app import ZONE, Held, jot, sign_up_and_lose_the_signal
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

NOT_YET = "Maya has not heard from you yet."
ALL = "Everybody you met this season has heard from you."


@pytest.mark.chromium
def test_who_was_not_written_to_yet_is_named(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    sign_up_and_lose_the_signal(phone, gate)
    # Jotted down without an event, so that no morning after brings her up.
    jot(phone, "Maya — water-skis")
    last_week = datetime.now(ZoneInfo(ZONE)).date() - timedelta(days=7)
    phone.tap("People")
    phone.sees("Good turns, and how they came around")
    phone.tap("Maya", exact=False)
    phone.tap("Edit")
    phone.page.get_by_label("Met on").fill(str(last_week))
    phone.tap("Save")
    phone.sees("Edit")

    phone.tap("Follow-ups")
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
