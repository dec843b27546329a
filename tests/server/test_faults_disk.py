"""The disk is full in the middle of a sync: the phone is told to wait, and loses nothing."""

import pytest

from tests.rigs.full_disk import full_disk
from tests.server.sync.phone import Account, Phone
from tests.support.changes import NOTE, new_id
from tests.support.live import LiveServer

LONG = "x" * 3000


@pytest.fixture
def phone(live_server: LiveServer) -> Phone:
    return Phone(live_server.client(), Account.sign_up(live_server.client()), "Ana", clock=0)


def jot(phone: Phone, count: int, body: str) -> None:
    for number in range(count):
        phone.write("note", new_id(), set=NOTE | {"body": f"{number} {body}"})


def held(server: LiveServer, account: Account) -> set[str]:
    """What somebody gets who comes with nothing; each record once."""
    newcomer = Phone(server.client(), account, "New", clock=0)
    page = newcomer.client.post("/api/v1/sync", json=newcomer.envelope([])).json()
    ids = [record["id"] for record in page["records"]]
    assert (len(ids), page["more"]) == (len(set(ids)), False)
    return set(ids)


def test_a_disk_full_in_the_middle_of_a_sync_is_503_and_loses_nothing(
    live_server: LiveServer, phone: Phone
) -> None:
    jot(phone, 3, "taken before")
    phone.learn(phone.client.post("/api/v1/sync", json=phone.envelope(phone.outbox)).json())
    before = set(phone.pulled)

    jot(phone, 40, LONG)
    batch = phone.envelope(phone.outbox)
    with full_disk(live_server.environ["DATABASE_URL"], live_server.process.pid):
        for _ in range(2):
            refused = phone.client.post("/api/v1/sync", json=batch)
            assert refused.status_code == 503, refused.text
            assert refused.headers["Content-Type"] == "application/problem+json"
            assert int(refused.headers["Retry-After"]) > 0
            assert "no room" in refused.json()["title"]
        # What can be had without writing can be had.
        assert phone.client.get("/healthz").ok
        assert phone.client.get("/api/v1/me").json()["name"] == "Alice"
    said = live_server.log.read_text()
    assert "SQLITE_IOERR_WRITE" in said or "DiskFull (53100)" in said, "its operator can see why"
    # Room was made, and nothing was restarted. Of the batch nothing had been taken.
    assert held(live_server, phone.account) == before

    answer = phone.client.post("/api/v1/sync", json=batch).json()
    assert {result["status"] for result in answer["results"]} == {"applied"}
    again = phone.client.post("/api/v1/sync", json=batch).json()
    assert {result["status"] for result in again["results"]} == {"duplicate"}
    assert held(live_server, phone.account) == phone.account.made
