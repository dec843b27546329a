"""A host of a few pages, for tests that need no server of ours."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.rigs.gate import Gate
from tests.rigs.push_service import POLL_SECONDS


@contextmanager
def host_behind(gate: Gate, handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[None]:
    """Requests that pass the gate are answered by this handler."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, args=(POLL_SECONDS,))
    thread.start()
    gate.target = server.server_address[1]
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
