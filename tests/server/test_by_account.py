"""Every key leads with the account, and every statement names it: the tables can be spread over
machines by account, and two accounts cannot meet.

What cannot is listed here with its reason, and docs/scaling.md says what becomes of it.
"""

import re
from collections.abc import Iterator
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import Index, Table, UniqueConstraint, event

from server.extensions import db
from tests.rigs.push_service import PushService
from tests.server.prompts.life import Life
from tests.server.test_isolation import Things, attempts, send
from tests.support import changes
from tests.support.api import API, ApiClient

#: Tables that belong to nobody, and why.
OF_NOBODY = {
    "alembic_version": "which migration was last",
    "rate_buckets": "who tries to sign in has no account yet; spread by its own key",
    "server_epoch": "one row",
    "worker_ticks": "a row a job",
}
#: What is looked up without the account, and why.
KEYS = {
    "accounts.email_key": "somebody who signs in has but an address",
    "accounts.user_handle": "somebody who signs in with a passkey has not even that",
    "account_activity.at": "once a day: what happened so long ago that it goes",
    "letters.next_at": "the queue: which letters are due, whose they are",
    "tokens.token_hash": "another program says who it is with its token alone",
    "push_subscriptions.endpoint_key": "an endpoint is one phone's, whoever is signed in on it",
    "prompt_schedules.next_at": "the queue: who is due, whoever it is",
    "dav_versions.replaced_at": "once a day: which cards were shown too long ago to be remembered",
    "records.changed_at": "once a day: which deletions are old enough to be forgotten",
}
#: Statements without the account: (their table, the column they look by), for the same reasons.
LOOKS = {
    ("accounts", "email_key"),
    ("accounts", "user_handle"),
    ("account_activity", "at"),
    ("letters", "next_at"),
    ("push_subscriptions", "endpoint_key"),
    ("tokens", "token_hash"),
    ("prompt_schedules", "next_at"),
    ("prompt_schedules", "lease_until"),
    ("records", "changed_at"),
    ("dav_versions", "replaced_at"),
}

TABLES: dict[str, Table] = dict(db.metadata.tables)


def column_of_account(table: str) -> str:
    return "id" if table == "accounts" else "account_id"


def keys(table: Table) -> Iterator[list[str]]:
    """The columns of everything that is looked up or has to be unique."""
    yield [column.name for column in table.primary_key]
    for each in (*table.constraints, *table.indexes):
        if isinstance(each, UniqueConstraint | Index):
            yield [column.name for column in each.columns]


def of_accounts() -> list[str]:
    return sorted(TABLES.keys() - OF_NOBODY.keys())


@pytest.mark.parametrize("name", of_accounts())
def test_every_key_leads_with_the_account(name: str) -> None:
    account = column_of_account(name)
    assert next(keys(TABLES[name]))[0] == account, "the primary key"
    for columns in keys(TABLES[name]):
        assert columns[0] == account or f"{name}.{columns[0]}" in KEYS, columns


@pytest.mark.parametrize("name", of_accounts())
def test_nothing_has_to_be_unique_among_all_accounts_but_an_address(name: str) -> None:
    table = TABLES[name]
    unique: list[UniqueConstraint | Index] = [
        each for each in table.constraints if isinstance(each, UniqueConstraint)
    ]
    unique += [each for each in table.indexes if each.unique]
    for columns in ([column.name for column in each.columns] for each in unique):
        assert column_of_account(name) in columns or (name, columns) == ("accounts", ["email_key"])


@pytest.mark.parametrize("name", of_accounts())
def test_every_row_refers_to_rows_of_its_own_account(name: str) -> None:
    for key in TABLES[name].foreign_key_constraints:
        pairs = [(each.parent.name, each.column.name) for each in key.elements]
        assert ("account_id", column_of_account(key.referred_table.name)) == pairs[0]
    if name != "accounts":
        assert TABLES[name].foreign_key_constraints, "it goes when the account goes"


