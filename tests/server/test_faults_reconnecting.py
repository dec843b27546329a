"""A server dies under a thousand phones, and all of them come back in the same moment."""

import asyncio
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from flask import Flask
from sqlalchemy import select

from server.extensions import db
from server.records.models import Record
from tests.rigs.crowd import account_id, multiply
from tests.support.api import API, ApiClient
from tests.support.changes import NOTE, change, new_id
from tests.support.live import LiveServer

PHONES = 1000
#: So many have their answer when the server dies.
ANSWERED = 100
SECRET_KEY = "the same in the server and in the test"


@dataclass
class Phone:
    """Of an account of its own, with one note in its outbox. `heard` is what it was told."""

    account: str
    cookie: str
    note: dict[str, Any] = field(default_factory=lambda: change("note", ago=60, set=NOTE))
    device: str = field(default_factory=new_id)
    heard: list[str] = field(default_factory=list)

    async def send(self, http: ClientSession, url: str) -> None:
        """Once, on a connection of its own."""
        batch = {
            "account": self.account,
            "device": self.device,
            "now": int(time.time() * 1000),
            "cursor": None,
            "changes": [self.note],
        }
        try:
            async with http.post(
                f"{url}{API}/sync", json=batch, headers={"Cookie": self.cookie}
            ) as answer:
                body = await answer.json()
        except ClientError:
            self.heard.append("nothing")
            return
        if answer.status == 503 and "Retry-After" in answer.headers:
            self.heard.append("later")
            return
        assert answer.status == 200, body
        (result,) = body["results"]
        assert [record["id"] for record in body["records"]] == [self.note["record"]]
        self.heard.append(result["status"])

    @property
    def is_done(self) -> bool:
        return bool({"applied", "duplicate"} & set(self.heard))


@pytest.fixture
def server(database_url: str, start_server: Callable[..., LiveServer]) -> Iterator[LiveServer]:
    """On the database of the app in this process. A connection is a file to it, and to us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    yield start_server(SECRET_KEY=SECRET_KEY, DATABASE_URL=database_url, PROMPT_WORKER="off")
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
def phones(make_app: Callable[..., Flask]) -> list[Phone]:
    """Copies of Alice's account, each with her session."""
    app = make_app(SECRET_KEY=SECRET_KEY)
    alice = ApiClient(app, "Alice", "Europe/Berlin")
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = alice.http.get_cookie("karmadex")
    assert cookie is not None
    kept = serializer.loads(cookie.value)
    with app.app_context(), db.engine.begin() as connection:
        multiply(connection, alice.id, PHONES)
    made = []
    for number in range(1, PHONES + 1):
        own = account_id(number)
        signed = serializer.dumps(kept | {"_user_id": kept["_user_id"].replace(alice.id, own)})
        made.append(Phone(own, f"karmadex={signed}"))
    return made


async def come_and_go(server: LiveServer, phones: list[Phone]) -> None:
    async def kill_it_soon() -> None:
        async with asyncio.timeout(60):
            while sum(phone.is_done for phone in phones) < ANSWERED:
                await asyncio.sleep(0.01)
        await asyncio.to_thread(server.kill)

    async with ClientSession(
        connector=TCPConnector(limit=0, force_close=True),
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(60),
    ) as http:
        await asyncio.gather(kill_it_soon(), *(phone.send(http, server.url) for phone in phones))
        assert Counter(phone.heard[-1] for phone in phones)["nothing"] > 0
        await asyncio.to_thread(server.start)
        for _ in range(5):
            # Also those come again that had their answer: it may not have reached the phone's disk.
            rest = [phone for phone in phones if set(phone.heard[1:]) <= {"later"}]
            await asyncio.gather(*(phone.send(http, server.url) for phone in rest))


@pytest.mark.slow
def test_a_thousand_phones_that_reconnect_at_once_lose_nothing(
    server: LiveServer, phones: list[Phone], app: Flask
) -> None:
    asyncio.run(come_and_go(server, phones))
    for phone in phones:
        first, *then = phone.heard
        assert first in ("applied", "later", "nothing")
        assert then[-1] in ("applied", "duplicate"), "each is taken in the end"
        assert set(then[:-1]) <= {"later"}, "and hears nothing worse before"
        if first == "applied":
            assert then[-1] == "duplicate"
    with app.app_context(), db.engine.connect() as connection:
        rows = connection.execute(select(Record.account_id, Record.id))
        found = sorted((row.account_id, row.id) for row in rows)
    assert found == sorted((phone.account, phone.note["record"]) for phone in phones)
