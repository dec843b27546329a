"""`flask export` and `flask db new-epoch`."""

import json

from flask.testing import FlaskCliRunner

from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import edit


def run(alice: ApiClient, *arguments: str) -> str:
    runner: FlaskCliRunner = alice.app.test_cli_runner()
    result = runner.invoke(args=list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_export_prints_everything_of_an_account(alice: ApiClient, bob: ApiClient) -> None:
    maya, jotted = changes.person(ago=9, name="Zoë"), changes.note(ago=8)
    alice.sync([maya, jotted, edit("person", maya["record"], ago=5, name="Zoé")])
    alice.sync([changes.delete("note", jotted["record"])])
    bob.sync([changes.card()])
    document = json.loads(run(alice, "export", "ALICE@example.org"))
    assert document.keys() == {"version", "account", "records", "revisions"}
    assert document["version"] == 1
    assert document["account"] == alice.get("/api/v1/me").get_json()
    assert document["records"] == alice.another_phone().sync()["records"]
    names = [each for each in document["revisions"] if each["field"] == "name"]
    assert [each["value"] for each in names] == ["Zoé", "Zoë"]
    assert {(each["kind"], each["record"]) for each in names} == {("person", maya["record"])}


def test_export_of_an_empty_account(alice: ApiClient) -> None:
    document = json.loads(run(alice, "export", alice.email))
    assert (document["records"], document["revisions"]) == ([], [])


def test_export_of_nobody_fails(alice: ApiClient) -> None:
    result = alice.app.test_cli_runner().invoke(args=["export", "nobody@example.org"])
    assert result.exit_code != 0
    assert "nobody@example.org" in result.output


def test_a_new_epoch_lets_every_phone_start_over(alice: ApiClient, bob: ApiClient) -> None:
    for phone in (alice, bob):
        phone.sync([changes.card()])
    run(alice, "db", "new-epoch")
    for phone in (alice, bob):
        page = phone.sync()
        assert (page["reset"], page["reset_reason"], len(page["records"])) == (True, "restored", 1)
