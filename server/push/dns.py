"""Resolves the hosts of push services, in threads of our own.

libcurl resolves names in a few threads that all services share; a few names whose servers never
answer would block all others. Here each lookup has a thread of its own, and a result is used while
it is being refreshed.
"""

import queue
import socket
import time
from dataclasses import dataclass
from threading import BoundedSemaphore, Thread

FRESH_SECONDS = 300.0
#: How long to wait before resolving a name again that was not found.
AGAIN_SECONDS = 10.0
#: The most lookups at once; each may block its thread for half a minute.
MOST_THREADS = 256
MOST_NAMES = 4096


@dataclass(frozen=True, slots=True)
class Found:
    """The numeric addresses of a host, in the order in which to try them; empty if not found."""

    addresses: tuple[str, ...]
    fresh_until: float


class Resolver:
    """For one thread; the threads that it starts only add results."""

    def __init__(self) -> None:
        self._found: dict[str, Found] = {}
        self._asking: set[str] = set()

    def find(self, host: str) -> Found | None:
        """Returns what is known of a host, even if it is old; None if it was never resolved. Never
        waits."""
        found = self._found.get(host)
        if (found is None or time.monotonic() > found.fresh_until) and host not in self._asking:
            if len(self._found) >= MOST_NAMES:
                self._found.clear()
            if len(self._asking) < MOST_THREADS:
                self._asking.add(host)
                Thread(target=self._ask, args=(host,), name="push-names", daemon=True).start()
        return found

    def _ask(self, host: str) -> None:
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            rows = []
        # Addresses with a zone are link-local: no push is sent there.
        addresses = tuple(dict.fromkeys(at for row in rows if "%" not in (at := str(row[4][0]))))
        seconds = FRESH_SECONDS if addresses else AGAIN_SECONDS
        if not addresses and (before := self._found.get(host)):
            addresses = before.addresses
        self._found[host] = Found(addresses, time.monotonic() + seconds)
        self._asking.discard(host)


_asking = BoundedSemaphore(MOST_THREADS)


def look_up(host: str, seconds: float) -> list[str] | None:
    """Returns the numeric addresses of a host: empty if the host does not exist, None if nothing is
    known after so long, or too many lookups are running."""
    if not _asking.acquire(blocking=False):
        return None
    told: queue.SimpleQueue[list[str] | None] = queue.SimpleQueue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            told.put([str(row[4][0]) for row in rows])
        except socket.gaierror as error:
            told.put(None if error.errno == socket.EAI_AGAIN else [])
        except (OSError, UnicodeError):
            told.put([])
        finally:
            _asking.release()

    Thread(target=ask, name="push-names", daemon=True).start()
    try:
        return told.get(timeout=seconds)
    except queue.Empty:
        return None
