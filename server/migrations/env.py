"""How Alembic connects to our database. Run by `flask db …`, within an app context."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from server import disk
from server.extensions import db
from server.postgres import LOCK_TIMEOUT_S, take_your_time

#: Two servers that start at once must not migrate at once. Any number, the same for ever.
LOCK = 5_276_390_141


def configure(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        # flask-migrate's: `render_as_batch`, since SQLite changes a table by making a new one.
        **current_app.extensions["migrate"].configure_args,
    )


def migrate() -> None:
    """Run the requested migration, unless the schema is of a newer release, as in a rolling upgrade
    or after a rollback: newer migrations only add, so the older release works on that schema."""
    applied = context.get_context().get_current_revision()
    known = {script.revision for script in context.script.walk_revisions()}
    if applied is not None and applied not in known:
        print(f"The database is at {applied}, of a newer release: nothing to do here.")
        return
    context.run_migrations()


def migrate_sqlite(connection: Connection) -> None:
    """Migrate in one transaction, so that a failure leaves nothing half done.

    Foreign keys are off meanwhile: a batch change drops the old table, and that would delete every
    row that refers to it. They are checked before the commit.
    """
    # The pragma does nothing inside of a transaction, and SQLAlchemy would open one.
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            configure(connection)
            migrate()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if orphans:
                raise RuntimeError(f"the migration leaves rows that refer to nothing: {orphans}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def migrate_postgresql(connection: Connection) -> None:
    with connection.begin():
        # Whoever migrates already may take their time; everybody else's locks are waited for as
        # briefly as by any statement, since all that comes after would wait behind us.
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        take_your_time(connection)
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_S}s'")
        configure(connection)
        migrate()


def connect() -> Connection:
    """Raises click.ClickException, so that the operator reads one line and no traceback."""
    try:
        return db.engine.connect()
    except OperationalError as error:
        raise click.ClickException(f"The database cannot be used: {error.orig}") from error


@contextmanager
def as_far_as_there_is_room() -> Iterator[None]:
    """Raises click.ClickException if the disk is full. Any other error in a migration is a bug, and
    keeps its traceback."""
    try:
        yield
    except OperationalError as error:
        if not disk.is_full(error):
            raise
        said = str(error.orig).partition("\n")[0]  # PostgreSQL goes on with where it was
        raise click.ClickException(
            f"There is no room for the migration ({said}). Nothing was changed:"
            " make room on the disk of the database, then run this again."
        ) from error


with as_far_as_there_is_room(), connect() as connection:
    if connection.dialect.name == "sqlite":
        migrate_sqlite(connection)
    else:
        migrate_postgresql(connection)
