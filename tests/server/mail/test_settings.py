"""The settings of mail ask for each other, and the command tries them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from config import SettingError
from tests.rigs.mail_server import MailServer

FROM = {"MAIL_FROM": "hello@karma.example"}
SMTP = {"SMTP_URL": "smtp://127.0.0.1:25"}


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (FROM, "SMTP_URL"),
        (SMTP, "MAIL_FROM"),
        ({"SMTP_URL": "mail.example"} | FROM, "SMTP_URL"),
        ({"MAIL_FROM": "nobody"} | SMTP, "MAIL_FROM"),
        ({"PUBLIC_URL": "http://karma.example"} | SMTP | FROM, "PUBLIC_URL"),
    ],
)
def test_a_missing_setting_stops_the_start_and_is_named(
    make_app: Callable[..., Flask], given: dict[str, str], missing: str
) -> None:
    with pytest.raises(SettingError, match=f"^{missing}: "):
        make_app(**given)


def run(app: Flask, *arguments: str) -> Any:
    return app.test_cli_runner().invoke(args=["mail", "test", *arguments])


def test_the_operator_can_send_a_test_letter(
    make_app: Callable[..., Flask], mail_server: MailServer
) -> None:
    app = make_app(SMTP_URL=f"smtp://127.0.0.1:{mail_server.port}", **FROM)
    done = run(app, "alice@example.org")
    assert done.exit_code == 0, done.output
    assert "took a letter to alice@example.org" in done.output
    assert mail_server.to == ["alice@example.org"]
    mail_server.rcpt = ["550 5.1.1 nobody of that name"]
    refused = run(app, "alice@example.org")
    assert refused.exit_code == 1
    assert "550 5.1.1 nobody of that name" in refused.output
    assert run(app, "no address").exit_code == 1
    assert run(make_app(), "alice@example.org").exit_code == 1