def test_every_listed_exception_is_needed() -> None:
    first = {f"{name}.{columns[0]}" for name in of_accounts() for columns in keys(TABLES[name])}
    assert KEYS.keys() <= first
    assert OF_NOBODY.keys() <= TABLES.keys() | {"alembic_version"}


def named(sql: str) -> set[str]:
    """The tables of accounts that a statement is about."""
    found = re.findall(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)', sql)
    return {table for table in found if table in TABLES and table not in OF_NOBODY}


def is_by_account(sql: str, table: str) -> bool:
    """Whether a statement takes the rows of a table by their account: one, or some by name."""
    column = column_of_account(table)
    if re.search(rf"INSERT INTO {table}\b", sql):
        return re.search(rf"INSERT INTO {table} \(.*?\b{column}\b", sql, re.DOTALL) is not None
    aliases = [table, *re.findall(rf"\b{table} AS (\w+)", sql)]
    return any(
        re.search(rf"(?<!\w){alias}\.{column}\s*(=|IN\b|>)", sql)
        or re.search(rf"=\s*{alias}\.{column}(?!\w)", sql)
        for alias in aliases
    )


def is_known_look(sql: str, table: str) -> bool:
    where = sql.partition("WHERE")[2]
    return any(each == table and re.search(rf"\b{column}\b", where) for each, column in LOOKS)


@pytest.fixture
def statements(app: Flask) -> Iterator[dict[str, None]]:
    """What the database is asked, in this order, each statement once."""
    seen: dict[str, None] = {}

    def note(_c: object, _cursor: object, sql: str, *_more: object) -> None:
        seen[re.sub(r"\s+", " ", sql)] = None

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def strangers(statements: dict[str, None]) -> list[tuple[str, str]]:
    """(table, statement) of those that ask for rows of whomever."""
    return [
        (table, sql)
        for sql in statements
        for table in sorted(named(sql))
        if not is_by_account(sql, table) and not is_known_look(sql, table)
    ]


def test_every_statement_of_the_api_names_the_account(
    statements: dict[str, None], alice: ApiClient, bob: ApiClient
) -> None:
    """Every endpoint, asked in every way that the isolation tests know, and some good ones."""
    things = Things(alice)
    phone = alice.another_phone()
    phone.sync([changes.note(person_ids=[things.person])])
    assert phone.patch(f"{API}/me", {"prompt_at": "07:00"}).status_code == 200
    tried = attempts(things, bob)
    for endpoint, tries in tried.items():
        for path, body, _ in tries:
            send(bob, endpoint, path, body)
    things.all()
    assert phone.delete(f"{API}/session").status_code == 204
    assert alice.delete(f"{API}/me", {"password": alice.password}).status_code == 204
    assert {table for sql in statements for table in named(sql)} >= {
        "accounts", "sessions", "records", "changes", "devices", "sync_heads", "push_subscriptions",
    }  # fmt: skip
    assert strangers(statements) == []


def test_every_statement_of_the_worker_names_the_accounts(
    statements: dict[str, None], app: Flask, push_service: PushService
) -> None:
    """Two evenings and their mornings, one with a push service that is down."""
    life = Life(app, push_service, "America/New_York")
    life.sync(life.jot("Maya", "Priya", at="2026-11-23 20:10"), at="2026-11-23 21:00")
    assert life.look("2026-11-24 08:30") == ["Maya", "Priya"]
    life.answer("Maya", at="2026-11-24 09:00", status="done")
    life.mornings("2026-11-25", "2026-11-26", "2026-12-02")
    assert "prompt_schedules" in {table for sql in statements for table in named(sql)}
    assert strangers(statements) == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT records.id FROM records WHERE records.rev > ?",
        "UPDATE sessions SET last_used_at=? WHERE sessions.id = ?",
        "DELETE FROM changes WHERE changes.record_id IN (?)",
        "SELECT 1 FROM devices JOIN records ON records.id = devices.id WHERE records.account_id=?",
        "INSERT INTO past_faces (person_id) VALUES (?)",
    ],
)
def test_a_statement_that_names_no_account_is_found(sql: str) -> None:
    assert strangers({cast(str, sql): None})
