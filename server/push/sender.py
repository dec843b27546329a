"""Posts pushes to push services, many at once, over connections that are kept open."""

import socket
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pycurl

from server import clock
from server.push.addresses import EndpointRefusedError, may_connect, parse_endpoint
from server.push.outcome import Outcome, read_retry_after

CONNECT_SECONDS = 5
REQUEST_SECONDS = 15
#: All of one call. A lease on what is being sent has to be longer.
TOTAL_SECONDS = 40
AT_ONCE = 128
#: What is read of an answer's body; nobody looks at it.
MOST_ANSWER_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class PushRequest:
    """One encrypted message. `endpoint` is posted to as it is, character for character."""

    endpoint: str
    body: bytes
    headers: tuple[tuple[str, str], ...]


class Sender:
    """Keeps connections from one call to the next. For one thread at a time; `close()` it."""

    def __init__(self, *, allow_loopback: bool) -> None:
        self._allow_loopback = allow_loopback
        self._multi = pycurl.CurlMulti()
        # One connection carries many pushes to the same service.
        self._multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)

    def close(self) -> None:
        self._multi.close()

    def send(self, requests: Sequence[PushRequest]) -> list[Outcome]:
        """Post them all; the outcomes in the order of the requests. Never raises for what an
        endpoint is or answers, and returns within TOTAL_SECONDS."""
        deadline = time.monotonic() + TOTAL_SECONDS
        outcomes: list[Outcome | None] = [None] * len(requests)
        waiting = list(range(len(requests)))[::-1]
        flying: dict[Any, tuple[int, _Transfer]] = {}
        try:
            while (waiting or flying) and time.monotonic() < deadline:
                while waiting and len(flying) < AT_ONCE:
                    index = waiting.pop()
                    try:
                        transfer = _Transfer(requests[index], allow_loopback=self._allow_loopback)
                    except EndpointRefusedError as error:
                        outcomes[index] = Outcome(None, str(error), forbidden=True)
                        continue
                    flying[transfer.curl] = (index, transfer)
                    self._multi.add_handle(transfer.curl)
                self._multi.perform()
                for curl, code in self._finished():
                    index, transfer = flying.pop(curl)
                    outcomes[index] = transfer.outcome(code)
                    self._multi.remove_handle(curl)
                    curl.close()
                if flying:
                    self._multi.select(0.2)
        finally:
            for curl, (index, transfer) in flying.items():
                outcomes[index] = transfer.outcome(pycurl.E_OPERATION_TIMEDOUT)
                self._multi.remove_handle(curl)
                curl.close()
        return [outcome or Outcome(None, "there was no time left") for outcome in outcomes]

    def _finished(self) -> list[tuple[Any, int]]:
        done: list[tuple[Any, int]] = []
        more = 1
        while more:
            more, good, bad = self._multi.info_read()
            done += [(curl, 0) for curl in good] + [(curl, code) for curl, code, _ in bad]
        return done


class _Transfer:
    """One request on its way."""

    def __init__(self, request: PushRequest, *, allow_loopback: bool) -> None:
        endpoint = parse_endpoint(request.endpoint, allow_loopback=allow_loopback)
        self._scheme = endpoint.scheme
        self._allow_loopback = allow_loopback
        self._forbidden = False
        self._read = 0
        self._retry_after: str | None = None
        self._opened: list[socket.socket] = []
        self.curl = curl = pycurl.Curl()
        curl.setopt(pycurl.URL, request.endpoint)
        # curl would write the path as it likes it: without dots, with %7E for %7e.
        curl.setopt(pycurl.REQUEST_TARGET, endpoint.target)
        curl.setopt(pycurl.POST, 1)
        curl.setopt(pycurl.POSTFIELDS, request.body)
        curl.setopt(
            pycurl.HTTPHEADER,
            [f"{name}: {value}" for name, value in request.headers] + ["Expect:", "Accept:"],
        )
        curl.setopt(pycurl.USERAGENT, "Karmadex")
        curl.setopt(pycurl.FOLLOWLOCATION, 0)
        # The address that is checked has to be the one that is talked to: no proxy in between.
        curl.setopt(pycurl.PROXY, "")
        curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open_socket)
        curl.setopt(pycurl.CONNECTTIMEOUT, CONNECT_SECONDS)
        curl.setopt(pycurl.TIMEOUT, REQUEST_SECONDS)
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.PIPEWAIT, 1)
        curl.setopt(pycurl.WRITEFUNCTION, self._drop)
        curl.setopt(pycurl.HEADERFUNCTION, self._header)
        _trust_what_python_trusts(curl)

    def outcome(self, code: int) -> Outcome:
        """What came of it; `code` is curl's. The transfer is over."""
        for opened in self._opened:
            opened.close()
        status = int(self.curl.getinfo(pycurl.RESPONSE_CODE))
        if status >= 200:
            wait = self._retry_after and read_retry_after(self._retry_after, clock.now())
            return Outcome(status, f"HTTP {status}", wait or None)
        if self._forbidden:
            return Outcome(None, "the host is not in the open internet", forbidden=True)
        sent = self.curl.getinfo(pycurl.REQUEST_SIZE) > 0
        return Outcome(None, f"curl error {code}", uncertain=bool(sent))

    def _open_socket(self, _purpose: int, address: Any) -> Any:
        if not may_connect(address.addr[0], self._scheme, allow_loopback=self._allow_loopback):
            self._forbidden = True
            return pycurl.SOCKET_BAD
        # curl goes on with a duplicate, which it keeps with the connection; this one is ours.
        opened = socket.socket(address.family, address.socktype, address.protocol)
        self._opened.append(opened)
        return opened

    def _drop(self, chunk: bytes) -> int:
        self._read += len(chunk)
        return len(chunk) if self._read <= MOST_ANSWER_BYTES else -1

    def _header(self, line: bytes) -> None:
        name, _, value = line.decode("latin-1").partition(":")
        if name.strip().lower() == "retry-after":
            self._retry_after = value


def _trust_what_python_trusts(curl: Any) -> None:
    """The wheel's libcurl looks for certificates where Red Hat keeps them; Debian has them
    elsewhere, and every push would fail there. SSL_CERT_FILE and SSL_CERT_DIR are heeded."""
    trusted = ssl.get_default_verify_paths()
    if trusted.cafile:
        curl.setopt(pycurl.CAINFO, trusted.cafile)
    if trusted.capath:
        curl.setopt(pycurl.CAPATH, trusted.capath)
