"""Which client sends a body. Determined before the body is read, so without the database."""

from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from server.accounts.cookies import WHO, SessionCookies
from server.http.client_address import address_of_peer
from server.http.csrf import is_bearer
from server.serving.places import Who

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class ClientReader:
    """Finds the client by the signature of its cookie, or by its address."""

    def __init__(self, app: Flask) -> None:
        assert isinstance(app.session_interface, SessionCookies)
        self._cookies = app.session_interface
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
        # Werkzeug's Request is not used: creating one takes longer than reading these values.
        peer = environ.get("REMOTE_ADDR", "")
        return Who(account=self._account(environ), address=address_of_peer(peer))

    def _account(self, environ: "WSGIEnvironment") -> str | None:
        """Returns the account of a validly signed cookie. Whether its session still exists is
        checked by the app."""
        if is_bearer(environ.get("HTTP_AUTHORIZATION", "")):
            return None
        found = self._cookies.read_header(environ.get("HTTP_COOKIE", ""))
        user = found[0].get(WHO) if found else None
        return user.partition(".")[0] if isinstance(user, str) else None


def _nothing(_environ: object, _start: object) -> list[bytes]:
    return []


def _ignore(*_: Any) -> Any:
    """A start_response that does nothing."""
