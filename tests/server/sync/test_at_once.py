"""Several writers at once, on several server processes, and a power cut right after an answer."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.server.sync.phone import Account, Phone
from tests.support.changes import CARD, new_id
from tests.support.databases import Databases
from tests.support.live import LiveServer

WRITERS = 6
BATCHES = 15
BATCH = 5


@pytest.fixture
def two_servers(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[LiveServer, LiveServer]]:
    """Two server processes on one database."""
    with ExitStack() as stack:
        url = stack.enter_context(databases.fresh(tmp_path_factory.mktemp("shared")))
        pair = []
        for name in ("one", "other"):
            folder = tmp_path_factory.mktemp(name)
            settings = {
                "SECRET_KEY": "the same secret on both of the servers",
                "PROMPT_WORKER": "off",
            }
            pair.append(LiveServer(folder, url, **settings))
            stack.callback(pair[-1].stop)
        yield pair[0], pair[1]


def test_six_writers_and_a_reader_by_cursor_step_over_nothing(
    two_servers: tuple[LiveServer, LiveServer],
) -> None:
    account = Account.sign_up(two_servers[0].client())
    writers = [
        Phone(two_servers[number % 2].client(), account, str(number), clock=0)
        for number in range(WRITERS)
    ]
    reader = Phone(two_servers[1].client(), account, "reader", clock=0)
    failed: list[BaseException] = []
    seen: list[str] = []
    writing = True

    def write(phone: Phone) -> None:
        try:
            for _ in range(BATCHES):
                for _ in range(BATCH):
                    phone.write("card", new_id(), set=CARD)
                answer = phone.client.post("/api/v1/sync", json=phone.envelope(phone.outbox))
                assert answer.status_code == 200, answer.text
                phone.learn(answer.json())
        except BaseException as error:
            failed.append(error)

    def read_page() -> int:
        answer = reader.client.post("/api/v1/sync", json=reader.envelope([])).json()
        assert answer["reset"] is False
        seen.extend(record["id"] for record in answer["records"])
        reader.learn(answer)
        return len(answer["records"])

    def read() -> None:
        try:
            while writing:
                read_page()
        except BaseException as error:
            failed.append(error)

    reading = threading.Thread(target=read)
    reading.start()
    threads = [threading.Thread(target=write, args=(phone,)) for phone in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writing = False
    reading.join()
    while read_page():
        pass
    assert failed == []
    # Each record came once, in the one pull that followed its commit.
    assert sorted(seen) == sorted(account.made)
    assert len(account.made) == WRITERS * BATCHES * BATCH


def test_kill_9_right_after_the_answer_loses_nothing(live_server: LiveServer) -> None:
    account = Account.sign_up(live_server.client())
    phone = Phone(live_server.client(), account, "Ana", clock=0)
    for _ in range(3):
        for _ in range(20):
            phone.write("card", new_id(), set=CARD)
        answer = phone.client.post("/api/v1/sync", json=phone.envelope(phone.outbox))
        live_server.kill()
        body: dict[str, Any] = answer.json()
        assert {result["status"] for result in body["results"]} == {"applied"}
        live_server.start()
        phone.learn(body)
    newcomer = Phone(live_server.client(), account, "New", clock=0)
    page = newcomer.client.post("/api/v1/sync", json=newcomer.envelope([])).json()
    assert {record["id"] for record in page["records"]} == account.made
    assert page["cursor"] == phone.cursor
