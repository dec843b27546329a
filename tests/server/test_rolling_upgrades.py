"""Old and new code side by side: while the machines are upgraded one by one, all of them work on
the schema of the newest.

1. Every migration only adds (`test_a_migration_only_adds`).
2. This code works where something was added that it does not know (`test_code_…`).
3. The code as it was before the last migration serves beside this one, on this one's schema. It is
   taken from the history of the repository; a copy without it leaves that test out and says so.

What a later release has no more use for goes in a migration of its own, once no code that uses it
runs any more: it is named in TAKEN_AWAY, with the release that stopped using it.
"""

import io
import json
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from config import ROOT
from server import cli, clock, database
from server.app import MIGRATIONS, create_app
from server.extensions import db
from server.worker_ticks import tick
from tests.server.test_migrations import REVISIONS
from tests.support.api import API, ApiClient
from tests.support.changes import change
from tests.support.databases import Databases
from tests.support.live import LiveServer
from tests.support.outbox import Outbox, wait_for_more

#: (revision, table or table.column): why no code that still runs misses it.
TAKEN_AWAY: dict[tuple[str, str], str] = {}

Table = dict[str, Any]


@pytest.fixture
def empty_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    with databases.empty(tmp_path) as url:
        app = create_app({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
        cli.init_app(app)
        with app.app_context():
            yield app
            db.engine.dispose()


def upgrade(app: Flask, *revision: str) -> str:
    result = app.test_cli_runner().invoke(args=["db", "upgrade", *revision])
    assert result.exit_code == 0, result.output
    return result.output


def look() -> dict[str, Table]:
    """The schema as it is: of each table its columns, and what it refuses."""
    inspector = sa.inspect(db.engine)
    return {
        name: {
            "columns": {
                column["name"]: column | {"type": repr(column["type"])}
                for column in inspector.get_columns(name)
            },
            "unique": {
                tuple(sorted(filter(None, each["column_names"])))
                for each in (
                    *inspector.get_unique_constraints(name),
                    *(index for index in inspector.get_indexes(name) if index["unique"]),
                )
            },
            "checks": {check["sqltext"] for check in inspector.get_check_constraints(name)},
            "foreign": {
                tuple(key["constrained_columns"]) for key in inspector.get_foreign_keys(name)
            },
            "key": tuple(inspector.get_pk_constraint(name)["constrained_columns"]),
        }
        for name in inspector.get_table_names()
        if name != "alembic_version"
    }


def breaks(before: dict[str, Table], after: dict[str, Table]) -> Iterator[tuple[str, str]]:
    """What code that knows `before` would stumble over: (table or table.column, why)."""
    for name, was in before.items():
        now = after.get(name)
        if now is None:
            yield name, "is gone"
            continue
        for column, old in was["columns"].items():
            new = now["columns"].get(column)
            if new is None:
                yield f"{name}.{column}", "is gone"
            elif new["type"] != old["type"]:
                yield f"{name}.{column}", "is of another type"
            elif old["nullable"] and not new["nullable"]:
                yield f"{name}.{column}", "may no longer be null"
        for column in now["columns"].keys() - was["columns"].keys():
            new = now["columns"][column]
            if not new["nullable"] and new["default"] is None:
                yield f"{name}.{column}", "is new, and a row without it is refused"
        for what in ("unique", "checks", "foreign"):
            more = now[what] - was[what]
            if what == "unique":  # what was unique already is so together with whatever else
                more = {new for new in more if not any(set(old) <= set(new) for old in was[what])}
            if more:
                yield name, f"refuses more rows: {what} {more}"
        if now["key"] != was["key"]:
            yield name, "has another key"


@pytest.mark.parametrize("revision", REVISIONS[1:])
def test_a_migration_only_adds(empty_app: Flask, revision: str) -> None:
    upgrade(empty_app, f"{int(revision) - 1:04}")
    before = look()
    upgrade(empty_app, revision)
    found = {
        what: why for what, why in breaks(before, look()) if (revision, what) not in TAKEN_AWAY
    }
    assert found == {}


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("DROP TABLE later", "is gone"),
        ("ALTER TABLE later DROP COLUMN name", "is gone"),
        ("ALTER TABLE later RENAME COLUMN name TO called", "is gone"),
        ("ALTER TABLE later ADD COLUMN rank INTEGER NOT NULL", "a row without it is refused"),
        ("CREATE UNIQUE INDEX one_name ON later (name)", "refuses more rows"),
    ],
)
def test_the_rule_finds_migrations_that_do_not_only_add(
    empty_app: Flask, sql: str, why: str
) -> None:
    def run(text: str) -> None:
        with db.engine.begin() as connection:
            connection.exec_driver_sql(text)

    run("CREATE TABLE later (id INTEGER PRIMARY KEY, name VARCHAR(9))")
    before = look()
    if "NOT NULL" in sql and db.engine.dialect.name == "sqlite":
        run("DROP TABLE later")  # which SQLite does by itself when it changes a table
        sql = "CREATE TABLE later (id INTEGER PRIMARY KEY, name VARCHAR(9), rank INTEGER NOT NULL)"
    run(sql)
    assert any(why in reason for _, reason in breaks(before, look()))


