"""`kill -9` at every step of a sync: what is sent again is taken once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.rigs import dying
from tests.server.sync.phone import Account, Phone
from tests.support.changes import EVENT, NOTE, PERSON, new_id, statuses
from tests.support.databases import Databases
from tests.support.live import LiveServer

POINTS = [
    "server.sync.store:lock before",
    *(f"{step} after" for step in dying.SYNC),
    "server.sync.routes:pull committed",
]


class MortalServer(LiveServer):
    command = ("tests.rigs.dying", "serve")


@pytest.fixture
def dies(tmp_path: Path) -> Path:
    """Where the server reads at what step it dies."""
    return tmp_path / "dies"


@pytest.fixture
def server(databases: Databases, tmp_path: Path, dies: Path) -> Iterator[LiveServer]:
    with databases.fresh(tmp_path) as url:
        settings = {"PROMPT_WORKER": "off", dying.DIES: str(dies)}
        made = MortalServer(tmp_path, url, **settings)
        yield made
        made.stop()


def evening(phone: Phone) -> None:
    """Somebody is met: of the note the server makes a follow-up, and a prompt is to be planned."""
    event, person = new_id(), new_id()
    phone.write("event", event, set=EVENT)
    phone.write("person", person, set=PERSON)
    phone.write("note", new_id(), set=NOTE | {"person_ids": [person], "event_id": event})


def send(phone: Phone, batch: dict[str, Any]) -> dict[str, Any]:
    answer = phone.client.post("/api/v1/sync", json=batch)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.slow
def test_killed_at_every_step_of_a_sync(server: LiveServer, dies: Path) -> None:
    account = Account.sign_up(server.client())
    phone = Phone(server.client(), account, "Ana", clock=0)
    for number, point in enumerate(POINTS, start=1):
        evening(phone)
        batch = phone.envelope(phone.outbox)
        dies.write_text(point)
        with pytest.raises(requests.ConnectionError):
            phone.client.post("/api/v1/sync", json=batch)
        assert not dies.exists(), point
        # A server whose processes die again and again gives up, and is started anew by systemd.
        server.kill()
        server.start()

        answer = send(phone, batch)
        # All of the batch or nothing, and nothing before the commit.
        expected = "duplicate" if point.endswith("committed") else "applied"
        assert set(statuses(answer)) == {expected}, point
        phone.learn(answer)
        assert set(statuses(send(phone, batch))) == {"duplicate"}, point
        # An event, a person, a note and the follow-up that it makes.
        assert len(phone.pulled) == 4 * number, point

    newcomer = Phone(server.client(), account, "New", clock=0)
    page = send(newcomer, newcomer.envelope([]))
    newcomer.learn(page)
    assert len(page["records"]) == 4 * len(POINTS)
    assert newcomer.bytes() == phone.bytes()
