"""Back in by mail: whoever reads it, once, within half an hour."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event

from server import clock
from server.extensions import db
from tests.rigs.authenticator import Authenticator
from tests.rigs.mail_server import MailServer
from tests.server.accounts.test_passkeys import enrol, sign_in
from tests.support.api import API, ApiClient

NEW = "good turns, given freely"


@pytest.fixture
def app(make_app: Callable[..., Flask], mail_server: MailServer) -> Flask:
    return make_app(
        SMTP_URL=f"smtp://127.0.0.1:{mail_server.port}", MAIL_FROM="hello@karma.example"
    )


def deliver(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["prompts", "send"])
    assert result.exit_code == 0, (result.output, result.exception)


def ask(app: Flask, email: str) -> int:
    return app.test_client().post(f"{API}/recovery", json={"email": email}).status_code


def token_in(letter: Any) -> str:
    text = str(letter.get_body(("plain",)).get_content())
    (token,) = re.findall(r"http://localhost:8000/api/v1/mail/recover#(\S{43})", text)
    return str(token)


def recover(app: Flask, token: str, password: str = NEW) -> int:
    body = {"token": token, "password": password}
    return app.test_client().put(f"{API}/recovery", json=body).status_code


def letters(mail_server: MailServer) -> list[Any]:
    return [each for each in mail_server.letters if "password" in each["Subject"]]


def test_a_new_password_ends_all_sessions_and_tokens(
    app: Flask, alice: ApiClient, mail_server: MailServer
) -> None:
    key = Authenticator("http://localhost:8000")
    assert enrol(alice, key).status_code == 201
    made = alice.post(f"{API}/me/tokens", {"name": "Scripts", "scope": "read"}).get_json()
    assert ask(app, "ALICE@example.org") == 202
    deliver(app)
    (letter,) = letters(mail_server)
    assert mail_server.to == [alice.email]
    assert letter["List-Unsubscribe"] is None
    token = token_in(letter)
    assert recover(app, token, "password1") == 422
    assert recover(app, token) == 204
    assert recover(app, token) == 410, "once"
    assert alice.get(f"{API}/me").status_code == 401
    by_token = {"Authorization": f"Bearer {made['token']}"}
    assert app.test_client().get(f"{API}/me", headers=by_token).status_code == 401
    body = {"email": alice.email, "password": NEW}
    assert app.test_client().post(f"{API}/session", json=body).status_code == 200
    assert sign_in(app, key).status_code == 200, "passkeys stay"


def test_only_the_newest_link_counts_for_half_an_hour(
    app: Flask, alice: ApiClient, mail_server: MailServer
) -> None:
    for _ in range(2):
        ask(app, alice.email)
        deliver(app)
    older, newest = (token_in(letter) for letter in letters(mail_server))
    assert recover(app, older) == 410
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        assert recover(app, newest) == 410
    assert recover(app, newest) == 204


def test_changing_the_address_makes_the_link_invalid(
    app: Flask, alice: ApiClient, mail_server: MailServer
) -> None:
    ask(app, alice.email)
    deliver(app)
    body = {"password": alice.password, "email": "alice@new.example"}
    assert alice.put(f"{API}/me/email", body).status_code == 200
    assert recover(app, token_in(letters(mail_server)[0])) == 410


@pytest.mark.parametrize("token", ["", "A" * 43, "é" * 43, "A" * 42, "A" * 5000])
def test_a_wrong_token_is_410(app: Flask, alice: ApiClient, token: str) -> None:
    ask(app, alice.email)
    deliver(app)
    assert recover(app, token) == 410


def test_recovery_reveals_no_accounts_and_sends_a_limited_number_of_letters(
    app: Flask, alice: ApiClient, mail_server: MailServer
) -> None:
    assert [ask(app, each) for each in ("nobody@example.org", "no address", "")] == [202] * 3
    assert [ask(app, alice.email) for _ in range(5)] == [202] * 5
    deliver(app)
    assert len(letters(mail_server)) == 3
    assert set(mail_server.to) == {alice.email}


def test_any_address_causes_the_same_queries(app: Flask, alice: ApiClient) -> None:
    """How long an answer takes would tell who has an account, and who has had too many letters."""
    asked: list[str] = []

    def hear(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    def statements(email: str) -> list[str]:
        asked.clear()
        assert ask(app, email) == 202
        return list(asked)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        of_alice = statements(alice.email)
        assert len(of_alice) > 4
        for email in ("nobody@example.org", alice.email, alice.email, alice.email):
            assert statements(email) == of_alice, email
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def test_the_token_is_nowhere_but_in_the_letter(
    app: Flask, alice: ApiClient, mail_server: MailServer
) -> None:
    ask(app, alice.email)
    deliver(app)
    token = token_in(letters(mail_server)[0])
    from tests.server.test_isolation_of_tables import rows_of

    assert token not in str(rows_of(app, alice.id))


def test_with_one_time_codes_the_code_is_still_asked_for(
    app: Flask, alice: ApiClient, mail_server: MailServer
) -> None:
    from tests.server.accounts.test_codes import turn_on

    turn_on(alice)
    ask(app, alice.email)
    deliver(app)
    assert recover(app, token_in(letters(mail_server)[0])) == 204
    refused = app.test_client().post(f"{API}/session", json={"email": alice.email, "password": NEW})
    assert (refused.status_code, refused.get_json()["reason"]) == (401, "code_needed")


def test_the_page_holds_no_token_and_runs_nothing_foreign(app: Flask) -> None:
    page = app.test_client().get(f"{API}/mail/recover", headers={"Accept-Language": "de-AT,de"})
    assert page.status_code == 200
    assert 'lang="de"' in page.text
    (policy,) = page.headers.getlist("Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "no-store"


def test_without_mail_there_is_no_recovery(make_app: Callable[..., Flask]) -> None:
    app = make_app(SMTP_URL="", MAIL_FROM="")
    assert ask(app, "alice@example.org") == 404
    assert recover(app, "A" * 43) == 404
    assert app.test_client().get(f"{API}/mail/recover").status_code == 404
