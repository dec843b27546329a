"""What keeps a command from its work is said to the operator in one line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from server.app import create_app
from server.cli import init_app
from server.extensions import db
from tests.support.api import ApiClient
from tests.support.databases import Databases

RECORD = "5f0c0c1e-8c0e-4d3c-9f86-cb588e5a7549"


@pytest.fixture
def without_tables(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    with databases.empty(tmp_path) as url:
        app = create_app({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
        init_app(app)
        yield app
        with app.app_context():
            db.engine.dispose()


def said(app: Flask, *arguments: str) -> str:
    """What a command that fails says. Raises AssertionError unless it is one line."""
    result = app.test_cli_runner().invoke(args=list(arguments), input="correct horse 9\n")
    assert (result.exit_code, type(result.exception)) == (1, SystemExit), result.output
    (line,) = (each for each in result.output.splitlines() if each.startswith("Error: "))
    assert result.output.endswith(f"{line}\n")
    return line.removeprefix("Error: ")


@pytest.mark.parametrize(
    "command",
    [
        "users add alice@example.org --name Alice --timezone UTC",
        "users list",
        "users delete alice@example.org --yes",
        "export alice@example.org",
        f"forget alice@example.org {RECORD}",
        "db new-epoch",
        "prompts next",
        "prompts send",
        "blobs sweep",
        "vapid keys",
        "stats",
        "demo",
    ],
)
def test_without_tables_each_command_says_what_to_run_first(
    without_tables: Flask, command: str
) -> None:
    assert said(without_tables, *command.split()) == (
        "A migration is missing: run `flask --app wsgi db upgrade` first."
    )


@pytest.mark.parametrize("command", ["users list", "stats", "prompts next"])
@pytest.mark.parametrize("url", ["sqlite:///note", "postgresql://karmadex:secret@127.0.0.1:9/none"])
def test_an_unusable_database_is_reported_in_one_line(
    tmp_path: Path, url: str, command: str
) -> None:
    (tmp_path / "note").write_text("This is a note and no database. " * 100)
    app = create_app({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
    init_app(app)
    why = said(app, *command.split())
    assert why.startswith("The database cannot be used: ")
    assert "secret" not in why


def test_an_export_that_cannot_be_written_leaves_nothing(
    app: Flask, alice: ApiClient, tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere" / "alice.zip"
    assert said(app, "export", alice.email, "--zip", str(nowhere)) == (
        f"{nowhere}: No such file or directory."
    )
    there = tmp_path / "alice.zip"
    there.write_text("mine")
    assert said(app, "export", alice.email, "--zip", str(there)) == f"{there}: File exists."
    assert there.read_text() == "mine"


def test_an_interrupted_export_leaves_nothing(
    app: Flask, alice: ApiClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("server.exchange.cli._write_document", full)
    file = tmp_path / "alice.zip"
    assert said(app, "export", alice.email, "--zip", str(file)) == "No space left on device."
    assert not file.exists()


@pytest.mark.parametrize(
    "instant",
    [
        "2026-11-30",
        "2026-11-30T08:30:00",
        "tomorrow",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59Z",
    ],
)
def test_an_instant_that_nothing_can_be_sent_at(app: Flask, instant: str) -> None:
    result = app.test_cli_runner().invoke(args=["prompts", "send", "--now", instant])
    assert result.exit_code == 2
    assert f"Invalid value for '--now': {instant}" in result.output