@pytest.fixture
def tomorrows(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """This code on the schema of a release to come: every table has a column more, and there is a
    table more, of which this code knows nothing."""
    app = make_app()
    with app.app_context():
        undo = []
        with db.engine.begin() as connection:
            for name in sa.inspect(connection).get_table_names():
                if name != "alembic_version":
                    connection.exec_driver_sql(f"ALTER TABLE {name} ADD COLUMN tomorrow VARCHAR(9)")
                    undo.append(f"ALTER TABLE {name} DROP COLUMN tomorrow")
            connection.exec_driver_sql("CREATE TABLE tomorrows (id INTEGER PRIMARY KEY)")
            undo.append("DROP TABLE tomorrows")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
            undo.append(f"UPDATE alembic_version SET version_num = '{REVISIONS[-1]}'")
        yield app
        with db.engine.begin() as connection:
            for sql in undo:
                connection.exec_driver_sql(sql)


def test_code_is_ready_on_a_newer_schema(tomorrows: Flask) -> None:
    with database.write() as s:
        tick(s, "loop", clock.now())
    assert tomorrows.test_client().get("/readyz").status_code == 200


def test_code_serves_on_a_newer_schema(tomorrows: Flask) -> None:
    alice = ApiClient(tomorrows, "Alice", "Europe/Berlin")
    edit = change("person", set={"name": "Maya", "known_for": "water-skis"})
    answer = alice.sync([edit])
    assert [result["status"] for result in answer["results"]] == ["applied"]
    assert alice.another_phone().sync()["records"] == answer["records"]
    assert alice.patch(f"{API}/me", {"prompt_at": "07:00"}).status_code == 200
    exported = tomorrows.test_cli_runner().invoke(args=["export", alice.email])
    assert [record["fields"]["name"] for record in json.loads(exported.stdout)["records"]] == [
        "Maya"
    ]
    sent = tomorrows.test_cli_runner().invoke(args=["prompts", "send"])
    assert sent.exit_code == 0, sent.output
    assert alice.delete(f"{API}/me", {"password": alice.password}).status_code == 204


def test_the_migrations_of_an_older_release_leave_a_newer_schema_alone(tomorrows: Flask) -> None:
    """A release is taken back, and its start-up runs `flask db upgrade` as always."""
    before = look()
    assert "of a newer release: nothing to do" in upgrade(tomorrows)
    assert look() == before


def run_git(*arguments: str) -> bytes:
    """What git prints; nothing where there is no git, or no such commit."""
    if shutil.which("git") is None:
        return b""
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True).stdout


@pytest.fixture
def former_code(tmp_path: Path) -> Path:
    """The code as it was right before the last migration came."""
    (last,) = (MIGRATIONS / "versions").glob(f"{REVISIONS[-1]}_*.py")
    added = ["log", "--first-parent", "-m", "--diff-filter=A", "--format=%H", "-1"]
    came = run_git(*added, "--", str(last)).decode().strip()
    packed = run_git("archive", "--format=zip", f"{came}^" if came else "HEAD")
    if not packed:
        pytest.skip("the history of this repository is not here")
    folder = tmp_path / "former"
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
    assert not [*folder.rglob(last.name)]
    return folder


def test_the_code_before_the_last_migration_serves_beside_this_one(
    live_server: LiveServer, former_code: Path
) -> None:
    """Phones whose notes go now to the one, now to the other, as a proxy sends them."""
    former = LiveServer.beside(live_server, former_code)
    try:
        phones = [Outbox(live_server, "alice@example.org"), Outbox(former, "bob@example.org")]
        for phone in phones:
            phone.start()
        for url in (former.url, live_server.url, former.url, live_server.url):
            before = [len(phone.taken) for phone in phones]
            for phone in phones:
                phone.http.url = url
            wait_for_more(phones, before)
        for phone in phones:
            phone.finish()
            assert phone.answers.keys() == {200}
            assert Counter(phone.held()) == Counter(phone.taken)
    finally:
        former.stop()
    for server in (live_server, former):
        assert "met an error" not in server.log.read_text(), "its prompt worker is content"
