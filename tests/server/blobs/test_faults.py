"""Simulated phones while everything breaks: nothing is lost, doubled or half, in a folder and in a
bucket."""

import random
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import create_engine, text

from server.blobs.setup import make_storage
from tests.rigs import dying
from tests.rigs.processes import wait_until
from tests.rigs.rough import RoughGate
from tests.server.blobs.phone import ADDING, BytesPhone, finish, records_and_bytes, sign_up, taken
from tests.support.api import LiveClient
from tests.support.blobs import BLOBS, TUS, hash_of, metadata, settings_of
from tests.support.databases import Databases
from tests.support.live import LiveServer, MortalServer


@pytest.fixture
def server(
    databases: Databases, tmp_path: Path, dies: Path, storage_kind: str, aws: dict[str, str]
) -> Iterator[LiveServer]:
    """A real, mortal server with this store."""
    settings = {**settings_of(storage_kind), **aws, dying.DIES: str(dies)}
    with databases.fresh(tmp_path) as url:
        made = MortalServer(tmp_path, url, **settings)
        yield made
        made.stop()


@pytest.fixture
def gate(server: LiveServer) -> Iterator[RoughGate]:
    made = RoughGate(seed=15)
    made.target = server.port
    yield made
    made.close()


def rows(server: LiveServer, query: str) -> list[Any]:
    """What the database says."""
    engine = create_engine(server.environ["DATABASE_URL"])
    try:
        with engine.connect() as connection:
            return list(connection.execute(text(query)).all())
    finally:
        engine.dispose()


def objects(server: LiveServer) -> list[tuple[str, str]]:
    """(account, name) of each object that lies in the store, whole or not."""
    kept = make_storage(server.environ.get("BLOBS_URL"), server.environ["INSTANCE_PATH"])
    return [(account, name) for account, name, _ in kept.names()]


def test_dying_phones_and_a_breaking_network_lose_and_duplicate_nothing(
    server: LiveServer, gate: RoughGate
) -> None:
    chance = random.Random(15)
    alice, bob = sign_up(server.url, "alice"), sign_up(server.url, "bob")
    shared = [chance.randbytes(chance.randrange(1, 150_000)) for _ in range(4)]
    mine = [[chance.randbytes(chance.randrange(1, 150_000)) for _ in range(4)] for _ in range(3)]
    phones = [
        BytesPhone(
            gate.url,
            who,
            # The same picture is taken in by both of Alice's phones, and Bob has it as well.
            [taken(data, bytes_first=at % 2 == 0) for at, data in enumerate(shared + own)],
            seed,
        )
        for seed, (who, own) in enumerate(zip((alice, alice, bob), mine, strict=True))
    ]
    for phone in phones:
        phone.start()
    arrived = "SELECT count(*) FROM blobs"
    for so_many in (3, 10):
        wait_until(lambda: rows(server, arrived)[0][0] >= so_many, "bytes to arrive", seconds=120)  # noqa: B023
        server.kill()
        server.start()
    finish(phones, seconds=240)
    # It was as rough as it says.
    assert gate.broken > 10
    assert sum(phone.met.deaths for phone in phones) > 10

    for who, owned in ((alice, mine[0] + mine[1]), (bob, mine[2])):
        found, data = records_and_bytes(who, str(uuid.uuid4()))
        # Each of both phones made a record of its own of what they share, and the bytes are one's.
        times = 2 if who is alice else 1
        assert sorted(data) == sorted(shared * times + owned)
        assert [len(each) for each in data] == [row["bytes"] for row in found]
    whole = rows(server, "SELECT account_id, name, sha256, bytes FROM blobs")
    assert len(whole) == len({(row.account_id, row.sha256) for row in whole}) == 4 + 8 + 4 + 4
    # What lies in the store is these, once each, and what was begun and left: none was made twice.
    # Of what was brought in one go no row says that it was begun: what a phone each was bringing
    # when the server was killed goes with the sweep.
    begun = rows(server, "SELECT account_id, id FROM uploads")
    lying = {name for _, name in objects(server)}
    assert lying >= {row.name for row in whole}
    strays = lying - {row.name for row in whole} - {row.id for row in begun}
    assert len(strays) <= 2 * len(phones)


#: At what step of the last bytes it dies, and which of both stores goes there.
POINTS = [
    ("server.blobs.service:_take after", "both"),
    ("server.blobs.disk:DiskStorage.finish after", "disk"),
    ("server.blobs.s3:S3Storage._delete_all before", "s3"),
    ("server.blobs.s3:S3Storage.finish after", "s3"),
    ("server.blobs.store:arrived committed", "both"),
]


def announced(who: LiveClient, data: bytes) -> str:
    """Where these bytes are to be brought."""
    said = {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": metadata(hash_of(data))}
    return str(who.post(BLOBS, headers=said).headers["Location"])


@pytest.mark.slow
def test_a_server_killed_at_any_step_of_the_last_bytes_loses_none(
    server: LiveServer, dies: Path, storage_kind: str
) -> None:
    alice = sign_up(server.url, "alice")
    chance = random.Random(16)
    steps = [point for point, where in POINTS if where in ("both", storage_kind)]
    for point in steps:
        data = chance.randbytes(100_000)
        upload = announced(alice, data)
        first = {**ADDING, "Upload-Offset": "0"}
        assert alice.patch(upload, data=data[:60_000], headers=first).status_code == 204
        dies.write_text(point)
        with pytest.raises(requests.ConnectionError):
            alice.patch(upload, data=data[60_000:], headers={**ADDING, "Upload-Offset": "60000"})
        assert not dies.exists(), point
        server.kill()
        server.start()

        def is_there(data: bytes = data, upload: str = upload) -> bool:
            found = alice.get(f"{BLOBS}/{hash_of(data)}")
            assert found.status_code == 404 or found.content == data
            if found.status_code == 200:
                return True
            progress = alice.head(upload, headers=TUS)
            if progress.status_code == 200:
                at = int(progress.headers["Upload-Offset"])
                alice.patch(upload, data=data[at:], headers={**ADDING, "Upload-Offset": str(at)})
            return False

        # Whoever was writing is taken for dead after its lease.
        wait_until(is_there, f"the bytes after {point}", seconds=60, every=0.5)
    whole = rows(server, "SELECT name FROM blobs")
    assert len(whole) == len(steps)
    assert rows(server, "SELECT id FROM uploads") == []
    assert sorted({name for _, name in objects(server)}) == sorted(row.name for row in whole)
