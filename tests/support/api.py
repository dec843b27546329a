"""Alice, Bob and Charlie, each signed in with a phone."""

import uuid
from typing import Any

import requests
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

API = "/api/v1"
PASSWORD = "karma comes around"


class ApiClient:
    """A phone that is signed in, speaking to an app in this process.

    Paths are whole (`/api/v1/me`). The second positional argument is the JSON body.
    """

    def __init__(self, app: Flask, name: str, timezone: str) -> None:
        self.app = app
        self.http: FlaskClient = app.test_client()
        self.name = name
        self.email = f"{name.lower()}@example.org"
        self.password = PASSWORD
        self.timezone = timezone
        self.device = str(uuid.uuid4())
        self.cursor: str | None = None
        self.now = 0
        self.account: dict[str, Any] = self.sign_up()
        self.id: str = self.account["id"]

    def sign_up(self) -> dict[str, Any]:
        """Make the account; gives what `GET /me` does."""
        whole = {"email": self.email, "password": self.password}
        whole |= {"name": self.name, "timezone": self.timezone}
        answer = self.post(f"{API}/accounts", whole)
        assert answer.status_code == 201, answer.text
        account: dict[str, Any] = answer.get_json()
        return account

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.http.get(path, **more)

    def post(self, path: str, json: Any = None, **more: Any) -> TestResponse:
        return self._send("POST", path, json, more)

    def put(self, path: str, json: Any = None, **more: Any) -> TestResponse:
        return self._send("PUT", path, json, more)

    def patch(self, path: str, json: Any = None, **more: Any) -> TestResponse:
        return self._send("PATCH", path, json, more)

    def delete(self, path: str, json: Any = None, **more: Any) -> TestResponse:
        return self._send("DELETE", path, json, more)

    def _send(self, method: str, path: str, json: Any, more: dict[str, Any]) -> TestResponse:
        if json is not None:
            more["json"] = json
        return self.http.open(path, method=method, **more)

    def another_phone(self, *, user_agent: str = "") -> "ApiClient":
        """The same account, signed in on one phone more."""
        phone = object.__new__(ApiClient)
        phone.__dict__.update(self.__dict__)
        phone.http = self.app.test_client()
        phone.http.environ_base["HTTP_USER_AGENT"] = user_agent
        phone.device = str(uuid.uuid4())
        phone.cursor = None
        answer = phone.post(f"{API}/session", {"email": self.email, "password": self.password})
        assert answer.status_code == 200, answer.text
        return phone

    def envelope(self, changes: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
        """The body of a sync: `now` never goes back, and is not below any `at`."""
        from server import clock

        instants = [change["at"] for change in changes if isinstance(change.get("at"), int)]
        self.now = max([int(clock.now().timestamp() * 1000), self.now, *instants])
        return {
            "account": self.id,
            "device": self.device,
            "now": self.now,
            "timezone": self.timezone,
            "cursor": self.cursor,
            "changes": changes,
        } | more

    def sync(self, changes: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
        """Push these changes and pull one page; the cursor moves on. Fails unless it is 200."""
        answer = self.post(f"{API}/sync", self.envelope(changes or [], **more))
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.get_json()
        self.cursor = body["cursor"]
        return body

    def everything(self) -> list[dict[str, Any]]:
        """All records, page by page, as a phone pulls them that comes with nothing."""
        self.cursor = None
        records: list[dict[str, Any]] = []
        while True:
            page = self.sync()
            records += page["records"]
            if not page["more"]:
                return records


class LiveClient(requests.Session):
    """The same over real HTTP: give it paths, it knows the server."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def request(self, method: str, url: str, **more: Any) -> requests.Response:  # type: ignore[override]
        more.setdefault("timeout", 20)
        return super().request(method, self.url + url, **more)


def records(who: ApiClient) -> dict[str, dict[str, Any]]:
    """Everything that the server has, by id, as a device without a cursor sees it."""
    return {record["id"]: record for record in who.another_phone().sync()["records"]}
