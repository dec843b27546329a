"""Signs of life: a process beats to the parent that started it, and the parent to systemd.

Whoever works in a process calls `beat()` now and then, from the threads that do the work; a long
job between its steps. In a process that nobody watches it does nothing.
"""

import contextlib
import os
import socket
import time

#: A process that has not beaten for so long stands still.
STILL_S = 60.0
#: It beats no more often than this.
EVERY_S = 1.0

_pipe: int | None = None
_beaten_at = 0.0


def beat_to(pipe: int) -> None:
    """From now on beat into this pipe, which nobody has to read."""
    global _pipe
    os.set_blocking(pipe, False)
    _pipe = pipe


def beat() -> None:
    """Show that this process is at work."""
    global _beaten_at
    now = time.monotonic()
    if _pipe is None or now - _beaten_at < EVERY_S:
        return
    _beaten_at = now
    # A full pipe tells as much, and one without a reader is of a parent that has gone.
    with contextlib.suppress(BlockingIOError, BrokenPipeError):
        os.write(_pipe, b".")


def tell_systemd(what: str) -> None:
    """`READY=1`, `WATCHDOG=1` or `STOPPING=1`, if anybody waits for it (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to, contextlib.suppress(OSError):
        to.setblocking(False)
        to.sendto(what.encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)
