"""How a server stops without losing a request: it announces it first, and goes on serving for a
while.

1. SIGTERM marks the server as leaving. It goes on serving for `--drain` seconds.
2. Meanwhile `/healthz` says "leaving", so that a proxy that checks it sends no new clients.
3. Meanwhile each answer closes its connection, so that no further request is sent on a connection
   that is about to be closed.
4. Then it accepts no new connections, finishes the requests it has, and exits.

Ctrl-C, or a second SIGTERM, stops it at once.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Response

from server.http.headers import Pairs

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class DrainingMiddleware:
    """WSGI middleware: how the app answers once the file `mark` exists, because the server is
    leaving."""

    def __init__(self, served: "WSGIApplication", mark: Path) -> None:
        self._served = served
        self._mark = str(mark)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not os.path.exists(self._mark):  # noqa: PTH110 - each request looks
            return self._served(environ, start_response)

        def start_last(status: str, headers: Pairs, *more: Any) -> Any:
            return start_response(status, [*headers, ("Connection", "close")], *more)

        if environ.get("PATH_INFO") == "/healthz":
            return Response("leaving\n", content_type="text/plain")(environ, start_last)
        return self._served(environ, start_last)
