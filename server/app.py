"""`create_app()`: puts all parts together, on one screen."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from config import load_settings
from server import database, health, notices, prompts, shell
from server.about import bp as about
from server.accounts import current
from server.accounts.activity.routes import bp as activity
from server.accounts.changing import bp as changing
from server.accounts.codes.routes import bp as codes
from server.accounts.passkeys.routes import bp as passkeys
from server.accounts.recovery.routes import bp as recovery
from server.accounts.routes import bp as accounts
from server.accounts.tokens.routes import bp as tokens
from server.blobs import setup as blob_setup
from server.blobs.routes import bp as blobs
from server.calendar.routes import bp as calendar
from server.dav.routes import bp as dav
from server.extensions import db, migrate
from server.http import client_address, compression, forgotten_proxy, headers, host, problems
from server.http.openapi import bp as openapi
from server.letter_pages import bp as mail_pages
from server.push import service as push_service
from server.push.routes import bp as push
from server.records.routes import bp as records
from server.sync import direct as direct_sync
from server.sync.routes import bp as sync
from server.telemetry import request_log

MIGRATIONS = Path(__file__).parent / "migrations"
API = "/api/v1"


class SyncFlask(Flask):
    """None of our views and hooks is `async`; Flask would check each of them at every request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Returns the function as it is."""
        return func


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """Returns the app, configured by `environ`: by default the environment of this process.

    Raises config.SettingError. It neither migrates the database nor starts anything.
    """
    settings = load_settings(os.environ if environ is None else environ)
    app = SyncFlask(__name__, static_folder=None, instance_path=settings["INSTANCE_PATH"])
    app.config.from_mapping(settings)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings["DATABASE_URL"]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = database.engine_options(settings["DATABASE_URL"])
    # No redirects between paths with and without a slash: they would turn a POST into a GET.
    app.url_map.merge_slashes = False

    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    database.init_app(app)
    host.init_app(app)
    current.init_app(app)
    problems.init_app(app)
    direct_sync.init_app(app)
    headers.init_app(app)
    compression.init_app(app)
    push_service.init_app(app)
    prompts.init_app(app)
    blob_setup.init_app(app)
    notices.init()

    keys = (changing, passkeys, codes, tokens, recovery, activity)
    for blueprint in (openapi, about, accounts, *keys, records, sync, push, blobs, mail_pages):
        app.register_blueprint(blueprint, url_prefix=API)
    app.register_blueprint(health.bp)
    app.register_blueprint(dav)
    app.register_blueprint(calendar)

    shell.init_app(app)
    forgotten_proxy.init_app(app)
    client_address.init_app(app)
    request_log.init_app(app, current.account_in_hand)
    return app
