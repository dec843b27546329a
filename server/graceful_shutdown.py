"""How a server goes without losing a request: it says so first, and serves on for a moment.

1. SIGTERM marks the server as leaving. It serves on for `--drain` seconds.
2. Meanwhile `/healthz` says "leaving": a proxy that looks sends nobody new.
3. Meanwhile each answer closes its connection: nobody sends the next request on one that is about
   to be closed.
4. Then it takes no new connection, finishes what was begun, and ends.

Ctrl-C means now, and so does a second SIGTERM.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class DrainingMiddleware:
    """WSGI around the app: what it says once the file `mark` is there, since the server leaves."""

    def __init__(self, served: "WSGIApplication", mark: Path) -> None:
        self._served = served
        self._mark = str(mark)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not os.path.exists(self._mark):  # noqa: PTH110 - each request looks
            return self._served(environ, start_response)

        def start_last(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, ("Connection", "close")], *more)

        if environ.get("PATH_INFO") == "/healthz":
            return Response("leaving\n", content_type="text/plain")(environ, start_last)
        return self._served(environ, start_last)
