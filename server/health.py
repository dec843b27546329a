"""`/healthz`: does the process serve? `/readyz`: can it do its work?"""

import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, request
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from server import clock, database, disk
from server.http import forgotten_proxy
from server.mail import is_mail_set_up
from server.mail.store import is_mail_server_down
from server.prompts.worker import is_silent

bp = Blueprint("health", __name__)


class Reason(NamedTuple):
    """Why this server cannot work."""

    what: Literal["disk", "database", "migration", "worker"]
    detail: str


class Warn(NamedTuple):
    """What its operator should look at, although it works."""

    what: Literal["mail", "proxy"]
    detail: str


@bp.get("/healthz")
def healthz() -> Response:
    return Response("ok\n", content_type="text/plain")


@bp.get("/readyz")
def readyz() -> Response:
    reasons, warnings = why_not_ready(), look_out_for()
    found = {
        "ready": not reasons,
        "reasons": [reason._asdict() for reason in reasons],
        "warnings": [warning._asdict() for warning in warnings],
    }
    status = 503 if reasons else 200
    return Response(json.dumps(found), status=status, content_type="application/json")


def why_not_ready() -> list[Reason]:
    """Returns why this server cannot work, in words for its operator; empty if it can."""
    reasons = []
    if (why := disk.why_no_room(folders())) is not None:
        reasons.append(Reason("disk", why))
    try:
        with database.read() as s:
            applied = applied_revision(s)
        if lacks_migration(current_app.extensions["migrate"].directory, applied):
            return [
                *reasons,
                Reason("migration", "a migration is missing: run `flask --app wsgi db upgrade`"),
            ]
        if is_silent(clock.now()):
            reasons.append(Reason("worker", "the prompt worker has not ticked for 3 minutes"))
    except SQLAlchemyError:
        reasons.append(Reason("database", "the database does not answer"))
    return reasons


def look_out_for() -> list[Warn]:
    """Returns problems that do not stop the server from working."""
    warnings = []
    if forgotten_proxy.is_seen(current_app, request.environ):
        warnings.append(Warn("proxy", forgotten_proxy.ADVICE))
    if is_mail_set_up():
        with suppress(SQLAlchemyError), database.read() as s:
            if is_mail_server_down(s, clock.now()):
                warnings.append(Warn("mail", "the mail server takes no letters: see the log"))
    return warnings


def folders() -> list[Path]:
    """Returns the folders that this server writes to."""
    found = [Path(current_app.config["INSTANCE_PATH"])]
    url = make_url(current_app.config["DATABASE_URL"])
    if url.get_backend_name() == "sqlite":
        found.append(Path(url.database or "").parent)
    return list(dict.fromkeys(found))


def applied_revision(s: Session) -> str | None:
    """Returns the current migration of the database; None: it has no tables."""
    if not inspect(s.connection()).has_table("alembic_version"):
        return None
    found: str | None = s.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def lacks_migration(directory: str, applied: str | None) -> bool:
    """Returns whether the database still has to be migrated for this code.

    A revision that this code does not know belongs to a newer release that is being rolled out. It
    only added to the schema, so this code goes on working.
    """
    known, latest = migrations(directory)
    return applied is None or (applied in known and applied != latest)


@cache
def migrations(directory: str) -> tuple[frozenset[str], str | None]:
    """Returns all revisions that this code knows, and the latest of them."""
    scripts = ScriptDirectory(directory)
    known = frozenset(script.revision for script in scripts.walk_revisions())
    return known, scripts.get_current_head()
