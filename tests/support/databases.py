"""One fresh, migrated database a test, on SQLite or on PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from server.app import create_app
from server.extensions import db
from tests.rigs.postgres import Postgres, start_postgres


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
    """Copies of one database that was migrated once, on a server of this test process."""

    def __init__(self, folder: Path) -> None:
        self.server: Postgres = start_postgres(durable=False)
        self.numbers = count()
        migrate(folder, self.server.create_database("template"))

    @contextmanager
    def fresh(self, folder: Path, template: str = "template") -> Iterator[str]:
        name = f"test_{next(self.numbers)}"
        yield self.server.create_database(name, template=template)
        self.server.drop_database(name)

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        with self.fresh(folder, "template0") as url:
            yield url

    def close(self) -> None:
        self.server.close()


Databases = SqliteDatabases | PostgresDatabases
