"""Tokens: made by the owner, shown once, ended by the owner; each opens what it is for."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from server import database
from server.accounts.tokens.models import Token
from server.accounts.tokens.store import MOST_TOKENS
from server.sync import routes as sync
from server.sync.models import Device
from tests.server.accounts.test_gone import before, deletion_of
from tests.support import changes
from tests.support.api import API, ApiClient

EVENING = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
SCOPES = ("carddav", "calendar", "read", "write")


def make(who: ApiClient, scope: str = "write", name: str = "Laptop") -> dict[str, Any]:
    answer = who.post(f"{API}/me/tokens", {"name": name, "scope": scope})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.get_json()
    return made


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


class Program:
    """Another program, with a token and nothing else."""

    def __init__(self, app: Flask, token: str) -> None:
        self.http: FlaskClient = app.test_client()
        self.token = token

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        whole = bearer(self.token) | headers
        return self.http.open(f"{API}/{path}", method=method, json=body, headers=whole)

    def sync(self, who: ApiClient, *edits: dict[str, Any], **more: Any) -> TestResponse:
        return self.ask("POST", "sync", who.envelope(list(edits), **more))


def test_a_token_is_shown_once_and_kept_as_a_hash(app: Flask, alice: ApiClient) -> None:
    made = make(alice, "read", "Home automation")
    assert re.fullmatch(r"kdx_[A-Za-z0-9_-]{43}", made["token"])
    listed = alice.get(f"{API}/me/tokens").get_json()["tokens"]
    assert listed == [{name: value for name, value in made.items() if name != "token"}]
    assert (made["name"], made["scope"], made["last_used_at"]) == ("Home automation", "read", None)
    with app.app_context(), database.read() as s:
        row = s.scalars(select(Token)).one()
    assert made["token"] not in str(vars(row))
    assert len(row.token_hash) == 64


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"scope": "read"}, 400),
        ({"name": "Laptop"}, 400),
        ({"name": 7, "scope": "read"}, 400),
        ({"name": "Laptop", "scope": "everything"}, 422),
        ({"name": "", "scope": "read"}, 422),
        ({"name": "a" * 101, "scope": "read"}, 422),
        ({"name": "a\nb", "scope": "read"}, 422),
    ],
)
def test_a_token_has_a_name_and_a_purpose(
    alice: ApiClient, body: dict[str, Any], status: int
) -> None:
    answer = alice.post(f"{API}/me/tokens", body)
    assert answer.status_code == status
    assert alice.get(f"{API}/me/tokens").get_json() == {"tokens": []}


def test_the_51st_token_is_409(alice: ApiClient) -> None:
    for number in range(MOST_TOKENS):
        make(alice, name=f"{number}")
    answer = alice.post(f"{API}/me/tokens", {"name": "one more", "scope": "read"})
    assert answer.status_code == 409
    listed = alice.get(f"{API}/me/tokens").get_json()["tokens"]
    assert len(listed) == MOST_TOKENS == 50
    assert alice.delete(f"{API}/me/tokens/{listed[0]['id']}").status_code == 204
    make(alice)


def test_ten_minutes_after_signing_in_the_password_is_asked_for(
    app: Flask, alice: ApiClient
) -> None:
    wanted = {"name": "Laptop", "scope": "read"}
    path = f"{API}/me/tokens"
    with time_machine.travel(EVENING, tick=False) as clock:
        phone = alice.another_phone()
        clock.shift(timedelta(minutes=10))
        assert phone.post(path, wanted).status_code == 201
        clock.shift(timedelta(seconds=1))
        answer = phone.post(path, wanted)
        assert (answer.status_code, answer.get_json()["reason"]) == (401, "password_needed")
        answer = phone.post(path, wanted | {"password": "wrong"})
        assert (answer.status_code, answer.get_json()["reason"]) == (401, "wrong_password")
        assert phone.post(path, wanted | {"password": phone.password}).status_code == 201
        # A clock that was set back makes nobody recent.
        clock.shift(timedelta(days=-1))
        assert phone.post(path, wanted).get_json()["reason"] == "password_needed"
        assert phone.get(f"{API}/me").status_code == 200


def test_an_ended_token_opens_nothing(app: Flask, alice: ApiClient) -> None:
    made = make(alice)
    program = Program(app, made["token"])
    assert program.ask("GET", "me").status_code == 200
    assert alice.delete(f"{API}/me/tokens/{made['id']}").status_code == 204
    assert program.ask("GET", "me").status_code == 401
    assert program.sync(alice, changes.person()).status_code == 401
    assert alice.delete(f"{API}/me/tokens/{made['id']}").status_code == 404
    assert alice.everything() == []


def test_its_last_use_is_noted_once_a_minute(app: Flask, alice: ApiClient) -> None:
    with time_machine.travel(EVENING, tick=False) as clock:
        program = Program(app, make(alice.another_phone(), "read")["token"])
        for _ in range(2):
            assert program.ask("GET", "me").status_code == 200
            clock.shift(timedelta(seconds=59))
        phone = alice.another_phone()
        (listed,) = phone.get(f"{API}/me/tokens").get_json()["tokens"]
        assert datetime.fromisoformat(listed["last_used_at"]) == EVENING
        program.ask("GET", "me")
        (listed,) = phone.get(f"{API}/me/tokens").get_json()["tokens"]
        assert datetime.fromisoformat(listed["last_used_at"]) == EVENING + timedelta(seconds=118)


@pytest.mark.parametrize("scope", ["carddav", "calendar"])
def test_a_token_of_another_purpose_is_401(app: Flask, alice: ApiClient, scope: str) -> None:
    program = Program(app, make(alice, scope)["token"])
    assert program.ask("GET", "me").status_code == 401
    assert program.sync(alice).status_code == 401


@pytest.mark.parametrize(
    "token", ["", "kdx_", "kdx_" + "A" * 43, "kdx_" + "ä" * 43, "A" * 47, "kdx_\ud800", "x" * 9000]
)
def test_a_wrong_token_is_401(app: Flask, alice: ApiClient, token: str) -> None:
    make(alice)
    header = f"Bearer {token}".encode("utf-8", "surrogatepass").decode("latin-1")
    answer = app.test_client().get(f"{API}/me", headers={"Authorization": header})
    assert answer.status_code == 401


def test_a_reader_pulls_and_changes_nothing(app: Flask, alice: ApiClient) -> None:
    maya = changes.person()
    alice.sync([maya])
    program = Program(app, make(alice, "read")["token"])
    pulled = program.sync(alice, cursor=None)
    assert pulled.status_code == 200
    assert [record["id"] for record in pulled.get_json()["records"]] == [maya["record"]]
    history = program.ask("GET", f"records/person/{maya['record']}/revisions")
    assert history.status_code == 200
    refused = program.sync(alice, changes.edit("person", maya["record"], name="Mallory"))
    assert refused.status_code == 403
    (held,) = alice.everything()
    assert held["fields"]["name"] == "Maya Chen"


def test_a_writer_syncs_as_a_device_with_the_id_of_its_token(app: Flask, alice: ApiClient) -> None:
    made = make(alice)
    program = Program(app, made["token"])
    maya = changes.person()
    answer = program.sync(alice, maya, device=alice.device, timezone="Asia/Kathmandu")
    assert answer.get_json()["results"] == [{"id": maya["id"], "status": "applied"}]
    history = alice.get(f"{API}/records/person/{maya['record']}/revisions").get_json()
    assert {each["device"] for each in history["revisions"]} == {made["id"]}
    with app.app_context(), database.read() as s:
        zones = dict(s.execute(select(Device.id, Device.timezone)).all())  # type: ignore[arg-type]
    assert zones == {made["id"]: None}


@pytest.mark.parametrize("scope", ["read", "write"])
def test_tokens_cannot_access_accounts_keys_or_tokens(
    app: Flask, alice: ApiClient, scope: str
) -> None:
    """Every call there is, but the few that are for tokens: 403, and nothing happens."""
    made = make(alice, scope)
    program = Program(app, made["token"])
    document = alice.get(f"{API}/openapi.json").get_json()
    for_tokens = set()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            whole = f"{method.upper()} {path.removeprefix(API)}"
            if {"token": []} in operation["security"]:
                for_tokens.add(whole)
            elif operation["security"] or method != "get":
                asked = re.sub(r"\{.*?\}", str(uuid.uuid4()), path.removeprefix(f"{API}/"))
                answer = program.ask(method.upper(), asked, {})
                # Some addresses hold no UUID: there is nothing of that name.
                assert answer.status_code in (403, 404), whole
                assert answer.status_code == 403 or "{" in path, whole
    assert {each for each in for_tokens if re.search("/(me|session|accounts|push|rec)", each)} == {
        "GET /me",
        "GET /records/{kind}/{record}/revisions",
    }
    assert alice.get(f"{API}/me").get_json() == alice.account


def test_cookies_are_ignored_beside_a_token(app: Flask, alice: ApiClient, bob: ApiClient) -> None:
    """Neither do they open what the token does not, nor is somebody else let in by both."""
    token = make(bob, "read")["token"]
    answer = alice.get(f"{API}/me", headers=bearer(token))
    assert answer.get_json()["email"] == "bob@example.org"
    assert "Set-Cookie" not in answer.headers
    for wrong in ("Bearer kdx_wrong", "Bearer", "bearer ", "Bearer\tkdx_wrong"):
        assert alice.get(f"{API}/me", headers={"Authorization": wrong}).status_code == 401, wrong
    assert alice.get(f"{API}/me/tokens", headers=bearer(token)).status_code == 403
    refused = alice.http.delete(f"{API}/session", headers=bearer(token))
    assert refused.status_code == 403
    assert alice.get(f"{API}/me").status_code == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_page_may_use_no_token(app: Flask, alice: ApiClient, method: str) -> None:
    program = Program(app, make(alice)["token"])
    path = "me" if method == "GET" else "sync"
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = program.ask(method, path, alice.envelope([]), **headers)
        assert answer.status_code == 403
    assert program.ask("GET", "me", None, Origin="http://localhost").status_code == 200


def test_bob_sees_and_ends_none_of_alices(alice: ApiClient, bob: ApiClient) -> None:
    made = make(alice)
    assert bob.get(f"{API}/me/tokens").get_json() == {"tokens": []}
    assert bob.delete(f"{API}/me/tokens/{made['id']}").status_code == 404
    assert len(alice.get(f"{API}/me/tokens").get_json()["tokens"]) == 1


def test_bobs_token_syncs_nothing_of_alices(app: Flask, alice: ApiClient, bob: ApiClient) -> None:
    program = Program(app, make(bob)["token"])
    assert program.sync(alice, changes.person()).status_code == 409
    assert alice.everything() == []


def test_guesses_are_limited_and_the_right_token_is_not(app: Flask, alice: ApiClient) -> None:
    right = make(alice, "read")["token"]
    far = {"REMOTE_ADDR": "203.0.113.9"}

    def guess(token: str) -> TestResponse:
        return app.test_client().get(f"{API}/me", headers=bearer(token), environ_base=far)

    with time_machine.travel(EVENING, tick=False) as clock:
        statuses = [guess(f"kdx_{number:043}").status_code for number in range(101)]
        assert statuses == [401] * 100 + [429]
        assert int(guess("kdx_wrong").headers["Retry-After"]) == 10
        assert guess(right).status_code == 200
        clock.shift(timedelta(seconds=10))
        assert [guess("kdx_wrong").status_code for _ in range(2)] == [401, 429]
    elsewhere = {"REMOTE_ADDR": "198.51.100.4"}
    answer = app.test_client().get(f"{API}/me", headers=bearer("kdx_wrong"), environ_base=elsewhere)
    assert answer.status_code == 401


def test_deleting_an_account_while_its_program_syncs_is_401(
    app: Flask, alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing crashes, nothing is kept."""
    program = Program(app, make(alice)["token"])
    before(sync, "parse", monkeypatch, deletion_of(alice))
    assert program.sync(alice, changes.person()).status_code == 401


@pytest.mark.parametrize("scope", SCOPES)
def test_deleting_an_account_deletes_its_tokens(app: Flask, alice: ApiClient, scope: str) -> None:
    make(alice, scope)
    assert alice.delete(f"{API}/me", {"password": alice.password}).status_code == 204
    with app.app_context(), database.read() as s:
        assert s.scalars(select(Token)).all() == []
