"""Each migration, up and down, with data in the tables."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask
from flask.testing import FlaskCliRunner

from server.app import MIGRATIONS, create_app
from server.extensions import db
from tests.support.databases import Databases

REVISIONS = [
    script.revision for script in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))
]
ALICE = "5f0c1b1e-0000-4000-8000-00000000a11c"


@pytest.fixture
def app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An app whose database has no table yet."""
    with databases.empty(tmp_path) as url:
        app = create_app({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
        with app.app_context():
            yield app
            db.engine.dispose()


@pytest.fixture
def flask(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def run(flask: FlaskCliRunner, *arguments: str) -> None:
    result = flask.invoke(args=["db", *arguments])
    assert result.exit_code == 0, result.output


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def add_alice() -> None:
    """An account with a session, in plain SQL: the models may know more columns by now."""
    with db.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO accounts (id, email, email_key, name, password_hash, timezone,"
                " prompt_at, language, created_at) VALUES (:id, 'alice@example.org',"
                " 'alice@example.org', 'Alice', 'x', 'Europe/Berlin', '08:30', 'en', :now)"
            ),
            {"id": as_kept(ALICE), "now": "2026-11-23 21:30:00"},
        )
        connection.execute(
            sa.text(
                "INSERT INTO sessions (account_id, id, token_hash, created_at, last_used_at,"
                " user_agent) VALUES (:id, :id, 'x', :now, :now, 'x')"
            ),
            {"id": as_kept(ALICE), "now": "2026-11-23 21:30:00"},
        )


def as_kept(uuid: str) -> str:
    return uuid.replace("-", "") if db.engine.dialect.name == "sqlite" else uuid


def count(table: str) -> int:
    with db.engine.connect() as connection:
        found = connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()
    return int(found)


def test_revisions_are_one_linear_chain() -> None:
    assert [f"{number:04}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS


def test_all_migrations_go_up_and_down(flask: FlaskCliRunner) -> None:
    run(flask, "upgrade")
    assert {"accounts", "sessions"} <= tables()
    run(flask, "downgrade", "base")
    assert tables() == set()
    run(flask, "upgrade")


@pytest.mark.parametrize("revision", REVISIONS[1:])
def test_one_migration_up_and_down_keeps_all_data(flask: FlaskCliRunner, revision: str) -> None:
    before = f"{int(revision) - 1:04}"
    run(flask, "upgrade", before)
    had = tables()
    add_alice()
    for arguments in (("upgrade", revision), ("downgrade", before), ("upgrade", revision)):
        run(flask, *arguments)
        assert count("accounts") == 1
        assert count("sessions") == 1
    run(flask, "downgrade", before)
    assert tables() == had


def test_the_tables_match_the_models(flask: FlaskCliRunner) -> None:
    run(flask, "upgrade")
    run(flask, "check")


def test_upgrading_again_does_nothing(flask: FlaskCliRunner) -> None:
    run(flask, "upgrade")
    add_alice()
    run(flask, "upgrade")
    assert count("accounts") == 1


def add_record(kind: str, fields: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO records (account_id, id, kind, rev, fields, winners, arrived_at,"
                " changed_at) VALUES (:account, :id, :kind, 1, :fields, '[]', 0, 0)"
            ),
            {
                "account": as_kept(ALICE),
                "id": as_kept(f"{kind == 'note':08}-0000-4000-8000-000000000000"),
                "kind": kind,
                "fields": fields,
            },
        )


def test_older_people_are_not_merged_and_merged_ones_stay_so(
    flask: FlaskCliRunner,
) -> None:
    run(flask, "upgrade", "0007")
    add_alice()
    add_record("person", '{"name":"Maya"}')
    add_record("note", '{"body":"x"}')

    def held(kind: str) -> tuple[str, str | None]:
        with db.engine.connect() as connection:
            found = connection.execute(
                sa.text("SELECT fields, merged_into FROM records WHERE kind = :kind"),
                {"kind": kind},
            ).one()
        return found.fields, found.merged_into

    run(flask, "upgrade", "0008")
    assert held("person") == ('{"name":"Maya","merged_into":null,"not_same_as":[]}', None)
    assert held("note") == ('{"body":"x"}', None)

    merged = f'{{"name":"Maya","merged_into":"{ALICE}","not_same_as":[]}}'
    with db.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE records SET fields = :fields WHERE kind = 'person'"), {"fields": merged}
        )
    run(flask, "downgrade", "0007")
    run(flask, "upgrade", "0008")
    assert held("person") == (merged, ALICE)


def test_older_people_have_no_photo_and_existing_photos_stay(
    flask: FlaskCliRunner,
) -> None:
    run(flask, "upgrade", "0009")
    add_alice()
    add_record("person", '{"name":"the \\"photo\\": man"}')
    add_record("note", '{"body":"x"}')

    def held(kind: str) -> str:
        with db.engine.connect() as connection:
            query = sa.text("SELECT fields FROM records WHERE kind = :kind")
            return str(connection.execute(query, {"kind": kind}).scalar_one())

    for _ in range(2):
        run(flask, "upgrade", "0010")
        assert held("person") == '{"name":"the \\"photo\\": man","photo":null}'
        assert held("note") == '{"body":"x"}'
        run(flask, "downgrade", "0009")


BATCH = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None
def upgrade():
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("accounts", recreate="always" if on_sqlite else "never") as batch:
        batch.add_column(sa.Column("nickname", sa.String(10)))
    {then}
def downgrade():
    pass
"""


@pytest.fixture
def add_migration(app: Flask, flask: FlaskCliRunner, tmp_path: Path) -> Callable[[str], str]:
    """Adds a migration after the last one, to a copy of the folder."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for path in MIGRATIONS.rglob("*.*"):
        if path.suffix in (".py", ".ini", ".mako"):
            (folder / path.relative_to(MIGRATIONS)).write_text(path.read_text())
    run(flask, "upgrade")
    add_alice()

    def add(then: str) -> str:
        text = BATCH.format(head=REVISIONS[-1], then=then)
        (folder / "versions" / "9999_nickname.py").write_text(text)
        return str(folder)

    return add


def test_changing_a_parent_keeps_its_children(
    flask: FlaskCliRunner, add_migration: Callable[[str], str]
) -> None:
    """SQLite makes a new table and drops the old one; with its foreign keys on, that deleted every
    row that referred to it."""
    run(flask, "upgrade", "-d", add_migration("pass"))
    assert "nickname" in {
        column["name"] for column in sa.inspect(db.engine).get_columns("accounts")
    }
    assert count("sessions") == 1


def test_a_migration_that_fails_leaves_nothing_behind(
    flask: FlaskCliRunner, add_migration: Callable[[str], str]
) -> None:
    had = tables()
    folder = add_migration("raise RuntimeError('halfway')")
    assert flask.invoke(args=["db", "upgrade", "-d", folder]).exit_code != 0
    assert tables() == had
    assert "nickname" not in {
        column["name"] for column in sa.inspect(db.engine).get_columns("accounts")
    }
    assert count("sessions") == 1


def test_a_migration_that_leaves_orphans_fails(
    flask: FlaskCliRunner, add_migration: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    """Foreign keys are off meanwhile on SQLite, so that they are checked at the end."""
    if db.engine.dialect.name != "sqlite":
        return
    folder = add_migration("op.execute('DELETE FROM accounts')")
    assert flask.invoke(args=["db", "upgrade", "-d", folder]).exit_code != 0
    assert "rows that refer to nothing: [('sessions'" in caplog.text
    assert count("accounts") == 1


def test_foreign_keys_are_back_on_afterwards(flask: FlaskCliRunner) -> None:
    run(flask, "upgrade")
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert isinstance(raw, sqlite3.Connection)
            assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)
