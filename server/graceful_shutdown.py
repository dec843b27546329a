"""How a server goes without losing a request: it says so first, and serves on for a moment.

1. SIGTERM marks the server as leaving. It serves on for `drain` seconds.
2. Meanwhile `/healthz` says "leaving": a proxy that looks sends nobody new.
3. Meanwhile each answer closes its connection: nobody sends the next request on one that is about
   to be closed.
4. Then it takes no new connection, finishes what was begun, and ends.

Ctrl-C means now, and so does a second SIGTERM.
"""

import signal
from collections.abc import Iterable
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from flask import Response
from granian import Granian

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: In the environment of the processes that serve: the file that is there once the server leaves.
MARK = "KARMADEX_LEAVING"


class DrainingServer(Granian):  # type: ignore[misc, valid-type]
    """Granian, which leaves `mark` and serves on for `drain` seconds before it ends."""

    def __init__(self, *arguments: Any, mark: Path, drain: float, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._mark = mark
        self._drain = drain

    def signal_handler_interrupt(self, sign: int, *more: Any) -> None:
        if sign != signal.SIGTERM or self._drain <= 0 or self._mark.exists():
            super().signal_handler_interrupt(sign, *more)
            return
        self._mark.touch()
        timer = Timer(self._drain, super().signal_handler_interrupt, (sign, *more))
        timer.daemon = True
        timer.start()


class DrainingMiddleware:
    """WSGI around the app: what it says while the server is leaving."""

    def __init__(self, served: "WSGIApplication", mark: Path) -> None:
        self._served = served
        self._mark = mark

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not self._mark.exists():
            return self._served(environ, start_response)

        def start_last(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, ("Connection", "close")], *more)

        if environ.get("PATH_INFO") == "/healthz":
            return Response("leaving\n", content_type="text/plain")(environ, start_last)
        return self._served(environ, start_last)
