"""An account that is deleted, or a phone that is signed out, while its request is at work."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from server import database
from server.accounts import store
from server.push import routes as push
from server.sync import routes as sync
from tests.server.http.test_problems import assert_is_problem
from tests.server.test_isolation import ENDPOINT, new_keys
from tests.support.api import API, ApiClient
from tests.support.changes import person


def before(module: Any, name: str, monkeypatch: pytest.MonkeyPatch, do: Callable[[], None]) -> None:
    """Let `do` happen just before a function of a module, which then goes on as ever."""
    real = getattr(module, name)

    def meanwhile(*arguments: Any, **more: Any) -> Any:
        do()
        return real(*arguments, **more)

    monkeypatch.setattr(module, name, meanwhile)


def deletion_of(who: ApiClient) -> Callable[[], None]:
    def erase() -> None:
        with database.write() as s:
            store.delete_account(s, who.id)

    return erase


@pytest.mark.parametrize("has_synced", [True, False])
def test_a_sync_of_an_account_that_was_just_deleted_is_401(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch, has_synced: bool
) -> None:
    """And not 500: the phone keeps everything, and asks to sign in."""
    if has_synced:
        alice.sync([person()])
    before(sync, "parse", monkeypatch, deletion_of(alice))
    assert_is_problem(alice.post(f"{API}/sync", alice.envelope([person()])), 401)


def test_a_subscription_of_an_account_that_was_just_deleted_is_401(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before(push, "read_auth", monkeypatch, deletion_of(alice))
    body = {"endpoint": ENDPOINT, "keys": new_keys()}
    assert_is_problem(alice.put(f"{API}/push/subscriptions", body), 401)


def test_a_phone_signed_out_meanwhile_subscribes_nobody(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sign_out() -> None:
        with database.write() as s:
            store.close_all_sessions(s, alice.id)

    before(push, "read_auth", monkeypatch, sign_out)
    body = {"endpoint": ENDPOINT, "keys": new_keys()}
    assert_is_problem(alice.put(f"{API}/push/subscriptions", body), 401)


def test_a_failure_of_the_server_is_500_and_not_401(
    alice: ApiClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session is there, so that it is no 401: phones would ask for the password in vain."""

    def fail(*_: Any) -> None:
        raise IntegrityError("INSERT", {}, Exception(str(uuid.uuid4())))

    monkeypatch.setattr(sync, "take", fail)
    app.testing = False
    assert_is_problem(alice.post(f"{API}/sync", alice.envelope([])), 500)
