"""The account itself: read, changed, erased."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import column, func, inspect, select, table

from server import database
from server.columns import UuidText
from server.extensions import db
from server.signals import schedule_affected
from tests.support import changes
from tests.support.api import API, ApiClient
from tests.support.databases import files_of, is_sqlite


def test_these_fields_of_an_account_can_be_changed(alice: ApiClient) -> None:
    changes: dict[str, Any] = {
        "name": "Alice Liddell",
        "timezone": "Europe/London",
        "prompt_at": "07:05",
    }
    changes |= {"language": "de", "past_faces": False}
    answer = alice.patch(f"{API}/me", changes)
    assert answer.status_code == 200
    assert answer.get_json() == alice.account | changes == alice.get(f"{API}/me").get_json()


def test_other_fields_of_an_account_cannot_be_changed(alice: ApiClient) -> None:
    changes = {"id": "mine", "email": "other@example.org", "created_at": "2000-01-01"}
    answer = alice.patch(f"{API}/me", changes)
    assert answer.status_code == 200
    assert answer.get_json() == alice.account


def test_fields_that_are_absent_stay(alice: ApiClient) -> None:
    assert alice.patch(f"{API}/me", {}).get_json() == alice.account
    assert alice.patch(f"{API}/me", {"name": "Al"}).get_json() == alice.account | {"name": "Al"}


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("language", "xx", 422),
        ("language", "DE", 422),
        ("language", "words", 422),
        ("language", None, 400),
        ("past_faces", "no", 400),
        ("past_faces", 0, 400),
        ("past_faces", None, 400),
        ("prompt_at", "8:30", 422),
        ("prompt_at", "24:00", 422),
        ("prompt_at", "08:60", 422),
        ("prompt_at", "08:30:00", 422),
        ("prompt_at", "08:30\n", 422),
        ("prompt_at", "٠٨:٣٠", 422),
        ("prompt_at", 830, 400),
        ("prompt_at", None, 400),
        ("timezone", "Mars/Olympus", 422),
        ("timezone", "../UTC", 422),
        ("timezone", "", 422),
        ("timezone", "U" * 60_000, 422),
        ("timezone", None, 400),
        ("name", "", 422),
        ("name", [], 400),
    ],
)
def test_a_bad_value_changes_nothing(alice: ApiClient, field: str, value: Any, status: int) -> None:
    answer = alice.patch(f"{API}/me", {"name": "Al", "prompt_at": "07:00"} | {field: value})
    assert answer.status_code == status
    assert answer.get_json()["errors"][0]["field"] == field
    assert alice.get(f"{API}/me").get_json() == alice.account


def test_a_time_zone_in_another_case_is_known(alice: ApiClient) -> None:
    answer = alice.patch(f"{API}/me", {"timezone": "europe/berlin"})
    assert (answer.status_code, answer.get_json()["timezone"]) == (200, "europe/berlin")


@pytest.mark.parametrize("prompt_at", ["00:00", "23:59"])
def test_any_time_of_day(alice: ApiClient, prompt_at: str) -> None:
    assert alice.patch(f"{API}/me", {"prompt_at": prompt_at}).status_code == 200


@pytest.mark.parametrize(
    ("changes", "heard"),
    [({"prompt_at": "07:00"}, 1), ({"timezone": "Europe/Paris"}, 1), ({"name": "Al"}, 0), ({}, 0)],
)
def test_changes_that_affect_prompts_mark_the_schedule(
    alice: ApiClient, changes: dict[str, str], heard: int
) -> None:
    calls = []

    def hear(_session: object, account_id: str) -> None:
        calls.append(account_id)

    with schedule_affected.connected_to(hear):
        alice.patch(f"{API}/me", changes)
    assert calls == [alice.id] * heard


def test_erasing_asks_for_the_password(alice: ApiClient) -> None:
    for body, status in (
        ({"password": "wrong"}, 401),
        ({"password": "\ud800"}, 422),
        ({"password": None}, 400),
        ({}, 400),
    ):
        assert alice.delete(f"{API}/me", body).status_code == status
    assert alice.delete(f"{API}/me").status_code == 415
    assert alice.get(f"{API}/me").status_code == 200


def test_erasing_erases_everything(alice: ApiClient, bob: ApiClient, client: FlaskClient) -> None:
    alice.another_phone()
    assert alice.delete(f"{API}/me", {"password": alice.password}).status_code == 204
    assert alice.http.get_cookie("karmadex") is None
    body = {"email": alice.email, "password": alice.password}
    assert client.post(f"{API}/session", json=body).status_code == 401
    assert bob.get(f"{API}/me").status_code == 200
    with alice.app.app_context(), database.read() as s:
        for name, key in tables_of_accounts().items():
            rows = table(name, column(key, UuidText))
            assert s.scalar(select(func.count()).where(rows.c[key] == alice.id)) == 0, name


def test_no_byte_of_an_erased_account_stays_in_the_files(
    app: Flask, alice: ApiClient, bob: ApiClient
) -> None:
    """Neither in the database nor in its log, and at once: not after so many writes."""
    if not is_sqlite(app):
        pytest.skip("what PostgreSQL keeps, and for how long, docs/operations.md says")
    hers, his = "Zqxvalentina", "Wvykonstantin"
    for who, word in ((alice, hers), (bob, his)):
        who.patch(f"{API}/me", {"name": f"{word} Smith"})
        who.sync([changes.note(body=f"{word} paints {n} " + "y" * (n * 97)) for n in range(40)])
    assert {hers.encode() in files_of(app), his.encode() in files_of(app)} == {True}
    assert alice.email.encode() in files_of(app)
    assert alice.delete(f"{API}/me", {"password": alice.password}).status_code == 204
    left = files_of(app)
    for gone in (hers, alice.email):
        assert gone.encode() not in left, gone
    assert his.encode() in left


def tables_of_accounts() -> dict[str, str]:
    """Each table that has an account's rows, with the column which says whose they are."""
    found = {"accounts": "id"}
    for name in inspect(db.engine).get_table_names():
        columns = {column["name"] for column in inspect(db.engine).get_columns(name)}
        if "account_id" in columns:
            found[name] = "account_id"
    assert len(found) >= 2
    return found


def test_every_table_of_an_account_goes_with_it(alice: ApiClient) -> None:
    """By the database itself: whatever is added later cannot be forgotten."""
    with alice.app.app_context():
        tables = tables_of_accounts().keys()
        owners = {
            name: {
                key["referred_table"]
                for key in inspect(db.engine).get_foreign_keys(name)
                if key["options"].get("ondelete", "").upper() == "CASCADE"
            }
            for name in tables
        }
    gone = {"accounts"}
    while more := {name for name in tables - gone if owners[name] & gone}:
        gone |= more
    assert gone == tables


def test_the_account_leads_every_key(alice: ApiClient) -> None:
    with alice.app.app_context():
        for name in tables_of_accounts().keys() - {"accounts"}:
            key = inspect(db.engine).get_pk_constraint(name)["constrained_columns"]
            assert key[0] == "account_id", name
