"""Bytes go along with a backup where they lie in a folder; in a bucket they stay where they are."""

import os
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from server.blobs.service import storage
from tests.rigs.postgres import binaries
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.blobs import JPEG, bring, hash_of, read


@pytest.fixture(autouse=True)
def _with_pg_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs of the PostgreSQL that the tests start."""
    monkeypatch.setenv("PATH", f"{binaries()}{os.pathsep}{os.environ['PATH']}")


def run(app: Flask, *arguments: str) -> str:
    result = app.test_cli_runner().invoke(args=list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_bytes_are_there_again_after_a_restore(
    app: Flask, alice: ApiClient, storage_kind: str, tmp_path: Path
) -> None:
    bring(alice, JPEG)
    alice.sync([changes.attachment(changes.new_id(), sha256=hash_of(JPEG), bytes=len(JPEG))])
    kept = tmp_path / "kept"
    run(app, "backup", str(kept))
    names = [one for one in zipfile.ZipFile(kept).namelist() if one.startswith("attachments/")]
    assert len(names) == (1 if storage_kind == "disk" else 0)
    if storage_kind == "disk":
        with app.app_context():
            storage().delete_account(alice.id)
        assert read(alice, hash_of(JPEG)).status_code == 404
    run(app, "restore", str(kept))
    assert read(alice, hash_of(JPEG)).data == JPEG


def test_bytes_that_were_damaged_since_are_whole_again(
    app: Flask, alice: ApiClient, storage_kind: str, tmp_path: Path
) -> None:
    if storage_kind == "s3":
        pytest.skip("they stay in the bucket")
    bring(alice, JPEG)
    alice.sync([changes.attachment(changes.new_id(), sha256=hash_of(JPEG), bytes=len(JPEG))])
    kept = tmp_path / "kept"
    run(app, "backup", str(kept))
    for damaged in (JPEG[:-1], JPEG[:99] + b"?" + JPEG[100:]):
        with app.app_context():
            [(account, name, _)] = storage().names()
            storage().delete_account(account)
            storage().put(account, name, damaged)
        run(app, "restore", str(kept))
        assert read(alice, hash_of(JPEG)).data == JPEG


@pytest.mark.parametrize("path", ["attachments/../x", "attachments/a/b", "attachments/a/../../b"])
def test_names_in_a_backup_cannot_leave_the_store(
    app: Flask, alice: ApiClient, tmp_path: Path, path: str
) -> None:
    kept = tmp_path / "kept"
    run(app, "backup", str(kept))
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr(path, b"x")
    result = app.test_cli_runner().invoke(args=["restore", str(kept)])
    assert result.exit_code == 1
    assert "not what it says" in result.output


def test_damaged_bytes_are_said_in_one_line_and_change_nothing(
    app: Flask, alice: ApiClient, storage_kind: str, tmp_path: Path
) -> None:
    if storage_kind == "s3":
        pytest.skip("they stay in the bucket")
    bring(alice, JPEG)
    alice.sync([changes.attachment(changes.new_id(), sha256=hash_of(JPEG), bytes=len(JPEG))])
    kept = tmp_path / "kept"
    run(app, "backup", str(kept))
    alice.sync([changes.note(body="written after the backup")])
    kept.write_bytes(kept.read_bytes().replace(JPEG[:100], JPEG[:99] + b"?"))
    with app.app_context():
        storage().delete_account(alice.id)
    result = app.test_cli_runner().invoke(args=["restore", str(kept)])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert f"Error: {kept} is damaged: " in result.output
    assert alice.sync()["reset"] is False
    assert "written after the backup" in str(alice.everything())
    assert read(alice, hash_of(JPEG)).status_code == 404, "nothing half is given out"
