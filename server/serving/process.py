"""A process that serves: granian accepts the connections, `Front` handles the requests."""

import asyncio
import contextlib
import ctypes
import gc
import os
import resource
import signal
import socket
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from flask import Flask
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from server import heartbeat
from server.graceful_shutdown import DrainingMiddleware
from server.listener import BACKLOG
from server.serving.front import Front
from server.telemetry import logs

#: A connection is closed without an answer if its headers are not complete by then, or if it is not
#: used.
HEADERS_MS = 10_000
#: How many bytes of a connection are read ahead; also the greatest length of headers.
READ_AHEAD = 16_384
#: The most open connections; further ones wait until one closes.
CONNECTIONS = 8192
#: How long clients have to read the last answers.
LAST_WORDS_S = 2.0
BEAT_S = 2.0
#: How long a thread may keep the interpreter's lock while others wait for it. A request releases it
#: about ten times. With Python's 5 ms each time might mean waiting so long for a thread that
#: computes.
SWITCH_S = 0.0005
#: glibc's name for it, in malloc.h.
M_ARENA_MAX = -8


class Listener(Server):
    """Granian within this process, on a socket that is open already."""

    def __init__(self, front: Front, listener: socket.socket) -> None:
        super().__init__(
            front,
            interface=Interfaces.RSGI,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(
                header_read_timeout=HEADERS_MS, max_buffer_size=READ_AHEAD
            ),
            websockets=False,
            backlog=BACKLOG,
            backpressure=_connections(),
            log_level=LogLevels.error,
        )
        self._listener = listener

    def _init_shared_socket(self) -> None:
        self._listener.setblocking(False)
        holder: Any = SocketHolder
        # From here on it belongs to granian, which closes it.
        self._shd = holder(self._listener.detach(), False, BACKLOG)


def serve_requests(listener: socket.socket, mark: str, processes: int) -> None:
    """Serve until SIGTERM, as one of so many processes on this socket. Once the file `mark` exists,
    the health check says that the server is leaving."""
    _share_arenas()
    app = make_served_app(Path(mark))
    front = Front(app, processes=processes)
    with closing(listener):
        asyncio.run(_serve(front, listener))
        sys.stderr.flush()
        # Only connections with slow readers are left. A normal exit would make granian's threads
        # use a loop that no longer exists.
        os._exit(0)


def _share_arenas() -> None:
    """Let the threads share two heaps (malloc arenas). glibc would give each thread one of its own,
    and each would keep the memory of the largest sync it ever handled: eight times as much as is
    needed at once."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


def make_served_app(mark: Path) -> Flask:
    """Returns the app for a process that only serves."""
    from server.app import create_app

    app = create_app()
    logs.init_process(app.config["LOG_FORMAT"])
    # Granian sends files: it needs no thread to wait for a slow reader.
    app.config["USE_X_SENDFILE"] = True
    app.wsgi_app = DrainingMiddleware(app.wsgi_app, mark)  # type: ignore[method-assign]
    # The objects that exist now stay as long as the process. Scanning them at each garbage
    # collection costs an upload a tenth of its time.
    gc.collect()
    gc.freeze()
    # The objects of a request are mostly in no reference cycle, and are freed at once.
    gc.set_threshold(20_000)
    return app


async def _serve(front: Front, listener: socket.socket) -> None:
    sys.setswitchinterval(SWITCH_S)
    loop = asyncio.get_running_loop()
    told_to_stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, told_to_stop.set)
    server = Listener(front, listener)
    serving = loop.create_task(server.serve())
    beating = loop.create_task(_beat(front))
    waiting = loop.create_task(told_to_stop.wait())
    await asyncio.wait({serving, beating, waiting}, return_when=asyncio.FIRST_COMPLETED)
    for task in (serving, beating):
        if task.done():
            task.result()
    server.stop()  # type: ignore[no-untyped-call]
    front.end()
    quiet_since = loop.time()
    while not serving.done() and loop.time() - quiet_since < LAST_WORDS_S:
        await asyncio.wait({serving}, timeout=0.05)
        if front.in_hand:
            quiet_since = loop.time()
    beating.cancel()


async def _beat(front: Front) -> None:
    """Send heartbeats from the threads that answer: if they hang, there are none."""
    while True:
        await asyncio.get_running_loop().run_in_executor(front.threads, heartbeat.beat)
        await asyncio.sleep(BEAT_S)


def _connections() -> int:
    """Returns how many connections to allow, and raises the limit on open files for them."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 1024
    files = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    return max(128, files - 1024)
