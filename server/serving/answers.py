"""Calls the WSGI app and reads its whole answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from server.http.headers import Pairs

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment


@dataclass(slots=True)
class Answer:
    """The app's answer."""

    status: int
    headers: Pairs
    body: bytes


def ask(app: "WSGIApplication", environ: "WSGIEnvironment") -> Answer:
    """Returns the app's answer. Raises whatever the app raises."""
    status = "500 Internal Server Error"
    headers: Pairs = []
    written: list[bytes] = []

    def start(given: str, pairs: Pairs, _info: Any = None) -> Any:
        nonlocal status, headers
        status, headers = given, pairs
        return written.append

    parts: Iterable[bytes] = app(environ, start)
    try:
        written += parts
    finally:
        if (close := getattr(parts, "close", None)) is not None:
            close()
    return Answer(int(status.split(" ", 1)[0]), headers, b"".join(written))
