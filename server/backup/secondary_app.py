"""A second app, for a second database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app

from config import SettingError
from server.backup.errors import BackupError
from server.extensions import db


@contextmanager
def secondary_app(database_url: str) -> Iterator[Flask]:
    """A copy of the current app for another database; it is the current app within the block.

    Raises BackupError for an invalid address.
    """
    from server.app import create_app

    names = ("INSTANCE_PATH", "SECRET_KEY", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT", "PUBLIC_URL")
    given = {name: current_app.config[name] for name in names}
    try:
        app = create_app(given | {"DATABASE_URL": database_url})
    except SettingError as error:
        raise BackupError(str(error).removeprefix("DATABASE_URL: ")) from error
    with app.app_context():
        try:
            yield app
        finally:
            db.engine.dispose()
