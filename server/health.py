"""`/healthz`: does the process serve? `/readyz`: can it do its work?"""

from functools import cache

from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from server import clock, database
from server.http.problems import Problem
from server.prompts.worker import is_silent

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    return Response("ok\n", content_type="text/plain")


@bp.get("/readyz")
def readyz() -> Response:
    reasons = why_not_ready()
    if reasons:
        raise Problem(503, "; ".join(reasons))
    return Response("ok\n", content_type="text/plain")


def why_not_ready() -> list[str]:
    """What keeps this server from doing its work, in words for its operator."""
    try:
        with database.read() as s:
            applied = applied_revision(s)
    except SQLAlchemyError:
        return ["the database does not answer"]
    if lacks_migration(current_app.extensions["migrate"].directory, applied):
        return ["a migration is missing: run `flask --app wsgi db upgrade`"]
    if is_silent(clock.now()):
        return ["the prompt worker has not ticked for 3 minutes"]
    return []


def applied_revision(s: Session) -> str | None:
    """The migration that the database stands at; None: it has no tables."""
    if not inspect(s.connection()).has_table("alembic_version"):
        return None
    found: str | None = s.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def lacks_migration(directory: str, applied: str | None) -> bool:
    """Whether the database has yet to be brought up to this code.

    A revision that this code has never heard of is of a release to come, which is just being rolled
    out. It has only added to what there was, so that this code goes on working.
    """
    known, latest = migrations(directory)
    return applied is None or (applied in known and applied != latest)


@cache
def migrations(directory: str) -> tuple[frozenset[str], str | None]:
    """All revisions that this code knows, and the latest of them."""
    scripts = ScriptDirectory(directory)
    known = frozenset(script.revision for script in scripts.walk_revisions())
    return known, scripts.get_current_head()
