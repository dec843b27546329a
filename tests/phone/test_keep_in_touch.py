"""Whom one wants to keep in touch with, and birthdays: made on the phone, without a network."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.phone.app import (
    ZONE,
    Held,
    jot,
    name_tonights_event,
    open_followups,
    sign_up_and_lose_the_signal,
)
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer


@pytest.mark.chromium
def test_a_person_to_keep_in_touch_with_comes_up_again(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    sign_up_and_lose_the_signal(phone, gate)
    name_tonights_event(phone)
    jot(phone, "Maya — water-skis")
    jot(phone, "Tom — blogs about marathoning")

    soon = datetime.now(ZoneInfo(ZONE)).date() + timedelta(days=20)
    phone.tap("People")
    phone.sees("As you met")
    phone.tap("Maya", exact=False)
    phone.tap("Edit")
    phone.page.get_by_label("Keep in touch").select_option("Every month")
    phone.write("Day", str(soon.day), exact=True)
    phone.page.get_by_label("Month", exact=True).select_option(str(soon.month))
    phone.tap("Save")
    phone.sees("Keep in touch: Every month")

    open_followups(phone)
    phone.sees("To keep in touch")
    phone.sees("Birthday")
    # Nobody asked for it about Tom: of him there is the morning after, and nothing else.
    assert phone.screen().count("Tom") == 1

    gate.open()
    phone.reload()
    held = Held(server)
    wait_until(lambda: len(held.fields("followup")) == 4, "the follow-ups to be on the server")
    made = {row["reason"]: row["due_on"] for row in held.fields("followup")}
    assert made["birthday"] == str(soon)
    assert made["keep_in_touch"] > str(soon)
