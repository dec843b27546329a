"""Signing up: one address, one account."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import database
from server.accounts import store
from tests.support.api import API, ApiClient

DANA = {
    "email": "dana@example.org",
    "password": "karma comes around",
    "name": "Dana",
    "timezone": "Pacific/Auckland",
}


def test_signing_up_signs_in(client: FlaskClient) -> None:
    answer = client.post(f"{API}/accounts", json=DANA)
    assert answer.status_code == 201
    me = answer.get_json()
    assert me == {
        "id": me["id"],
        "email": "dana@example.org",
        "name": "Dana",
        "timezone": "Pacific/Auckland",
        "prompt_at": "08:30",
        "language": "en",
        "past_faces": True,
        "prompt_by_mail": "never",
        "totp": False,
        "card": None,
    }
    assert me["id"] == me["id"].lower()
    assert client.get(f"{API}/me").get_json() == me


@pytest.mark.parametrize("email", ["alice@example.org", "ALICE@Example.ORG", " alice@example.org "])
def test_an_address_that_is_in_use_is_409(
    alice: ApiClient, client: FlaskClient, email: str
) -> None:
    answer = client.post(f"{API}/accounts", json=DANA | {"email": email})
    assert answer.status_code == 409
    assert answer.get_json()["errors"][0]["field"] == "email"
    assert client.get(f"{API}/me").status_code == 401


def test_addresses_are_compared_without_case_in_any_script(client: FlaskClient) -> None:
    for email, status in (("STRASSE@bücher.example", 201), ("straße@BÜCHER.example", 409)):
        assert client.post(f"{API}/accounts", json=DANA | {"email": email}).status_code == status


#: As typed, and as a browser's field for addresses hands it over.
SPELLINGS = (
    "dana@bücher.example",
    "dana@BÜCHER.example",
    "dana@bu\u0308cher.example",
    "dana@xn--bcher-kva.example",
    "Dana@XN--BCHER-KVA.example",
)


@pytest.mark.parametrize("typed", SPELLINGS)
@pytest.mark.parametrize("signed_up", SPELLINGS)
def test_a_domain_is_one_however_it_is_written(
    client: FlaskClient, signed_up: str, typed: str
) -> None:
    answer = client.post(f"{API}/accounts", json=DANA | {"email": signed_up})
    assert answer.get_json()["email"].lower() == "dana@xn--bcher-kva.example"
    body = {"email": typed, "password": DANA["password"]}
    assert client.post(f"{API}/session", json=body).status_code == 200
    assert client.post(f"{API}/accounts", json=DANA | {"email": typed}).status_code == 409


@pytest.mark.parametrize("typed", SPELLINGS)
def test_an_account_of_before_has_its_domain_as_it_was_typed(
    alice: ApiClient, client: FlaskClient, typed: str
) -> None:
    """Old servers of a half-upgraded fleet look for it under that, so it stays."""
    old = {"email": "Dana@bücher.example", "email_key": "dana@bücher.example"}
    with alice.app.app_context(), database.write() as s:
        store.change_account(s, alice.id, old)
    body = {"email": typed, "password": alice.password}
    assert client.post(f"{API}/session", json=body).status_code == 200
    assert client.post(f"{API}/accounts", json=DANA | {"email": typed}).status_code == 409


def test_a_domain_that_idna_refuses_is_taken_as_browsers_do(client: FlaskClient) -> None:
    for email, kept in (
        ("dana@i❤.example", "dana@xn--i-7iq.example"),
        ("dana@straße.example", "dana@xn--strae-oqa.example"),
        ("dana@例え。テスト", "dana@xn--r8jz45g.xn--zckzah"),
    ):
        answer = client.post(f"{API}/accounts", json=DANA | {"email": email})
        assert answer.get_json()["email"] == kept


@pytest.mark.parametrize("zone", ["Etc/Unknown", "Mars/Olympus", "europe/berlin", "../../etc/x"])
def test_an_unknown_time_zone_does_not_prevent_signing_up(client: FlaskClient, zone: str) -> None:
    answer = client.post(f"{API}/accounts", json=DANA | {"timezone": zone})
    assert answer.status_code == 201
    assert answer.get_json()["timezone"] == zone


def test_two_at_once_make_one_account(app: Flask) -> None:
    def sign_up(_number: int) -> int:
        return app.test_client().post(f"{API}/accounts", json=DANA).status_code

    with ThreadPoolExecutor(4) as threads:
        statuses = sorted(threads.map(sign_up, range(4)))
    assert statuses == [201, 409, 409, 409]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "dana"),
        ("email", "@example.org"),
        ("email", "dana@"),
        ("email", "dana@ex ample.org"),
        ("email", "dana@@example.org"),
        ("email", "da\0na@example.org"),
        ("email", "d" * 65 + "@example.org"),
        ("email", "d@" + "e" * 250),
        ("email", "\ud800@example.org"),
        ("email", "dana@" + "ü" * 180 + ".example"),
        ("email", "a" + "\u0300\u0316" * 16 + "@example.org"),
        ("email", "a" * 60_000 + "@example.org"),
        ("password", ""),
        ("password", "7 chars"),
        ("password", "x" * 1001),
        ("password", "long enough but \ud800"),
        ("name", ""),
        ("name", "x" * 201),
        ("name", "Da\nna"),
        ("name", "Da\0na"),
        ("name", "Dana \ud800"),
        ("timezone", ""),
        ("timezone", "Z" * 65),
        ("timezone", "Europe/Berlin\n"),
        ("timezone", "Europe/\ud800"),
    ],
)
def test_values_that_cannot_be_accepted_are_422(
    client: FlaskClient, field: str, value: str
) -> None:
    answer = client.post(f"{API}/accounts", json=DANA | {field: value})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == [field]


@pytest.mark.parametrize("field", DANA)
@pytest.mark.parametrize("value", [None, 3, [], {}, True])
def test_values_of_another_type_or_missing_fields_are_400(
    client: FlaskClient, field: str, value: Any
) -> None:
    assert client.post(f"{API}/accounts", json=DANA | {field: value}).status_code == 400
    without = {name: text for name, text in DANA.items() if name != field}
    assert client.post(f"{API}/accounts", json=without).status_code == 400


def test_unknown_members_are_ignored(client: FlaskClient) -> None:
    answer = client.post(f"{API}/accounts", json=DANA | {"prompt_at": "00:00", "id": "mine"})
    assert answer.status_code == 201
    assert answer.get_json()["prompt_at"] == "08:30"


def test_the_language_comes_along_if_the_phone_says_it(client: FlaskClient) -> None:
    answer = client.post(f"{API}/accounts", json=DANA | {"language": "es"})
    assert answer.status_code == 201
    assert answer.get_json()["language"] == "es"


def test_an_unknown_language_is_refused(client: FlaskClient) -> None:
    answer = client.post(f"{API}/accounts", json=DANA | {"language": "xx"})
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "language"


def test_names_are_normalised_before_they_are_counted(client: FlaskClient) -> None:
    answer = client.post(f"{API}/accounts", json=DANA | {"name": "e\u0301" * 200})
    assert answer.get_json()["name"] == "\u00e9" * 200


def test_closed_registration_is_403(make_app: Callable[..., Flask]) -> None:
    client = make_app(REGISTRATION="closed").test_client()
    answer = client.post(f"{API}/accounts", json=DANA)
    assert answer.status_code == 403
    assert client.get(f"{API}/me").status_code == 401


@pytest.mark.usefixtures("real_hashes")
def test_a_password_is_kept_as_argon2id(alice: ApiClient) -> None:
    """With 19 MiB, two passes and one lane."""
    with alice.app.app_context(), database.read() as s:
        account = store.find_account(s, alice.email)
    assert account is not None
    assert account.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
