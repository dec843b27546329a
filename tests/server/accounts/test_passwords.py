"""Which passwords may be chosen: not those that would be guessed first. Old ones stay good."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import database
from server.accounts import store
from server.accounts.common_passwords import MOST, common_passwords
from server.accounts.passwords import (
    PoorPassword,
    check_new_password,
    check_password,
    hash_password,
)
from tests.server.accounts.test_users_command import ADD, users
from tests.support.api import API, ApiClient

ALICE = "Alice@example.org"
COMMON = ["password", "PassWord1", "12345678", "00000000", "QWERTYUIOP", "ｉｌｏｖｅｙｏｕ"]


@pytest.mark.parametrize("password", ["karma comes around", "八字のひみつです", "🐈" * 8])
def test_an_uncommon_password_is_accepted(password: str) -> None:
    check_new_password(password, ALICE)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("7 chars", "at least 8 characters"),
        ("e\u0301" * 7, "at least 8 characters"),
        ("x" * 201, "may have 200 characters"),
        ("x" * 10**6, "may have 200 characters"),
        ("a" + "\u0300" * 31 + " long enough", "combining marks"),
        ("long enough, but \ud800", "half of a character"),
        ("alice@example.org", "the address itself"),
        ("ALICE@EXAMPLE.ORG", "the address itself"),
        *((password, "10,000 commonest") for password in COMMON),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str, why: str) -> None:
    with pytest.raises(PoorPassword, match=why):
        check_new_password(password, ALICE)


@pytest.mark.parametrize("stored", ["dana@xn--bcher-kva.example", "dana@bücher.example"])
@pytest.mark.parametrize(
    "password",
    [
        "dana@bücher.example",
        "Dana@BÜCHER.example",
        "dana@bu\u0308cher.example",
        "dana@xn--bcher-kva.example",
        " dana@bücher.example",
    ],
)
def test_the_address_is_refused_however_its_domain_is_spelled(stored: str, password: str) -> None:
    with pytest.raises(PoorPassword, match="the address itself"):
        check_new_password(password, stored)


def test_there_are_ten_thousand_common_passwords_in_order() -> None:
    assert len(common_passwords()) == MOST
    assert {"123456", "password", "liverpool", "trustno1", "minecraft"} <= common_passwords()


@pytest.mark.parametrize("password", [*COMMON, "dana@EXAMPLE.org", "7 chars"])
def test_signing_up_with_a_common_password_is_refused(
    app: Flask, client: FlaskClient, password: str
) -> None:
    dana = {"email": "Dana@example.org", "name": "Dana", "timezone": "Pacific/Auckland"}
    answer = client.post(f"{API}/accounts", json=dana | {"password": password})
    assert answer.status_code == 422
    (error,) = answer.get_json()["errors"]
    assert error["field"] == "password"
    with app.app_context(), database.read() as s:
        assert store.all_accounts(s) == []


def test_the_operator_cannot_set_a_common_password_either(alice: ApiClient) -> None:
    for arguments in (ADD, ("reset-password", alice.email)):
        result = users(alice.app, *arguments, typed="Password1\n")
        assert result.exit_code != 0
        assert result.output.startswith("Error: The password is one of the 10,000 commonest")
    result = users(alice.app, "reset-password", alice.email, typed="ALICE@example.org\n")
    assert result.output.startswith("Error: The password is the address itself")
    assert alice.another_phone().get(f"{API}/me").status_code == 200


def test_a_password_from_before_these_rules_still_signs_in(
    alice: ApiClient, client: FlaskClient
) -> None:
    for password in ("password", "x" * 1000, "a" + "\u0300" * 40):
        with alice.app.app_context(), database.write() as s:
            store.change_account(s, alice.id, {"password_hash": hash_password(password)})
        body = {"email": alice.email, "password": password}
        assert client.post(f"{API}/session", json=body).status_code == 200


def test_an_accented_letter_is_the_same_in_every_encoding() -> None:
    assert check_password("cafe\u0301 au lait", hash_password("café au lait"))
