"""Which client sends a body. Determined before the body is read, so without the database."""

from typing import TYPE_CHECKING, Any

from flask import Flask, Request
from werkzeug.middleware.proxy_fix import ProxyFix

from server.accounts.cookies import WHO
from server.http.client_address import client_address
from server.serving.places import Who

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class ClientReader:
    """Finds the client by the signature of its cookie, or by its address."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        proxies = app.config["TRUSTED_PROXIES"]
        self._proxies: ProxyFix | None = None
        if proxies:
            self._proxies = ProxyFix(
                _nothing, x_for=proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
            )

    def __call__(self, environ: "WSGIEnvironment") -> Who:
        if self._proxies is not None:
            environ = environ.copy()
            self._proxies(environ, _ignore)
        request = Request(environ)
        return Who(account=self._account(request), address=client_address(request))

    def _account(self, request: Request) -> str | None:
        """Returns the account of a validly signed cookie. Whether its session still exists is
        checked by the app."""
        session = self._app.session_interface.open_session(self._app, request)
        user = session.get(WHO) if session else None
        return user.partition(".")[0] if isinstance(user, str) else None


def _nothing(_environ: object, _start: object) -> list[bytes]:
    return []


def _ignore(*_: Any) -> Any:
    """A start_response that does nothing."""
