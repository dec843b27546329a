"""Somebody signed in on a phone that the account did not know: its owner hears of it elsewhere."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from server.accounts.device_name import device_name
from tests.rigs.mail_server import MailServer
from tests.rigs.push_service import PushService
from tests.server.accounts.test_recovery import deliver
from tests.server.prompts.life import Life
from tests.support.api import API

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "device_names.json").read_text())


@pytest.fixture
def app(make_app: Callable[..., Flask], mail_server: MailServer) -> Flask:
    return make_app(
        SMTP_URL=f"smtp://127.0.0.1:{mail_server.port}", MAIL_FROM="hello@karma.example"
    )


def test_the_other_phones_and_the_address_are_told(
    app: Flask, push_service: PushService, mail_server: MailServer
) -> None:
    life = Life(app, push_service, "America/New_York")
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 21:00")
    with life.at("2026-11-23 22:00"):
        edge = next(each for each in VECTORS if each["name"] == "Edge on Windows")
        thief = life.phone.another_phone(user_agent=f"{edge['user_agent']} see evil.example")
        theirs = life.subscribe(thief)
        deliver(app)
    (told,) = life.inbox.taken
    assert told.message["web_push"] == 8030, "declarative, too"
    assert told.notification["title"] == "Somebody signed in to your Karmadex"
    assert told.notification["navigate"].endswith("/settings/devices")
    assert told.headers["topic"] == "signed-in"
    assert theirs.taken == [], "not to whom it is about"
    (letter,) = mail_server.letters
    assert letter["Subject"] == "Somebody signed in to your Karmadex"
    # As its owner would call it, and never in the words of whoever signed in.
    said = "A new phone or browser: Edge on Windows"
    assert told.notification["body"] == said
    assert said in letter.get_body(("plain",)).get_content().splitlines()
    assert "evil" not in letter.as_string()
    # It is no morning, and keeps none away.
    assert life.look("2026-11-24 08:30") == ["Maya"]


@pytest.mark.parametrize("each", VECTORS, ids=[each["name"] for each in VECTORS])
def test_a_phone_is_named_as_the_app_names_it(each: dict[str, str]) -> None:
    assert device_name(each["user_agent"], "en") == each["name"]


def test_a_phone_is_named_in_the_language_of_the_account() -> None:
    edge = next(each for each in VECTORS if each["name"] == "Edge on Windows")
    assert device_name(edge["user_agent"], "de") == "Edge auf Windows"
    assert device_name("curl/8.5", "es") == "Dispositivo desconocido"


def test_a_known_phone_that_signs_in_again_sends_no_notice(
    app: Flask, push_service: PushService, mail_server: MailServer
) -> None:
    life = Life(app, push_service, "America/New_York")
    with life.at("2026-11-23 22:00"):
        assert life.phone.delete(f"{API}/session").status_code == 204
        body = {"email": life.phone.email, "password": life.phone.password}
        assert life.phone.post(f"{API}/session", body).status_code == 200
        deliver(app)
    assert mail_server.letters == []
    assert life.inbox.taken == []
