"""`flask restore`: back to the file, checked before, with what was there kept aside."""

import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from server.extensions import db
from server.keys import make_vapid_key, read_vapid_key
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import edit
from tests.support.databases import is_sqlite

Run = Callable[..., str]


def test_a_restore_brings_every_account_back(
    app: Flask, alice: ApiClient, run: Run, file: Path, bob: ApiClient
) -> None:
    maya = changes.person(ago=60)
    alice.sync([maya, changes.note(ago=50)])
    bob.sync([changes.card()])
    tablet = bob.another_phone()
    before = alice.everything(), bob.everything(), alice.get("/api/v1/me").get_json()
    run("backup", file)
    alice.sync([edit("person", maya["record"], name="M"), changes.note()])
    assert bob.delete("/api/v1/me", {"password": bob.password}).status_code == 204
    run("restore", file)
    assert (alice.everything(), tablet.everything(), alice.get("/api/v1/me").get_json()) == before


def test_every_phone_starts_over(alice: ApiClient, run: Run, file: Path) -> None:
    alice.sync([changes.note(), changes.note()])
    run("backup", file)
    alice.sync([changes.note()])
    run("restore", file)
    answer = alice.sync()
    assert (answer["reset"], answer["reset_reason"]) == (True, "restored")
    assert answer["restored_rev"] == 2
    assert len(answer["records"]) == 2
    assert not alice.sync()["reset"]


def test_each_restore_begins_another_epoch(alice: ApiClient, run: Run, file: Path) -> None:
    alice.sync([changes.note()])
    run("backup", file)
    for _ in range(2):
        run("restore", file)
        assert alice.sync()["reset_reason"] == "restored"


def test_a_restore_keeps_the_previous_data_aside(
    app: Flask, alice: ApiClient, run: Run, file: Path
) -> None:
    run("backup", file)
    alice.sync([changes.note(body="written after the backup")])
    said = run("restore", file)
    aside = said.partition("is kept: ")[2].partition(".\n")[0]
    query = "SELECT fields FROM {}records"
    if is_sqlite(app):
        assert Path(aside).stat().st_mode & 0o777 == 0o600
        with closing(sqlite3.connect(aside)) as connection:
            [[fields]] = connection.execute(query.format("")).fetchall()
    else:
        with app.app_context(), db.engine.connect() as connection:
            schema = aside.removeprefix("the schema ")
            [fields] = connection.scalars(text(query.format(f"{schema}."))).all()
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
            connection.commit()
    assert json.loads(fields)["body"] == "written after the backup"


def test_a_restore_leaves_no_other_file(app: Flask, alice: ApiClient, run: Run, file: Path) -> None:
    alice.sync([changes.note()])
    run("backup", file)
    before = set(file.parent.iterdir())
    run("restore", file)
    new = {path.name for path in set(file.parent.iterdir()) - before}
    assert {name for name in new if "before-restore" not in name} <= {
        "karmadex.sqlite3-wal",
        "karmadex.sqlite3-shm",
    }


def test_a_backup_is_restored_on_a_new_machine(
    make_app: Callable[..., Flask], alice: ApiClient, run: Run, file: Path, tmp_path: Path
) -> None:
    """Nothing is there but the program: the keys come along, and no phone is lost."""
    if not is_sqlite(alice.app):
        return
    alice.sync([changes.note(body="carried over")])
    run("backup", file)
    instance = tmp_path / "new"
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    fresh = make_app(INSTANCE_PATH=str(instance), DATABASE_URL=url)
    said = fresh.test_cli_runner().invoke(args=["restore", str(file)])
    assert said.exit_code == 0, said.output
    assert "SECRET_KEY, VAPID_PRIVATE_KEY" in said.output
    assert "is kept" not in said.output
    restarted = make_app(INSTANCE_PATH=str(instance), DATABASE_URL=url)
    for name in ("SECRET_KEY", "VAPID_PRIVATE_KEY"):
        assert restarted.config[name] == alice.app.config[name] != fresh.config[name]
    assert (instance / "secret_key").stat().st_mode & 0o777 == 0o600
    phone = restarted.test_client()
    cookie = alice.http.get_cookie("karmadex") or next(iter(alice.http._cookies.values()))
    phone.set_cookie(cookie.key, cookie.value)
    assert phone.get("/api/v1/me").get_json()["id"] == alice.id


def test_a_secret_that_is_a_setting_is_not_changed_and_is_reported(
    make_app: Callable[..., Flask], run: Run, file: Path
) -> None:
    run("backup", file)
    other = make_app(VAPID_PRIVATE_KEY=read_vapid_key(make_vapid_key()))
    said = other.test_cli_runner().invoke(args=["restore", str(file)])
    assert said.exit_code == 0, said.output
    assert "another VAPID_PRIVATE_KEY" in said.output


def test_a_secret_that_is_replaced_is_kept_beside(
    make_app: Callable[..., Flask], run: Run, file: Path, tmp_path: Path
) -> None:
    make_app()
    run("backup", file)
    (tmp_path / "secret_key").write_text("made since, and long enough for it")
    other = make_app()
    assert other.test_cli_runner().invoke(args=["restore", str(file)]).exit_code == 0
    [kept] = tmp_path.glob("secret_key.before-restore-*")
    assert kept.read_text() == "made since, and long enough for it"
    assert kept.stat().st_mode & 0o777 == 0o600


def test_phones_that_sync_meanwhile_are_answered(alice: ApiClient, run: Run, file: Path) -> None:
    """None is ended because it holds what the restore wants, and wants what the restore holds."""
    alice.sync([changes.note() for _ in range(50)])
    phone, stop = alice.another_phone(), threading.Event()
    run("backup", file)
    failures: list[Exception] = []
    resets: list[bool] = []

    def write() -> None:
        while not stop.is_set():
            try:
                resets.append(phone.sync([changes.card()])["reset"])
            except Exception as error:
                failures.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(4):
            run("restore", file)
    finally:
        stop.set()
        writer.join()
    # PostgreSQL shows a request that waited in that very moment a database from before the restore,
    # in which the new tables are empty: it is told to sign in, and the next one finds all well.
    assert all("Sign in first" in str(each) for each in failures), failures
    assert phone.sync([changes.card()])["results"][0]["status"] == "applied"
    assert sum(resets) in range(1, 5), "its connections see the new tables, not the old ones"
