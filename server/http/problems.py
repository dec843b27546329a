"""Errors, all in the same format: `application/problem+json` (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any, TypedDict

from flask import Flask, Response, current_app
from pydantic import BaseModel, Field
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.routing import RequestRedirect

from server import disk


class FieldError(TypedDict):
    """An error in one field; the field is "" if the whole body is meant."""

    field: str
    detail: str


class Problem(Exception):
    """An error that becomes the answer when it is raised anywhere below an endpoint.

    `title` is a short sentence for people; `errors` say which field is wrong, and why; `reason` is
    a word for programs, where the status alone does not tell them what to do; `retry_after` is in
    seconds.
    """

    def __init__(
        self,
        status: int,
        title: str,
        errors: list[FieldError] | None = None,
        *,
        reason: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.errors = errors or []
        self.reason = reason
        self.retry_after = retry_after

    def response(self) -> Response:
        """Returns the answer: `application/problem+json`, with `Retry-After` if it is known."""
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "errors": self.errors,
        }
        if self.reason is not None:
            body["reason"] = self.reason
        response = Response(
            json.dumps(body), status=self.status, content_type="application/problem+json"
        )
        if self.retry_after is not None:
            response.headers["Retry-After"] = str(self.retry_after)
        return response


class ProblemFieldError(BaseModel):
    """An error in one field."""

    field: str
    detail: str


class ProblemDetails(BaseModel):
    """The body of every error."""

    type: str
    title: str
    status: int
    errors: list[ProblemFieldError]
    reason: str = Field(default="", description="what to do next; absent where the status says it")


def answer_problem(problem: Problem) -> Response:
    return problem.response()


def answer_http_error(error: HTTPException) -> Response | HTTPException:
    """Answer Werkzeug's errors (no such path, wrong method, a crash) in our format."""
    if isinstance(error, RequestRedirect) or error.code is None:
        return error
    status = HTTPStatus(error.code)
    response = Problem(status.value, status.phrase).response()
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def answer_crash(_error: InternalServerError) -> Response:
    """Answer 500. Flask has logged the error; the client is not told any details."""
    return Problem(500, "Something went wrong here. It is not your fault.").response()


def answer_lost_database(error: SQLAlchemyError) -> Response:
    """Answer 503: the database is unreachable, too busy or full. A phone keeps its outbox and tries
    again."""
    disk.note(error)
    current_app.logger.exception("The database did not answer")
    what = "has no room" if disk.is_full(error) else "does not answer"
    away = f"The database {what}. Try again in a moment."
    return Problem(503, away, retry_after=5).response()


def answer_lost_disk(_error: OSError) -> Response:
    """Answer 503: the disk is full, or the store of the attachments does not answer. What has
    arrived is kept, and a phone tries again."""
    current_app.logger.exception("The disk, or the store of the attachments, did not do it")
    away = "There is no room, or the store does not answer. Try again in a moment."
    return Problem(503, away, retry_after=5).response()


def init_app(app: Flask) -> None:
    app.register_error_handler(Problem, answer_problem)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(InternalServerError, answer_crash)
    app.register_error_handler(OSError, answer_lost_disk)
    for lost in (OperationalError, InterfaceError, NoConnectionFree):
        app.register_error_handler(lost, answer_lost_database)
