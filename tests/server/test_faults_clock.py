"""The server's clock is set back by an hour while phones, whose clocks are right, sync on."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.support import changes
from tests.support.api import ApiClient

pytestmark = pytest.mark.own_clock

NOW = datetime(2026, 11, 24, 1, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_clock_set_back_loses_and_duplicates_nothing(alice: ApiClient) -> None:
    tablet = alice.another_phone()
    with time_machine.travel(NOW, tick=False):
        first = changes.note(body="moving to Lisbon")
        alice.sync([first])
        assert len(tablet.sync()["records"]) == 1
    for minute in (1, 2, 3):
        with time_machine.travel(NOW - HOUR + minute * timedelta(minutes=1), tick=False):
            note = changes.note(body=f"minute {minute}")
            note["at"] = alice.now + 60_000
            answer = alice.sync([note, first])
            assert changes.statuses(answer) == ["applied", "duplicate"]
            # Who was signed in before is still, and the cursor knows no clock.
            pulled = tablet.sync()
            assert [each["id"] for each in pulled["records"]] == [note["record"]]
            assert not pulled["reset"]


def test_an_edit_from_before_the_clock_was_set_back_does_not_win_for_ever(alice: ApiClient) -> None:
    with time_machine.travel(NOW, tick=False):
        made = changes.note(body="moving to Lisbon")
        alice.sync([made])
    with time_machine.travel(NOW - HOUR, tick=False):
        alice.sync()
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        edit = changes.edit("note", made["record"], body="moving to Porto")
        answer = alice.sync([edit])
    assert changes.statuses(answer) == ["applied"]
    assert changes.only(answer)["fields"]["body"] == "moving to Porto"
