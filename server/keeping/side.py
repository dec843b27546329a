"""A second app, for a second database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app

from server.extensions import db


@contextmanager
def side_app(database_url: str) -> Iterator[Flask]:
    """The current app's twin on another database, as the current app meanwhile.

    Raises config.SettingError for an address that makes no sense.
    """
    from server.app import create_app

    names = ("INSTANCE_PATH", "SECRET_KEY", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT", "PUBLIC_URL")
    given = {name: current_app.config[name] for name in names}
    app = create_app(given | {"DATABASE_URL": database_url})
    with app.app_context():
        try:
            yield app
        finally:
            db.engine.dispose()
