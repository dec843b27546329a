"""Heartbeats: a process sends them to its parent, and the parent to systemd.

Code calls `beat()` from the threads that do the work; a long job calls it between its steps. In a
process that nobody watches it does nothing.
"""

import contextlib
import os
import socket
import time

#: A process without a heartbeat for this long counts as hanging.
STILL_S = 60.0
#: The shortest time between two heartbeats.
EVERY_S = 1.0

_pipe: int | None = None
_beaten_at = 0.0


def beat_to(pipe: int) -> None:
    """Send heartbeats into this pipe from now on. It does not matter whether anybody reads it."""
    global _pipe
    os.set_blocking(pipe, False)
    _pipe = pipe


def beat() -> None:
    """Report that this process is alive and working."""
    global _beaten_at
    now = time.monotonic()
    if _pipe is None or now - _beaten_at < EVERY_S:
        return
    _beaten_at = now
    # A full pipe shows the same, and a pipe without a reader means that the parent has ended.
    with contextlib.suppress(BlockingIOError, BrokenPipeError):
        os.write(_pipe, b".")


def tell_systemd(what: str) -> None:
    """Send `READY=1`, `WATCHDOG=1` or `STOPPING=1` if systemd expects it (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to, contextlib.suppress(OSError):
        to.setblocking(False)
        to.sendto(what.encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)
