"""Calls the WSGI app and reads its whole answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from wsgiref.headers import Headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment


@dataclass(slots=True)
class Answer:
    """The app's answer."""

    status: int = 500
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""


def ask(app: "WSGIApplication", environ: "WSGIEnvironment") -> Answer:
    """Returns the app's answer. Raises whatever the app raises."""
    answer = Answer()
    written: list[bytes] = []

    def start(status: str, headers: list[tuple[str, str]], _info: Any = None) -> Any:
        answer.status = int(status.split(" ", 1)[0])
        answer.headers = Headers(headers)
        return written.append

    parts: Iterable[bytes] = app(environ, start)
    try:
        written += parts
    finally:
        if (close := getattr(parts, "close", None)) is not None:
            close()
    answer.body = b"".join(written)
    return answer
