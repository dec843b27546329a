"""How often a sync goes to a PostgreSQL on another machine and back: each time costs all of them.

It is counted, not timed: what has to be asked for, and waited for, before the next thing is said.
"""

from collections.abc import Iterator
from datetime import timedelta
from math import inf
from pathlib import Path

import pytest
from flask import Flask

from server import postgres
from server.accounts import current
from server.extensions import db
from tests.rigs.journeys import Journeys, counting_journeys
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import statuses

#: Who is signed in; the lock and all that is held; what is written; the commit, alone.
FOUR = 4


@pytest.fixture
def journeys(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journeys]:
    # However slow this machine is, nobody asks whether a connection lives.
    monkeypatch.setattr(postgres, "ASK_AFTER_S", inf)
    with app.app_context():  # and no longer: in it, who is signed in would be asked once for all
        engine = db.engine
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite is a file of this machine")
    with counting_journeys(engine, tmp_path / "said") as counted:
        yield counted


def test_a_sync_of_notes_takes_four_round_trips(alice: ApiClient, journeys: Journeys) -> None:
    alice.sync([changes.note()])
    journeys.count()
    for many in (1, 2, 20):
        answer = alice.sync([changes.note() for _ in range(many)])
        assert statuses(answer) == ["applied"] * many
        assert journeys.count() == FOUR


def test_a_change_of_an_existing_record_takes_four_round_trips(
    alice: ApiClient, journeys: Journeys
) -> None:
    note = changes.note()
    alice.sync([note])
    journeys.count()
    assert statuses(alice.sync([changes.edit("note", note["record"], body="moved")])) == ["applied"]
    assert statuses(alice.sync([note])) == ["duplicate"]
    assert journeys.count() == 2 * FOUR


def test_recording_the_use_of_a_session_takes_no_extra_round_trip(
    alice: ApiClient, journeys: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice.sync([changes.note()])
    monkeypatch.setattr(current, "TOUCH_EVERY", timedelta(0))
    journeys.count()
    alice.sync([changes.note()])
    assert journeys.count() == FOUR
