"""`kill -9` at every step of a sync: what is sent again is taken once."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy.engine import make_url

from tests.rigs import dying
from tests.server.sync.phone import Account, Phone
from tests.support.changes import EVENT, NOTE, PERSON, new_id, statuses
from tests.support.databases import Databases
from tests.support.live import LiveServer, MortalServer

POINTS = [
    "server.sync.store:lock before",
    *(f"{step} after" for step in dying.SYNC),
    "server.sync.store:put_device committed",
    # The answer is put together when all is on disk.
    "server.sync.round_trip:pull before",
]


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
def test_a_server_killed_at_any_step_of_a_sync_loses_and_doubles_nothing(
    server: LiveServer, dies: Path
) -> None:
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
        is_committed = point.endswith("committed") or "pull" in point
        expected = "duplicate" if is_committed else "applied"
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


#: In the group, between two of its savepoints, after its commit, before the answers.
GROUP_POINTS = [
    "server.group_commit:_Member.do after 1",
    "server.group_commit:_Member.do after 3",
    "server.group_commit:GroupCommit._next_below before",
    "server.group_commit:GroupCommit._next_below after 3",
    "server.group_commit:_Member.do committed",
    "server.group_commit:GroupCommit._hand_over before",
]


@pytest.mark.slow
def test_a_server_killed_at_any_step_of_a_group_loses_and_doubles_nothing(
    server: LiveServer, dies: Path
) -> None:
    """Three phones of Alice and Bob wait for their turn together; one of them sends what is
    refused. Nobody has an answer yet, and each is all there or not at all."""
    url = make_url(server.environ["DATABASE_URL"])
    if url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL has as many writers as there are accounts")
    alice, bob = Account.sign_up(server.client()), Account.sign_up(server.client())
    phones = [
        Phone(server.client(), account, name, clock=0)
        for account, name in ((alice, "Ana"), (alice, "Amy"), (bob, "Bea"))
    ]
    wrong = new_id()
    for number, point in enumerate(GROUP_POINTS, start=1):
        for phone in phones:
            evening(phone)
        batches = [phone.envelope(list(phone.outbox)) for phone in phones]
        refused = {**batches[1]["changes"][0], "id": new_id(), "record": wrong, "set": {"x": 1}}
        batches[1]["changes"].append(refused)
        with closing(sqlite3.connect(str(url.database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with ThreadPoolExecutor(len(phones)) as threads:
                sending = [
                    threads.submit(phone.client.post, "/api/v1/sync", json=batch)
                    for phone, batch in zip(phones, batches, strict=True)
                ]
                time.sleep(2)  # all are there, and few enough to wait on
                dies.write_text(point)
                other.execute("COMMIT")
                for each in sending:
                    with pytest.raises(requests.ConnectionError):
                        each.result()
        assert not dies.exists(), point
        server.kill()
        server.start()

        is_committed = point.endswith(("committed", "_hand_over before"))
        for phone, batch in zip(phones, batches, strict=True):
            answer = send(phone, batch)
            expected = {"duplicate" if is_committed else "applied"}
            if phone is phones[1]:
                assert answer["results"].pop()["status"] == "rejected"
            assert set(statuses(answer)) == expected, point
            phone.learn(answer)
        assert len(phones[2].pulled) == 4 * number, point
    for account, phone, count in ((alice, phones[0], 8), (bob, phones[2], 4)):
        newcomer = Phone(server.client(), account, "New", clock=0)
        newcomer.learn(send(newcomer, newcomer.envelope([])))
        phone.learn(send(phone, phone.envelope([])))
        assert newcomer.bytes() == phone.bytes()
        assert len(newcomer.pulled) == count * len(GROUP_POINTS)
