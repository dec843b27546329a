"""`/healthz`: does the process serve? `/readyz`: can it do its work?"""

from functools import cache

from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

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
            if not inspect(s.connection()).has_table("alembic_version"):
                return ["a migration is missing: run `flask --app wsgi db upgrade`"]
            applied = s.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        return ["the database does not answer"]
    if applied != latest_migration(current_app.extensions["migrate"].directory):
        return ["a migration is missing: run `flask --app wsgi db upgrade`"]
    if is_silent(clock.now()):
        return ["the prompt worker has not ticked for 3 minutes"]
    return []


@cache
def latest_migration(directory: str) -> str | None:
    return ScriptDirectory(directory).get_current_head()
