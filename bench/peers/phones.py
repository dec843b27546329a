"""A phone for each server: how it sends a note, receives what is new, and counts what is stored."""

import itertools
import json
import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import BasicAuth, ClientSession
from flask import session as cookie_session

from server import clock, database
from server.accounts import store
from server.accounts.current import give_cookie, sign_in
from server.app import create_app
from server.records.kinds import KNOWN
from tests.support.live import LiveServer

#: As the app sends it: how many fields it knows of each kind.
BRIEF = {kind: len(fields) for kind, fields in KNOWN.items()}


class Phone(ABC):
    """A phone with its own account and connection."""

    http: ClientSession

    @abstractmethod
    async def begin(self) -> None:
        """Make a place for the account on the server."""

    @abstractmethod
    async def round(self, note: dict[str, Any]) -> None:
        """Send this note, and learn what is new. Raises AssertionError when it is not taken."""

    @abstractmethod
    async def held(self) -> list[str]:
        """The ids of all notes that the server has of this account, in order."""


class Ours(Phone):
    def __init__(self, url: str, account: str, cookie: str) -> None:
        self.url, self.account = f"{url}/api/v1/sync", account
        self.device = str(uuid.uuid4())
        self.cursor: str | None = None
        self.http = ClientSession(headers={"Cookie": cookie})
        self.last = itertools.count(int(time.time() * 1000) - 3_600_000)

    async def begin(self) -> None:
        """`sign_up` has done it."""

    async def sync(self, changes: list[dict[str, Any]]) -> Any:
        body = {
            "account": self.account, "device": self.device, "now": int(time.time() * 1000),
            "timezone": "Etc/UTC", "cursor": self.cursor, "changes": changes, "brief": BRIEF,
        }  # fmt: skip
        async with self.http.post(self.url, json=body) as answer:
            text = await answer.text()
            assert answer.status == 200, text
            parsed = json.loads(text)
        self.cursor = parsed["cursor"]
        return parsed

    async def round(self, note: dict[str, Any]) -> None:
        change = {
            "id": str(uuid.uuid4()), "kind": "note", "record": note["id"],
            "at": next(self.last), "set": note["fields"],
        }  # fmt: skip
        answer = await self.sync([change])
        assert [each["status"] for each in answer["results"]] == ["applied"], answer
        # It was stored as sent, so the answer is brief.
        assert "rev" in answer["results"][0], answer
        assert answer["records"] == [], answer

    async def held(self) -> list[str]:
        self.cursor, more, found = None, True, []
        while more:
            answer = await self.sync([])
            found += [record["id"] for record in answer["records"] if record["kind"] == "note"]
            more = answer["more"]
        return sorted(found)


class Bare(Phone):
    def __init__(self, url: str, number: int, ids: Callable[[str], Awaitable[list[str]]]) -> None:
        self.account = f"account-{number}"
        self.url, self.ids = f"{url}/accounts/{self.account}/notes", ids
        self.http = ClientSession()

    async def begin(self) -> None:
        """It takes whatever account it is told."""

    async def round(self, note: dict[str, Any]) -> None:
        async with self.http.post(self.url, json={"notes": [note]}) as answer:
            assert await answer.json(content_type=None) == {"stored": 1}

    async def held(self) -> list[str]:
        return await self.ids(self.account)


class Pouch(Phone):
    def __init__(self, url: str, number: int) -> None:
        self.url = f"{url}/account-{number}"
        self.since = 0
        self.http = ClientSession()

    async def begin(self) -> None:
        async with self.http.put(self.url) as answer:
            assert answer.status == 201, await answer.text()

    async def round(self, note: dict[str, Any]) -> None:
        body = {"docs": [{"_id": note["id"], **note["fields"]}]}
        async with self.http.post(f"{self.url}/_bulk_docs", json=body) as answer:
            assert [each["ok"] for each in await answer.json(content_type=None)] == [True]
        query = {"since": str(self.since), "include_docs": "true"}
        async with self.http.get(f"{self.url}/_changes", params=query) as answer:
            page = await answer.json(content_type=None)
        assert [each["id"] for each in page["results"]] == [note["id"]], page
        self.since = page["last_seq"]

    async def held(self) -> list[str]:
        async with self.http.get(f"{self.url}/_all_docs") as answer:
            return sorted(row["id"] for row in (await answer.json(content_type=None))["rows"])


class Kinto(Phone):
    def __init__(self, url: str, number: int) -> None:
        self.bucket = f"{url}/v1/buckets/account-{number}"
        self.notes = f"{self.bucket}/collections/notes"
        self.since = 0
        self.http = ClientSession(auth=BasicAuth(f"phone-{number}", "secret"))

    async def begin(self) -> None:
        for url in (self.bucket, self.notes):
            async with self.http.put(url, json={}) as answer:
                assert answer.status == 201, await answer.text()

    async def round(self, note: dict[str, Any]) -> None:
        url = f"{self.notes}/records/{note['id']}"
        async with self.http.put(url, json={"data": note["fields"]}) as answer:
            assert answer.status == 201, await answer.text()
        async with self.http.get(f"{self.notes}/records?_since={self.since}") as answer:
            page = (await answer.json(content_type=None))["data"]
        assert [each["id"] for each in page] == [note["id"]], page
        self.since = page[0]["last_modified"]

    async def held(self) -> list[str]:
        async with self.http.get(f"{self.notes}/records") as answer:
            return sorted(each["id"] for each in (await answer.json(content_type=None))["data"])


def sign_up(server: LiveServer, count: int) -> list[tuple[str, str]]:
    """Returns (account, cookie) of that many. Not through the API, which limits sign-ups by
    address."""
    environ = {name: server.environ[name] for name in ("INSTANCE_PATH", "DATABASE_URL")}
    app = create_app(environ | {"PROMPT_WORKER": "off"})
    found = []
    for number in range(count):
        with app.test_request_context():
            with database.write() as s:
                account = store.add_account(
                    s,
                    email=f"phone{number}@example.org",
                    name="Bench",
                    password_hash="none",
                    timezone="Etc/UTC",
                    now=clock.now(),
                )
                opened = sign_in(s, account, None)
                account_id = account.id
            give_cookie(opened)
            response = app.make_response("")
            app.session_interface.save_session(app, cookie_session, response)
            cookie = response.headers["Set-Cookie"].partition(";")[0]
            found.append((account_id, cookie))
    return found
