"""No byte of what was forgotten for good stays in a file."""

import os
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from server import database
from server.extensions import db
from server.signals import attachments_forgotten
from tests.rigs.postgres import binaries
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.blobs import JPEG, bring
from tests.support.changes import edit, statuses
from tests.support.databases import files_of, is_sqlite
from tests.support.forgetting import NAME, forget, person, seen


@pytest.mark.parametrize("many", [1, 300])
def test_no_byte_of_it_stays_in_the_files(app: Flask, alice: ApiClient, many: int) -> None:
    if not is_sqlite(app):
        pytest.skip("what PostgreSQL keeps, and for how long, docs/operations.md says")
    maya = person()
    alice.sync([maya, *(changes.card(text=f"card {n} " + "x" * 400) for n in range(200))])
    for start in range(0, many, 100):
        alice.sync(
            [
                changes.note(
                    body=f"{NAME} {n} " + "y" * (n * 17 % 5000), person_ids=[maya["record"]]
                )
                for n in range(start, min(start + 100, many))
            ]
        )
    for n in range(20):
        alice.sync([edit("person", maya["record"], known_for=f"{NAME} {n}")])
    assert NAME.encode() in files_of(app)
    assert forget(alice, maya) == 204
    assert NAME.encode() not in files_of(app)


def test_a_backup_that_reads_meanwhile_keeps_it_only_as_long_as_it_reads(
    app: Flask, alice: ApiClient
) -> None:
    if not is_sqlite(app):
        pytest.skip("SQLite's log")
    maya = person()
    alice.sync([maya])
    with app.app_context():
        with closing(db.engine.raw_connection()) as reader:
            reader.cursor().execute("BEGIN")
            reader.cursor().execute("SELECT count(*) FROM records").fetchone()
            assert forget(alice, maya) == 204
            assert database.erase_traces() is False
            reader.rollback()
        assert database.erase_traces() is True
    assert NAME.encode() not in files_of(app)


def test_attachments_are_erased_and_their_bytes_reported(alice: ApiClient) -> None:
    maya, tom = person(), person("Tom")
    note = changes.note(body=NAME, person_ids=[maya["record"]])
    original = changes.change(
        "original",
        set={
            "person_id": maya["record"],
            "source": "vcard",
            "text": f"FN:{NAME}",
            "taken_on": "2026-11-24",
        },
    )
    photo, spoken, his = (
        changes.change(
            "attachment",
            set={
                "of": of["record"],
                "media_type": "image/png",
                "sha256": digit * 64,
                "bytes": 9,
                "captured_at": "2026-11-24T01:10:00Z",
                "caption": NAME if of is not tom else None,
            },
        )
        for digit, of in zip("abc", (maya, note, tom), strict=True)
    )
    answer = alice.sync([maya, tom, note, original, photo, spoken, his])
    assert set(statuses(answer)) == {"applied"}
    told: list[Any] = []

    def hear(_s: object, **what: Any) -> None:
        told.append(what)

    with attachments_forgotten.connected_to(hear):
        assert forget(alice, maya) == 204
    assert told == [{"account_id": alice.id, "sha256s": ["a" * 64, "b" * 64]}]
    left = seen(alice)
    gone = {each["record"] for each in (maya, note, original, photo, spoken)}
    assert {record for record, each in left.items() if each.get("forgotten")} == gone
    assert NAME not in str(left)


def unpacked(file: Path) -> bytes:
    """All that is in a zip, and the names in it."""
    with zipfile.ZipFile(file) as held:
        return b"".join(name.encode() + held.read(name) for name in held.namelist())


def test_no_byte_remains_or_comes_back(
    app: Flask, alice: ApiClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the data and all that lies beside it, in a new backup, in what is exported, and in what a
    phone gets that was away, and edits her meanwhile."""
    monkeypatch.setenv("PATH", f"{binaries()}{os.pathsep}{os.environ['PATH']}")
    run = app.test_cli_runner().invoke
    maya = person(ago=60)
    note = changes.note(body=f"{NAME} paints", person_ids=[maya["record"]], ago=50)
    picture = changes.attachment(
        maya["record"],
        sha256=bring(alice, JPEG + NAME.encode()),
        bytes=len(JPEG + NAME.encode()),
        caption=NAME,
    )
    card = changes.original(maya["record"], text=f"FN:{NAME}")
    assert set(statuses(alice.sync([maya, note, picture, card]))) == {"applied"}
    tablet = alice.another_phone()
    tablet.sync()

    def everywhere(name: str) -> bytes:
        backup, export = tmp_path / f"{name}.backup", tmp_path / f"{name}.zip"
        assert run(args=["backup", str(backup)]).exit_code == 0
        assert run(args=["export", alice.email, "--zip", str(export)]).exit_code == 0
        instance = Path(app.config["INSTANCE_PATH"])
        beside = (
            file.read_bytes()
            for file in instance.rglob("*")
            if file.is_file() and file.suffix not in (".backup", ".zip")
        )
        told = str(alice.everything()) + run(args=["export", alice.email]).output
        return unpacked(backup) + unpacked(export) + b"".join(beside) + told.encode()

    before = everywhere("before")
    assert before.count(NAME.encode()) > 9, "this looks where she is"
    assert forget(alice, maya) == 204
    assert NAME.encode() not in everywhere("after")

    late = [
        edit("person", maya["record"], known_for=f"{NAME} again"),
        edit("note", note["record"], body=f"{NAME} again"),
        changes.change("attachment", picture["record"], set={"caption": f"{NAME} again"}),
    ]
    answer = tablet.sync(late)
    assert statuses(answer) == ["rejected"] * 3
    assert NAME not in str(answer)
    assert NAME.encode() not in everywhere("later")
