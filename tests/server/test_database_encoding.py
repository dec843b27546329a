"""A PostgreSQL made in the C locale keeps bytes, and no texts: it is refused in one line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import sql

from server.app import create_app
from server.extensions import db
from tests.support.databases import Databases, PostgresDatabases


@pytest.fixture
def ascii_url(databases: Databases) -> Iterator[str | None]:
    """None on SQLite, which keeps UTF-8 alone."""
    if not isinstance(databases, PostgresDatabases):
        yield None
        return
    with databases.server.connect() as connection:
        connection.execute(
            sql.SQL(
                "CREATE DATABASE in_c TEMPLATE template0 ENCODING 'SQL_ASCII'"
                " LC_COLLATE 'C' LC_CTYPE 'C'"
            )
        )
    yield databases.server.url("in_c")
    databases.server.drop_database("in_c")


def test_another_encoding_than_utf_8_is_refused_with_a_remedy(
    ascii_url: str | None, tmp_path: Path
) -> None:
    if ascii_url is None:
        return
    app = create_app({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": ascii_url})
    result = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert result.exit_code == 1
    assert "keeps its texts in SQL_ASCII: make it with UTF8" in result.output
    assert len(result.output.splitlines()) == 1
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert "database" in answer.text
    with app.app_context():
        db.engine.dispose()


def test_an_unreachable_server_is_reported_in_one_line(tmp_path: Path) -> None:
    url = "postgresql://karmadex@127.0.0.1:1/karmadex"
    app = create_app({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
    result = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: The database cannot be used: ")
