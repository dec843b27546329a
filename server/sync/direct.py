"""Answers small syncs without Flask's request handling, which costs as much as a sync of one note.

Phones send small syncs all day. Contexts, routing, hooks and response objects took as much CPU as
the checks and the statements of such a sync (docs/decisions/sync-statements.md). This middleware
takes a sync if it is small JSON from our own pages with the cookie of a living session.

1. Anything unusual is passed on to Flask before anything has been done, and Flask checks it from
   the start. Requests that are taken here have passed the same checks.
2. Anything that does not end as usual (an error, an answer to be compressed, a cookie to be
   renewed) is finished by Flask, like every other answer.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Flask, Request, Response

from server.accounts.cookies import SessionCookies
from server.accounts.current import SignedIn, find_session, set_signed_in, signed_in
from server.http.compression import LEAST_BYTES
from server.http.csrf import is_from_another_site
from server.http.host import is_ours
from server.http.json_text import parse_json
from server.sync.routes import answer_sync
from server.telemetry.request_log import ACCOUNT, ROUTE, SYNC
from server.text_cache import cached

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: In bytes. For larger batches the cost of a request does not matter.
LARGEST = 65_536
#: The headers that decide whether a request comes from our own pages.
_SENDER = ("wsgi.url_scheme", "HTTP_HOST", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE")


class DirectSync:
    """WSGI middleware directly around Flask."""

    def __init__(self, app: Flask, cookies: SessionCookies) -> None:
        self._app, self._cookies = app, cookies
        self._flask: WSGIApplication = app.wsgi_app
        # A phone sends the same headers each time, and the result depends on nothing else.
        self._is_from_here = cached(self._look_at_sender)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if environ["PATH_INFO"] == SYNC and _is_small_json(environ):
            with self._app.app_context():
                try:
                    who = self._find_sender(environ)
                    if who is not None and (body := _whole_body(environ)) is not None:
                        return self._answer(environ, start_response, who, body)
                except Exception as error:
                    return self._end(environ, start_response, error)
        return self._flask(environ, start_response)

    def _find_sender(self, environ: "WSGIEnvironment") -> SignedIn | None:
        """Returns the session of the sender, or None if Flask has to look at it.

        Raises DBAPIError."""
        said = "\n".join([f"{name} {environ[name]}" for name in _SENDER if name in environ])
        found = self._cookies.read_header(environ.get("HTTP_COOKIE", ""))
        if not found or not self._is_from_here(said):
            return None
        who = find_session(found[0])
        return None if who is None or who.is_wiping else who

    def _look_at_sender(self, said: str) -> bool:
        environ = dict(line.split(" ", 1) for line in said.split("\n"))
        request = Request(environ | {"REQUEST_METHOD": "POST"})
        is_called_so = is_ours(request.host, self._app.config["PUBLIC_URL"])
        return is_called_so and not is_from_another_site(request)

    def _answer(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        who: SignedIn,
        body: bytes,
    ) -> Iterable[bytes]:
        environ[ROUTE], environ[ACCOUNT] = SYNC, who.account_id
        # Flask needs it if it has to finish the request.
        set_signed_in(who)
        answer = answer_sync(parse_json(body), who).encode()
        if who.used_at is not None or len(answer) >= LEAST_BYTES:
            return self._end(environ, start_response, answer)
        headers = [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(answer))),
            ("Vary", "Cookie"),
        ]
        start_response("200 OK", headers)
        return [answer]

    def _end(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        outcome: bytes | Exception,
    ) -> Iterable[bytes]:
        """Finishes as Flask does after a view. Call it for an error while that is being handled."""
        app = self._app
        with app.request_context(environ):
            try:
                if isinstance(outcome, Exception):
                    response = app.finalize_request(app.handle_user_exception(outcome))
                else:
                    signed_in().use_is_noted()
                    response = Response(outcome, content_type="application/json")
                    response = app.finalize_request(response)
            except Exception as error:
                response = app.handle_exception(error)
            return response(environ, start_response)


def _is_small_json(environ: "WSGIEnvironment") -> bool:
    length = environ.get("CONTENT_LENGTH", "")
    return (
        environ["REQUEST_METHOD"] == "POST"
        and environ.get("CONTENT_TYPE") == "application/json"
        and "HTTP_AUTHORIZATION" not in environ
        and "HTTP_CONTENT_ENCODING" not in environ
        and "HTTP_TRANSFER_ENCODING" not in environ
        and length.isascii()
        and length.isdecimal()
        and len(length) < 6
        and int(length) <= LARGEST
    )


def _whole_body(environ: "WSGIEnvironment") -> bytes | None:
    """Returns None if it is not as long as its headers say; then what was read is put back."""
    body: bytes = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    if len(body) == int(environ["CONTENT_LENGTH"]):
        return body
    environ["wsgi.input"] = BytesIO(body)
    return None


def init_app(app: Flask) -> None:
    """Installs the middleware inside the ones that add something to every answer."""
    cookies = app.session_interface
    assert isinstance(cookies, SessionCookies), "accounts are plugged in before"
    app.wsgi_app = DirectSync(app, cookies)  # type: ignore[method-assign]
