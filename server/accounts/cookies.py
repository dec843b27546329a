"""The session cookie: its name, its signature, and how it is read.

Over https it is called `__Host-karmadex`, which no other host of the domain can set. The older name
is still read, after the new one, so that nobody is signed out by an upgrade. Signing in also sets
the older cookie, for one day: while a fleet is being upgraded the next request may reach a server
that knows only that name. The older cookie is never renewed.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.sansio.http import parse_cookie

from server.http.csrf import is_by_token, is_local
from server.text_cache import cached

NAME = "karmadex"
SECURE_NAME = "__Host-karmadex"
#: How long upgrading all servers may take.
BESIDE_FOR = timedelta(days=1)
#: The key under which flask-login stores the user.
WHO = "_user_id"


class PhoneSession(SecureCookieSession):
    """What the cookie holds. `spare` is the account in the cookie of the other name, which is used
    if the session of the first has ended. `is_new`: somebody signed in just now."""

    spare: str | None = None
    is_new = False


class SessionCookies(SecureCookieSessionInterface):
    """Cookies that are `Secure` everywhere but on localhost, where that would not work.

    The age of a session is in its row. Flask would also check the time in the signature, and would
    refuse all cookies of the last hour when the server's clock is set back by an hour.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app

    @cached_property
    def _serializer(self) -> URLSafeTimedSerializer:
        # Flask creates one for each request, which costs more than using it.
        made = self.get_signing_serializer(self._app)
        assert made is not None, "there is always a SECRET_KEY"
        return made

    @cached_property
    def read_header(self) -> Callable[[str], list[dict[str, Any]]]:
        """Returns the contents of the validly signed cookies in a header, the preferred one first.
        Callers must not change the result."""
        # A phone sends the same header each time, and the result depends on nothing else.
        return cached(self._read_header)

    def _read_header(self, header: str) -> list[dict[str, Any]]:
        cookies = parse_cookie(header)
        found = []
        for name in (SECURE_NAME, NAME):
            kept = cookies.get(name)
            if kept:
                try:
                    found.append(self._serializer.loads(kept))
                except BadSignature:
                    continue
        return found

    def open_session(self, _app: Flask, request: Request) -> PhoneSession:
        header = "" if is_by_token(request) else request.environ.get("HTTP_COOKIE", "")
        found = self.read_header(header)
        session = PhoneSession(found[0] if found else None)
        if len(found) > 1 and found[1] != found[0]:
            session.spare = found[1].get(WHO)
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not session.modified:  # Flask has the same result after examining the whole cookie
            if "Vary" in response.headers:
                response.vary.add("Cookie")
            else:
                response.headers["Vary"] = "Cookie"
            return
        # flask-login derives it from the network address and the browser. It is not used.
        session.pop("_id", None)
        super().save_session(app, session, response)
        if self.get_cookie_secure(app):
            self._keep_beside(session, response)

    def _keep_beside(self, session: SessionMixin, response: Response) -> None:
        if not session:
            response.delete_cookie(NAME, secure=True, httponly=True, samesite="Lax")
        elif getattr(session, "is_new", False):
            kept = self._serializer.dumps(dict(session))
            response.set_cookie(
                NAME, str(kept), max_age=BESIDE_FOR, secure=True, httponly=True, samesite="Lax"
            )

    def get_cookie_name(self, app: Flask) -> str:
        return SECURE_NAME if self.get_cookie_secure(app) else NAME

    def get_cookie_secure(self, app: Flask) -> bool:
        return is_secure(app, request)


def is_secure(app: Flask, request: Request) -> bool:
    """Returns whether a cookie for this browser has to be `Secure`."""
    return not (is_local(app.config["PUBLIC_URL"]) and is_local(request.host_url))
