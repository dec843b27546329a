"""libcurl's multi interface with our own selector: no limit at file descriptor 1,024, and no work
for transfers on which nothing has arrived."""

import selectors
import time
from typing import Any

import pycurl

_WAYS = {
    pycurl.POLL_IN: selectors.EVENT_READ,
    pycurl.POLL_OUT: selectors.EVENT_WRITE,
    pycurl.POLL_INOUT: selectors.EVENT_READ | selectors.EVENT_WRITE,
}


class CurlMulti:
    """Runs the transfers of one thread. `close()` it after its transfers were removed."""

    def __init__(self, *, connections_per_host: int, idle_connections: int) -> None:
        self._selector = selectors.DefaultSelector()
        self._timer_at: float | None = None
        self._curl = curl = pycurl.CurlMulti()
        # One connection carries many pushes to the same service, and a service has several.
        curl.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        curl.setopt(pycurl.M_MAX_HOST_CONNECTIONS, connections_per_host)
        curl.setopt(pycurl.M_MAXCONNECTS, idle_connections)
        curl.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        curl.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)

    def add(self, curl: Any) -> None:
        self._curl.add_handle(curl)

    def remove(self, curl: Any) -> None:
        self._curl.remove_handle(curl)

    def close(self) -> None:
        self._curl.close()
        self._selector.close()

    def run(self, seconds: float) -> list[tuple[Any, int]]:
        """Advance the transfers, waiting up to so many seconds for the network. Returns each one
        that has ended, with curl's error code or 0; the caller has to remove it."""
        if self._timer_at is not None:
            seconds = max(0.0, min(seconds, self._timer_at - time.monotonic()))
        for key, events in self._selector.select(seconds):
            self._curl.socket_action(
                key.fd,
                (pycurl.CSELECT_IN if events & selectors.EVENT_READ else 0)
                | (pycurl.CSELECT_OUT if events & selectors.EVENT_WRITE else 0),
            )
        if self._timer_at is not None and self._timer_at <= time.monotonic():
            self._timer_at = None
            self._curl.socket_action(pycurl.SOCKET_TIMEOUT, 0)
        over: list[tuple[Any, int]] = []
        more = 1
        while more:
            more, good, bad = self._curl.info_read()
            over += [(curl, 0) for curl in good] + [(curl, code) for curl, code, _ in bad]
        return over

    def _set_timer(self, milliseconds: int) -> None:
        self._timer_at = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000

    def _watch(self, what: int, fd: int, _multi: Any, _data: Any) -> None:
        known = fd in self._selector.get_map()
        if what == pycurl.POLL_REMOVE:
            if known:
                self._selector.unregister(fd)
        elif known:
            self._selector.modify(fd, _WAYS[what])
        else:
            self._selector.register(fd, _WAYS[what])
