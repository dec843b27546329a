"""`flask backup`: everything in one file, while others write."""

import io
import json
import os
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.rigs.full_disk import fill_up, small_disk
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.databases import is_sqlite

Run = Callable[..., str]


def test_a_backup_can_be_read_by_its_owner_only(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    assert str(file) in run("backup", file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_backup_leaves_no_other_file(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    run("backup", folder / "all.backup")
    assert [path.name for path in folder.iterdir()] == ["all.backup"]


def test_a_file_is_written_over_only_by_force(run: Run, refused: Run, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    file.write_text("something dear")
    assert "--force" in refused("backup", file)
    assert file.read_text() == "something dear"
    run("backup", file, "--force")
    assert zipfile.is_zipfile(file)


def test_a_folder_that_cannot_be_written_to_is_reported(refused: Run, tmp_path: Path) -> None:
    assert "cannot be written" in refused("backup", tmp_path / "nowhere" / "all.backup")
    assert "is a folder" in refused("backup", tmp_path)


@pytest.mark.parametrize("room", [0, 8 * 1024])
def test_a_full_disk_is_reported_in_one_line(refused: Run, tmp_path: Path, room: int) -> None:
    (tmp_path / "disk").mkdir()
    with small_disk(tmp_path / "disk", 4) as disk:
        filling = fill_up(disk)
        os.truncate(filling, filling.stat().st_size - room)
        said = refused("backup", disk / "all.backup")
        assert len(said.strip().partition("Error: ")[2].splitlines()) == 1
        assert list(disk.iterdir()) == [filling]


def test_a_backup_contains_the_secrets(app: Flask, run: Run, tmp_path: Path) -> None:
    """Without the key of the pushes, every subscription would be worth nothing."""
    run("backup", tmp_path / "all.backup")
    with zipfile.ZipFile(tmp_path / "all.backup") as bundle:
        kept = json.loads(bundle.read("secrets.json"))
    assert kept["VAPID_PRIVATE_KEY"] == app.config["VAPID_PRIVATE_KEY"]
    assert kept["SECRET_KEY"] == app.config["SECRET_KEY"]


def test_a_database_without_tables_is_not_kept(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    empty = make_app(DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    result = empty.test_cli_runner().invoke(args=["backup", str(tmp_path / "all.backup")])
    assert result.exit_code == 1
    assert "db upgrade" in result.output


def test_writers_go_on_and_the_backup_is_one_moment(
    app: Flask, alice: ApiClient, run: Run, tmp_path: Path
) -> None:
    """Each batch is a person and a note: a backup never holds the one without the other, and the
    writer never waits for it to end."""
    long = "x" * 9000
    for _ in range(20):
        alice.sync([changes.note(body=long) for _ in range(40)])
    phone, stop = alice.another_phone(), threading.Event()
    written = []

    def write() -> None:
        while not stop.is_set():
            phone.sync([changes.person(), changes.card()])
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            run("backup", tmp_path / f"{number}.backup")
    finally:
        stop.set()
        writer.join()
    assert len(written) > 3
    for number in range(3):
        run("restore", tmp_path / f"{number}.backup")
        kinds = [each["kind"] for each in alice.everything()]
        assert kinds.count("person") == kinds.count("card")
        assert kinds.count("note") == 800


def test_without_pg_dump_it_says_what_is_missing(
    app: Flask, refused: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_sqlite(app):
        return
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("server.backup.postgres.DEBIAN", tmp_path)
    said = refused("backup", tmp_path / "all.backup")
    assert "pg_dump of PostgreSQL" in said
    assert "postgresql-client-" in said
    assert not (tmp_path / "all.backup").exists()


def test_a_pg_dump_older_than_the_server_is_not_used(
    app: Flask, refused: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_sqlite(app):
        return
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setattr("server.backup.postgres.DEBIAN", tmp_path)
    assert f"{old} is of version 9" in refused("backup", tmp_path / "all.backup")


def test_a_pg_dump_that_fails_leaves_no_file(
    app: Flask, refused: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_sqlite(app):
        return
    broken = tmp_path / "bin" / "pg_dump"
    broken.parent.mkdir()
    broken.write_text(
        "#!/bin/sh\n[ $1 = --version ] && echo 'pg_dump (PostgreSQL) 99' && exit\n"
        "echo half a dump\necho 'out of patience' >&2\nexit 1\n"
    )
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{broken.parent}:/bin:/usr/bin")
    assert "out of patience" in refused("backup", tmp_path / "all.backup")
    assert not (tmp_path / "all.backup").exists()


def test_a_backup_goes_to_standard_output_and_comes_from_standard_input(
    app: Flask, alice: ApiClient, tmp_path: Path
) -> None:
    """As a container needs it, where no folder is to be had from outside; the progress is told on
    standard error."""
    alice.sync([changes.person(name="Maya")])
    runner = app.test_cli_runner()
    made = runner.invoke(args=["backup", "-"])
    assert made.exit_code == 0, made.output
    # From its first byte on: a zip is found behind other text, too.
    assert made.stdout_bytes.startswith(b"PK")
    assert zipfile.is_zipfile(io.BytesIO(made.stdout_bytes))
    assert sorted(path.name for path in Path(app.config["INSTANCE_PATH"]).glob(".backup-*")) == []

    alice.sync([changes.person(name="Tom")])
    back = runner.invoke(args=["restore", "-"], input=made.stdout_bytes)
    assert back.exit_code == 0, back.output
    assert [each["fields"]["name"] for each in alice.everything()] == ["Maya"]


def test_a_file_that_is_no_backup_is_refused_on_standard_input(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["restore", "-"], input=b"half a backup")
    assert result.exit_code == 1
    assert "is no backup of Karmadex" in result.output
