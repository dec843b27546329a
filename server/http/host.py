"""Checks the host name by which this server was called.

A name that is not ours may be an attacker's that resolves to our address (DNS rebinding). In a
browser, their pages would then be of the same origin as our answers.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from server.http.csrf import is_local
from server.http.problems import Problem
from server.text_cache import cached

#: Monitoring may use any address of the server.
ANY_NAME = frozenset({"health.healthz", "health.readyz"})


def is_ours(host: str, public_url: str) -> bool:
    """Returns whether a `Host` is the one of PUBLIC_URL, with any port, or this machine."""
    name = _name(host)
    return name is not None and (
        name == urlsplit(public_url).hostname or is_local(f"http://{host}")
    )


@cached
def _name(host: str) -> str | None:
    """Returns a `Host` without its port; None if it is invalid."""
    try:
        return urlsplit(f"http://{host}").hostname
    except ValueError:
        return None


def init_app(app: Flask) -> None:
    """Answer 421 to requests for other names. Requests for the app's files do not get here."""
    public_url = app.config["PUBLIC_URL"]

    @app.before_request
    def refuse_other_names() -> Response | None:
        if request.endpoint is None or request.endpoint in ANY_NAME:
            return None
        if is_ours(request.host, public_url):
            return None
        return Problem(421, "This server goes by another name").response()
