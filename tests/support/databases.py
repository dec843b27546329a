"""One fresh, migrated database a test, on SQLite or on PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from flask import Flask
from psycopg.sql import SQL, Identifier

from server.app import create_app
from server.extensions import db
from tests.rigs.postgres import Postgres, start_postgres

MIGRATED = ("alembic_version", "server_epoch")


def is_sqlite(app: Flask) -> bool:
    return str(app.config["DATABASE_URL"]).startswith("sqlite")


def files_of(app: Flask) -> bytes:
    """All that SQLite has on the disk, its log included."""
    file = Path(str(app.config["DATABASE_URL"]).removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def migrate(folder: Path, database_url: str) -> None:
    """`flask db upgrade`, in this process."""
    app = create_app({"INSTANCE_PATH": str(folder), "DATABASE_URL": database_url})
    result = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert result.exit_code == 0, result.output
    with app.app_context():
        db.engine.dispose()


class SqliteDatabases:
    """Copies of one file that was migrated once."""

    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.sqlite3"
        migrate(folder, f"sqlite:///{self.template}")

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        file = folder / "karmadex.sqlite3"
        shutil.copyfile(self.template, file)
        yield f"sqlite:///{file}"

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        yield f"sqlite:///{folder / 'empty.sqlite3'}"

    def close(self) -> None:
        pass


class PostgresDatabases:
    """Copies of one database that was migrated once, on a server of this test process.

    Making a copy takes a quarter of a second, so that a used one is emptied and used again. Its
    rows are deleted: to truncate makes new files for each table and index, which takes five times
    as long. What a test has made large is dropped instead: deleted rows still lie in the tables.
    """

    #: In bytes; a copy that nothing was written to has some 9 MB.
    LARGE = 16 * 1024 * 1024

    def __init__(self, folder: Path) -> None:
        self.server: Postgres = start_postgres(durable=False)
        self.numbers = count()
        self.clean: list[str] = []
        migrate(folder, self.server.create_database("template"))

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        name = self.clean.pop() if self.clean else self._make("template")
        yield self.server.url(name)
        if self._empty(name) < self.LARGE:
            self.clean.append(name)
        else:
            self.server.drop_database(name)

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        name = self._make("template0")
        yield self.server.url(name)
        self.server.drop_database(name)

    def _make(self, template: str) -> str:
        name = f"test_{next(self.numbers)}"
        self.server.create_database(name, template=template)
        return name

    def _empty(self, name: str) -> int:
        """Delete everything but what the migrations themselves have written.

        Returns: The size of the database, in bytes.
        """
        with psycopg.connect(
            host=str(self.server.folder), user="postgres", dbname=name, autocommit=True
        ) as connection:
            # A server that the test has killed may not have let go yet.
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            found = [Identifier(table) for (table,) in tables if table not in MIGRATED]
            # No foreign key is asked, so that the order does not matter; who is still in a
            # transaction is waited for.
            emptying = [
                SQL("SET session_replication_role = replica"),
                SQL("BEGIN"),
                SQL("LOCK TABLE {}").format(SQL(", ").join(found)),
                *(SQL("DELETE FROM {}").format(table) for table in found),
                SQL("COMMIT"),
            ]
            connection.execute(SQL("; ").join(emptying))
            (size,) = connection.execute("SELECT pg_database_size(current_database())").fetchone()
            return int(size)

    def close(self) -> None:
        self.server.close()


Databases = SqliteDatabases | PostgresDatabases
