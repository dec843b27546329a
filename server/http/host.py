"""By which name was this server called?

A name that is not ours is somebody else's, made to lead here (DNS rebinding): in a browser his
pages would be the same site as the answers.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from server.http.csrf import is_local
from server.http.problems import Problem
from server.remembered import remembered

#: Whoever watches the server asks by whichever address it has.
ANY_NAME = frozenset({"health.healthz", "health.readyz"})


def is_ours(host: str, public_url: str) -> bool:
    """Whether a `Host` is that of PUBLIC_URL, by any port, or of this very machine."""
    name = _name(host)
    return name is not None and (
        name == urlsplit(public_url).hostname or is_local(f"http://{host}")
    )


@remembered
def _name(host: str) -> str | None:
    """A `Host` without its port; None if it is no name at all."""
    try:
        return urlsplit(f"http://{host}").hostname
    except ValueError:
        return None


def init_app(app: Flask) -> None:
    """Answer 421 to all other names, but for the app's files, which do not get here."""
    public_url = app.config["PUBLIC_URL"]

    @app.before_request
    def refuse_other_names() -> Response | None:
        if request.endpoint is None or request.endpoint in ANY_NAME:
            return None
        if is_ours(request.host, public_url):
            return None
        return Problem(421, "This server goes by another name").response()
