"""Converts a request from granian's RSGI to WSGI."""

import sys
from itertools import chain
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from granian.rsgi import Scope

#: Stands for the value of a header that cannot be read.
UNREADABLE = "?"
ALWAYS: dict[str, Any] = {
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "Granian",
    "wsgi.errors": sys.stderr,
    # The body is complete here, in whatever encoding it was sent.
    "wsgi.input_terminated": True,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}


def make_environ(scope: "Scope", body: IO[bytes]) -> "WSGIEnvironment":
    """Returns the WSGI environment of a request.

    A header with an underscore is left out: in WSGI `X_Forwarded_For`, which anybody may send,
    could not be told from the `X-Forwarded-For` of a proxy of ours. Granian names a header with a
    byte beyond ASCII but does not tell its value: the header is still counted as sent. Otherwise a
    client could suppress the address that a proxy of ours appends to the client's own
    `X-Forwarded-For`.
    """
    server, _, port = scope.server.rpartition(":")
    client, _, client_port = scope.client.rpartition(":")
    environ = ALWAYS | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode(errors="surrogateescape").decode("latin-1"),
        "QUERY_STRING": quote(scope.query_string, safe="%/?:@!$&'()*+,;=-._~[]{}|\\^`\"<>#"),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "REMOTE_ADDR": client.strip("[]"),
        "REMOTE_PORT": client_port,
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
    }
    readable = scope.headers.items()
    lost = set(scope.headers.keys()) - {name for name, _ in readable}
    for name, value in chain(readable, ((name, UNREADABLE) for name in lost)):
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        if key in environ:
            value = f"{environ[key]}{';' if key == 'HTTP_COOKIE' else ','}{value}"
        environ[key] = value
    if scope.authority:
        # What an absolute request target or HTTP/2 says (RFC 9112, 3.2.2).
        environ["HTTP_HOST"] = scope.authority
    return environ
