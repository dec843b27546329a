"""Whatever Bob and Charlie do, no row of Alice's changes; and when she goes, all of her goes."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, insert, select

from server import clock, database
from server.accounts.codes.models import RecoveryCode
from server.accounts.passkeys import store as passkeys
from server.accounts.passkeys.ceremony import MadeKey
from server.accounts.recovery import store as recovery
from server.accounts.tokens import store as tokens
from server.dav import projection
from server.extensions import db
from server.mail import store as mail
from server.prompts.models import PastFace
from tests.rigs.push_service import PushService
from tests.server.prompts.life import Life
from tests.server.test_by_account import column_of_account, of_accounts
from tests.server.test_isolation import Things, attempts, send
from tests.support import changes
from tests.support.api import API, ApiClient
from tests.support.blobs import JPEG, begin, bring

EVENING, MORNING = "2026-11-23 20:10", "2026-11-24 08:30"

Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(app: Flask, account_id: str) -> Rows:
    """Every row of an account, by table."""
    found: Rows = {}
    with app.app_context(), database.read() as s:
        for name in of_accounts():
            table: Table = db.metadata.tables[name]
            mine = table.c[column_of_account(name)] == account_id
            rows = s.execute(select(table).where(mine).order_by(*table.primary_key)).all()
            found[name] = [tuple(row) for row in rows]
    return found


@pytest.fixture
def lived(app: Flask, push_service: PushService) -> Life:
    """Alice, who has something in every table: an evening, the morning after, and a face from the
    past."""
    life = Life(app, push_service, "America/New_York")
    life.sync(life.jot("Maya", at=EVENING), at="2026-11-23 21:00")
    assert life.look(MORNING) == ["Maya"]
    # Of that morning too: 180 days later her session is over.
    with life.at(MORNING):
        bring(life.phone, JPEG)
        begin(life.phone, JPEG)
    with app.app_context(), database.write() as s:
        tokens.add(s, life.phone.id, name="Laptop", scope="read", now=clock.now())
        recovery.make_link(s, life.phone.id, clock.now())
        mail.add_letter(s, life.phone.id, "sign_in", {}, clock.now())
        key = MadeKey("AAAA", "AAAA", 0)
        passkeys.add(s, life.phone.id, key, "Phone", clock.now())
        s.add(RecoveryCode(account_id=life.phone.id, code_hash="0" * 64))
        face = {"account_id": life.phone.id, "person_id": str(uuid.uuid4())}
        s.execute(insert(PastFace).values(**face, came_on=date(2026, 11, 24)))
    with app.app_context():
        projection.up_to_date(life.phone.id)
    return life


def test_alice_has_something_in_every_table(app: Flask, lived: Life) -> None:
    assert [name for name, rows in rows_of(app, lived.phone.id).items() if not rows] == []


def test_no_row_of_alice_is_changed_by_requests_of_others(
    app: Flask, lived: Life, bob: ApiClient, charlie: ApiClient
) -> None:
    with lived.at(MORNING):
        things = Things(lived.phone)
    before = rows_of(app, lived.phone.id)
    for who in (bob, charlie):
        for endpoint, tries in attempts(things, who).items():
            for path, body, _ in tries:
                send(who, endpoint, path, body)
            assert rows_of(app, lived.phone.id) == before, endpoint


def test_no_row_of_alice_is_changed_when_others_change_their_own(
    app: Flask, lived: Life, push_service: PushService
) -> None:
    """Bob lives the same evening and the same morning, with a phone of his own, and then leaves."""
    before = rows_of(app, lived.phone.id)
    bob = Life(app, push_service, "America/New_York", name="Bob")
    bob.sync(bob.jot("Maya", at=EVENING), at="2026-11-23 21:00")
    assert bob.look(MORNING) == ["Maya"]
    with bob.at(MORNING):
        bob.phone.sync([changes.change("person", bob.people["Maya"], delete=True)])
        gone = bob.phone.delete(f"{API}/me", {"password": bob.phone.password})
    assert gone.status_code == 204
    assert rows_of(app, lived.phone.id) == before
    assert set(map(len, rows_of(app, bob.phone.id).values())) == {0}


def erase_in_the_app(life: Life) -> None:
    with life.at(MORNING):
        answer = life.phone.delete(f"{API}/me", {"password": life.phone.password})
    assert answer.status_code == 204


def erase_on_the_command_line(life: Life) -> None:
    result = life.app.test_cli_runner().invoke(args=["users", "delete", life.phone.email, "--yes"])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("erase", [erase_in_the_app, erase_on_the_command_line])
def test_erasing_the_account_of_alice_leaves_no_row_of_hers(
    app: Flask, lived: Life, bob: ApiClient, erase: Callable[[Life], None]
) -> None:
    bob.sync([changes.person(name="Maya")])
    before = rows_of(app, bob.id)
    erase(lived)
    assert set(map(len, rows_of(app, lived.phone.id).values())) == {0}
    assert rows_of(app, bob.id) == before
