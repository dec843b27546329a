"""A small sync goes past Flask's machinery. Nobody may tell: each request is answered as by Flask,
and what is refused there is refused."""

import gzip
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from server import database
from server.accounts import current
from server.accounts.current import SignedIn
from server.sync import direct, routes
from tests.support import changes
from tests.support.api import API, ApiClient
from tests.support.changes import statuses

SYNC = f"{API}/sync"


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who was answered past Flask so far: the accounts."""
    found: list[str] = []

    def answer(raw: Any, who: SignedIn) -> str:
        found.append(who.account_id)
        return routes.answer_sync(raw, who)

    monkeypatch.setattr(direct, "answer_sync", answer)
    return found


def by_flask(monkeypatch: pytest.MonkeyPatch, ask: Callable[[], TestResponse]) -> TestResponse:
    with monkeypatch.context() as patched:
        patched.setattr(direct, "_is_small_json", lambda _environ: False)
        return ask()


def what_is_told(answer: TestResponse) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-Id"}
    return answer.status_code, headers, answer.data


def test_a_sync_of_a_phone_is_answered_directly(alice: ApiClient, answered: list[str]) -> None:
    assert statuses(alice.sync([changes.note()])) == ["applied"]
    assert answered == [alice.id]


def test_the_direct_answer_is_the_same_as_that_of_flask(
    alice: ApiClient, answered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    note = changes.note()
    alice.sync([note])

    def again() -> TestResponse:
        return alice.post(SYNC, alice.envelope([note]) | {"now": 1, "cursor": alice.cursor})

    by_it, by_the_other = again(), by_flask(monkeypatch, again)
    assert len(answered) == 2
    assert by_it.status_code == 200
    assert what_is_told(by_it) == what_is_told(by_the_other)


UNUSUAL: dict[str, dict[str, Any]] = {
    "another site": {"headers": {"Origin": "https://evil.example"}},
    "another site, by its other name": {"headers": {"Sec-Fetch-Site": "cross-site"}},
    "an origin that is none": {"headers": {"Origin": "null"}},
    "an empty origin": {"headers": {"Origin": ""}},
    "another port": {"headers": {"Origin": "http://localhost:8000"}},
    "another name of the server": {"headers": {"Host": "evil.example"}},
    "no name of a server": {"headers": {"Host": "localhost]"}},
    "a token": {"headers": {"Authorization": "Bearer kdx_nobody"}},
    "no JSON by its type": {"content_type": "text/plain"},
    "JSON in a charset": {"content_type": "application/json; charset=utf-8"},
    "a coding nobody knows": {"headers": {"Content-Encoding": "br"}},
    "no gzip": {"headers": {"Content-Encoding": "gzip"}},
    "no JSON": {"data": b"{"},
    "JSON with a NaN": {"data": b'{"changes":[NaN]}'},
    "no UTF-8": {"data": b'{"account":"\xff"}'},
    "not of the form": {"data": b'{"changes":1}'},
    "nothing": {"data": b""},
    "shorter than it says": {"headers": {"Content-Length": "9999"}},
    "longer than it says": {"headers": {"Content-Length": "20"}},
    "no length": {"headers": {"Content-Length": "many"}},
    "a length in other digits": {"headers": {"Content-Length": "٩"}},
}


@pytest.mark.parametrize("unusual", UNUSUAL)
def test_unusual_requests_are_answered_as_by_flask(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch, unusual: str
) -> None:
    body = json.dumps(alice.envelope([], now=1)).encode()
    more = {"data": body, "content_type": "application/json"} | UNUSUAL[unusual]

    def send() -> TestResponse:
        return alice.post(SYNC, **more)

    assert what_is_told(send()) == what_is_told(by_flask(monkeypatch, send))


def test_without_a_living_session_flask_answers(
    alice: ApiClient, bob: ApiClient, answered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = alice.another_phone()
    (lost_session,) = (
        each["id"]
        for each in alice.get(f"{API}/me/sessions").get_json()["sessions"]
        if not each["current"]
    )
    alice.delete(f"{API}/me/sessions/{lost_session}?wipe=1")
    bob.delete(f"{API}/session")
    asked = {"nobody": bob, "a phone that is to wipe itself": lost}
    for name, phone in asked.items():
        body = phone.envelope([], now=1)

        def send(phone: ApiClient = phone, body: Any = body) -> TestResponse:
            return phone.post(SYNC, body)

        assert what_is_told(send()) == what_is_told(by_flask(monkeypatch, send)), name
    assert answered == []


def test_a_batch_in_gzip_or_a_large_one_goes_by_flask(
    alice: ApiClient, answered: list[str]
) -> None:
    packed = gzip.compress(json.dumps(alice.envelope([changes.note()])).encode())
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    assert alice.post(SYNC, data=packed, headers=headers).status_code == 200
    many = [changes.note(body="x" * 9_000) for _ in range(8)]
    assert statuses(alice.sync(many)) == ["applied"] * 8
    assert answered == []


def test_another_account_is_refused_as_by_flask(
    alice: ApiClient, bob: ApiClient, answered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = alice.envelope([changes.note()]) | {"account": bob.id}

    def send() -> TestResponse:
        return alice.post(SYNC, body)

    assert what_is_told(send()) == what_is_told(by_flask(monkeypatch, send))
    assert send().status_code == 409
    assert answered == [alice.id] * 2
    assert bob.everything() == []


def test_a_cookie_in_use_goes_out_anew(
    alice: ApiClient, answered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "TOUCH_EVERY", timedelta(0))
    answer = alice.post(SYNC, alice.envelope([]))
    assert answered == [alice.id]
    assert "karmadex=" in answer.headers["Set-Cookie"]
    assert answer.headers.getlist("Vary") == ["Cookie"]


def test_a_long_answer_is_compressed_if_requested(alice: ApiClient, answered: list[str]) -> None:
    alice.sync([changes.note() for _ in range(20)])
    alice.cursor = None
    headers = {"Accept-Encoding": "gzip"}
    answer = alice.post(SYNC, alice.envelope([]), headers=headers)
    assert answered == [alice.id] * 2
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(answer.data))["records"]) == 20


@pytest.mark.parametrize("step", ["who asks", "the sync"])
def test_a_lost_database_is_reported_as_by_flask(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def lose(*_: object, **__: object) -> Any:
        raise OperationalError(None, None, Exception("gone"))

    name = "read_autocommit" if step == "who asks" else "write_together"
    body = alice.envelope([changes.note()])

    def send() -> TestResponse:
        return alice.post(SYNC, body)

    monkeypatch.setattr(database, name, lose)
    assert what_is_told(send()) == what_is_told(by_flask(monkeypatch, send))
    assert send().status_code == 503


def test_deleting_the_account_meanwhile_answers_401(
    alice: ApiClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at = routes.look_at

    def let_go(change: Any) -> Any:
        with app.app_context(), database.write() as s:
            s.execute(text("DELETE FROM accounts"))
        return look_at(change)

    monkeypatch.setattr(routes, "look_at", let_go)
    assert alice.post(SYNC, alice.envelope([changes.note()])).status_code == 401


def test_a_crash_is_answered_in_our_shape(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    app.testing = False
    alice = ApiClient(app, "Alice", "Etc/UTC")

    def crash(*_: object) -> Any:
        raise RuntimeError

    monkeypatch.setattr(direct, "answer_sync", crash)
    answer = alice.post(SYNC, alice.envelope([]))
    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
