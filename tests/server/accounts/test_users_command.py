"""`flask users`: what an operator does about accounts."""

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from tests.support.api import API, ApiClient

ADD = ("add", "dana@example.org", "--name", "Dana", "--timezone", "Pacific/Auckland")


def users(app: Flask, *arguments: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["users", *arguments], input=typed)


def can_sign_in(client: FlaskClient, email: str, password: str) -> bool:
    body = {"email": email, "password": password}
    return client.post(f"{API}/session", json=body).status_code == 200


def test_add_reads_the_password_from_standard_input(app: Flask, client: FlaskClient) -> None:
    result = users(app, *ADD, typed="karma comes around\n")
    assert result.exit_code == 0, result.output
    assert "dana@example.org" in result.output
    assert "karma" not in result.output
    assert can_sign_in(client, "dana@example.org", "karma comes around")
    me = client.get(f"{API}/me").get_json()
    assert (me["name"], me["timezone"]) == ("Dana", "Pacific/Auckland")


def test_add_works_though_registration_is_closed(make_app: object) -> None:
    assert callable(make_app)
    app = make_app(REGISTRATION="closed")
    assert users(app, *ADD, typed="karma comes around\n").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        (("add", "dana", "--name", "Dana", "--timezone", "Europe/Berlin"), "karma comes around"),
        (("add", "d@x.org", "--name", "", "--timezone", "Europe/Berlin"), "karma comes around"),
        (("add", "d@x.org", "--name", "Dana", "--timezone", "Mars"), "karma comes around"),
        (("add", "d@x.org", "--name", "Dana", "--timezone", "Europe/Berlin"), "short"),
        (("add", "d@x.org", "--name", "Dana", "--timezone", "Europe/Berlin"), ""),
        (("add", "ALICE@example.org", "--name", "A", "--timezone", "Europe/Berlin"), "long enough"),
        (("add", "d@x.org"), "karma comes around"),
        (("reset-password", "nobody@example.org"), "karma comes around"),
        (("reset-password", "alice@example.org"), "short"),
        (("delete", "nobody@example.org", "--yes"), ""),
    ],
)
def test_a_failing_command_says_why(
    alice: ApiClient, arguments: tuple[str, ...], typed: str
) -> None:
    result = users(alice.app, *arguments, typed=typed + "\n")
    assert result.exit_code != 0
    assert result.output.startswith(("Error: ", "Usage: "))
    assert "Value error" not in result.output
    assert alice.get(f"{API}/me").status_code == 200


def test_list_has_a_line_each(alice: ApiClient, bob: ApiClient) -> None:
    lines = users(alice.app, "list").output.splitlines()
    assert [line.split("\t")[:3] for line in lines] == [
        [who.email, who.name, who.timezone] for who in (alice, bob)
    ]


def test_reset_password_signs_every_phone_out(
    alice: ApiClient, bob: ApiClient, client: FlaskClient
) -> None:
    result = users(alice.app, "reset-password", "Alice@Example.org", typed="what goes around\n")
    assert result.exit_code == 0, result.output
    assert alice.get(f"{API}/me").status_code == 401
    assert bob.get(f"{API}/me").status_code == 200
    assert not can_sign_in(client, alice.email, alice.password)
    assert can_sign_in(client, alice.email, "what goes around")
    alice.password = "what goes around"
    happened = alice.another_phone().get(f"{API}/me/activity").get_json()["activity"]
    assert "password_reset" in [each["what"] for each in happened]
    assert "password_reset" not in bob.get(f"{API}/me/activity").text


def test_delete_erases_everything(alice: ApiClient, bob: ApiClient, client: FlaskClient) -> None:
    assert users(alice.app, "delete", alice.email, "--yes").exit_code == 0
    assert alice.get(f"{API}/me").status_code == 401
    assert not can_sign_in(client, alice.email, alice.password)
    assert bob.get(f"{API}/me").status_code == 200


@pytest.mark.parametrize(("typed", "left"), [("y\n", 401), ("n\n", 200), ("", 200)])
def test_delete_asks_first(alice: ApiClient, typed: str, left: int) -> None:
    users(alice.app, "delete", alice.email, typed=typed)
    assert alice.get(f"{API}/me").status_code == left


def test_db_new_epoch_is_beside_db_upgrade(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["db", "--help"])
    assert "upgrade" in result.output
    assert "new-epoch" in result.output
