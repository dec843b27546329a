"""How Alembic reaches our database. Run by `flask db …`, inside of an app context."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from server.extensions import db

#: Two servers that start at once must not migrate at once. Any number, the same for ever.
LOCK = 5_276_390_141


def configure(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        # flask-migrate's: `render_as_batch`, since SQLite changes a table by making a new one.
        **current_app.extensions["migrate"].configure_args,
    )


def migrate_sqlite(connection: Connection) -> None:
    """In one transaction, so that a failure leaves nothing half done.

    Foreign keys are off meanwhile: a batch change drops the old table, and with it would go every
    row that refers to it. They are checked before anything is committed.
    """
    # The pragma does nothing inside of a transaction, and SQLAlchemy would open one.
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            configure(connection)
            context.run_migrations()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if orphans:
                raise RuntimeError(f"the migration leaves rows that refer to nothing: {orphans}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def migrate_postgresql(connection: Connection) -> None:
    with connection.begin():
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        configure(connection)
        context.run_migrations()


with db.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        migrate_sqlite(connection)
    else:
        migrate_postgresql(connection)
