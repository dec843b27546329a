"""Logs one line for each request: method, address, result. Never its content.

It wraps the whole app, so that requests for files and requests that crashed are logged too.
"""

import logging
import os
import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from time import perf_counter
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from server.http.headers import Pairs
from server.telemetry import metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger("karmadex.request")

HEADER = "X-Request-Id"
#: The allowed form of a request id from a proxy, so that a client cannot write text into the log.
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
#: In the WSGI environment: the template of the address, and the account that asked.
ROUTE, ACCOUNT = "karmadex.route", "karmadex.account"
#: The key in the WSGI environment, if the server has one, of a list of functions that it calls
#: after sending the answer, so that the client does not wait for them.
AFTERWARDS = "karmadex.afterwards"
SYNC = "/api/v1/sync"
#: Requested every few seconds by monitoring: successful ones are counted, but not logged.
HEALTH_CHECKS = ("/healthz", "/readyz")

#: Named for the same reason as `Pairs`.
Write = Callable[..., object]

#: The id of the current request, which each log line contains.
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


class RequestLog:
    """WSGI middleware around the app: gives each request an id, counts it, and logs it: after the
    answer, if the server takes what is to be done AFTERWARDS."""

    def __init__(self, app: "WSGIApplication", *, trusts_ids: bool) -> None:
        self._app = app
        self._trusts_ids = trusts_ids

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        began = perf_counter()
        name = self._name(environ)
        token = request_id.set(name)
        statuses: list[int] = []

        def start(status: str, headers: Pairs, *more: Any) -> Write:
            statuses.append(int(status[:3]))
            return start_response(status, [*headers, (HEADER, name)], *more)

        try:
            # Our answers are complete before they are sent.
            return self._app(environ, start)
        finally:
            status = statuses[-1] if statuses else 500
            seconds = perf_counter() - began
            # Before the answer is sent, so that a client that then reads the metrics finds it
            # counted.
            count_answer(environ, status, seconds)
            request_id.reset(token)

            def write() -> None:
                token = request_id.set(name)
                log_answer(environ, status, seconds)
                request_id.reset(token)

            later: list[Callable[[], None]] | None = environ.get(AFTERWARDS)
            if later is None:
                write()
            else:
                later.append(write)

    def _name(self, environ: "WSGIEnvironment") -> str:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        if self._trusts_ids and GIVEN.fullmatch(given):
            return str(given)
        return os.urandom(16).hex()


def _route_of(environ: "WSGIEnvironment") -> str:
    # A request without a route is for a file of the app, one of its screens, or nothing that
    # exists.
    return str(environ.get(ROUTE, "/*"))


def count_answer(environ: "WSGIEnvironment", status: int, seconds: float) -> None:
    """Count a request in the metrics."""
    route = _route_of(environ)
    metrics.request_answered(environ["REQUEST_METHOD"], route, status)
    if route == SYNC:
        metrics.sync_answered(status, seconds)


def log_answer(environ: "WSGIEnvironment", status: int, seconds: float) -> None:
    """Log a request, unless it is a health check that succeeded."""
    method, route = environ["REQUEST_METHOD"], _route_of(environ)
    if route in HEALTH_CHECKS and status == 200:
        return
    fields = {
        "method": method if method in metrics.METHODS else "other",
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    if ACCOUNT in environ:
        fields["account"] = environ[ACCOUNT]
    log.info("request", extra={"fields": fields})


def init_app(app: Flask, account_in_hand: Callable[[], str | None]) -> None:
    """`account_in_hand` returns the account of the request, if it is known."""

    @app.before_request
    def note_route() -> None:
        if request.url_rule is not None:
            request.environ[ROUTE] = request.url_rule.rule

    @app.teardown_request
    def note_account(_error: BaseException | None) -> None:
        account_id = account_in_hand()
        if account_id is not None:
            request.environ[ACCOUNT] = account_id

    # Flask's own line contains the address, with its ids and search words.
    app.log_exception = log_crash  # type: ignore[method-assign, assignment]
    # Only if there is a proxy; otherwise clients could choose the id.
    logged = RequestLog(app.wsgi_app, trusts_ids=app.config["TRUSTED_PROXIES"] > 0)
    app.wsgi_app = logged  # type: ignore[method-assign]


def log_crash(crash: Any) -> None:
    """Log an error that no view caught, with its traceback."""
    log.error("a request failed", exc_info=crash)
