"""One push being sent: a libcurl handle, set up once and used for many messages, one at a time."""

import socket
import ssl
import sys
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pycurl

from server import clock
from server.push.addresses import Endpoint, may_connect
from server.push.outcome import Outcome, read_retry_after

CONNECT_SECONDS = 5
REQUEST_SECONDS = 15
#: A connection is closed if sent bytes are not acknowledged for this long.
UNHEARD_MILLISECONDS = 10_000
#: How long curl keeps the addresses that it was given.
LOCATED_SECONDS = 3600
#: How many bytes of an answer's body are read; they are not used.
MOST_ANSWER_BYTES = 65_536
# Empty values keep curl from adding these headers.
_NOT_SENT = ["Expect:", "Accept:"]


@dataclass(slots=True, eq=False)
class Prepared:
    """One message, encrypted and signed, ready to be sent. Sending it again sends the same bytes,
    so that no key is used for two different messages.

    `endpoint` is used character for character; `headers` are whole lines; `key` is chosen by the
    caller. Its signature is valid for at least an hour.
    """

    endpoint: str
    to: Endpoint
    headers: tuple[str, ...]
    body: bytes
    key: object = None


def locate(to: Endpoint, addresses: tuple[str, ...]) -> list[str]:
    """Tell libcurl the addresses of a host, so that it does not resolve it."""
    shown = ",".join(f"[{each}]" if ":" in each else each for each in addresses)
    return [f"+{to.host}:{to.port}:{shown}"]


class Transfer:
    """Sends one message at a time: `load()`, then run `curl`, then read the `outcome()`."""

    def __init__(self, *, allow_loopback: bool) -> None:
        self._allow_loopback = allow_loopback
        self._headers: tuple[str, ...] | None = None
        self._where: list[str] = []
        self._closing = False
        self._sharing = False
        self._is_loaded = False
        self._opened: list[socket.socket] = []
        self._lines: list[bytes] = []
        self.curl = curl = pycurl.Curl()
        curl.setopt(pycurl.POST, 1)
        curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS)
        curl.setopt(pycurl.USERAGENT, "Karmadex")
        curl.setopt(pycurl.FOLLOWLOCATION, 0)
        # No proxy: the address that was checked must be the one that is connected to.
        curl.setopt(pycurl.PROXY, "")
        curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open_socket)
        curl.setopt(pycurl.CONNECTTIMEOUT, CONNECT_SECONDS)
        curl.setopt(pycurl.TIMEOUT, REQUEST_SECONDS)
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.DNS_CACHE_TIMEOUT, LOCATED_SECONDS)
        curl.setopt(pycurl.WRITEFUNCTION, self._drop)
        # A method written in C, because it is called for each line of each answer.
        curl.setopt(pycurl.HEADERFUNCTION, self._lines.append)
        _trust_what_python_trusts(curl)

    def load(
        self, message: Prepared, where: list[str], *, closing: bool, sharing: bool = False
    ) -> None:
        """Set up a message. `where`: what `locate()` returned; `closing`: close the connection
        afterwards, and do not reuse an old one; `sharing`: the service is known to accept many
        messages on one connection, so that the message waits for one that is being opened. With any
        other service, one host that hangs would keep all others waiting."""
        self._scheme = message.to.scheme
        self._is_loaded = True
        self._forbidden = False
        self._read = 0
        self._lines.clear()
        curl = self.curl
        curl.setopt(pycurl.URL, message.endpoint)
        # curl would normalise the path: remove dots, and write %7E for %7e.
        curl.setopt(pycurl.REQUEST_TARGET, message.to.target)
        curl.setopt(pycurl.POSTFIELDS, message.body)
        # All messages of a morning to one service have the same headers.
        if closing is not self._closing:
            self._closing = closing
            curl.setopt(pycurl.FORBID_REUSE, closing)
        if sharing is not self._sharing:
            self._sharing = sharing
            curl.setopt(pycurl.PIPEWAIT, sharing)
        if where is not self._where:
            self._where = where
            curl.setopt(pycurl.RESOLVE, where)
        if message.headers is not self._headers:
            self._headers = message.headers
            curl.setopt(pycurl.HTTPHEADER, [*message.headers, *_NOT_SENT])

    def forget(self) -> None:
        """Release the last message's bytes."""
        if self._is_loaded:
            self._is_loaded = False
            self.curl.setopt(pycurl.POSTFIELDS, b"")

    def outcome(self, code: int) -> Outcome:
        """Returns the result; `code` is curl's. Ends the transfer."""
        while self._opened:
            self._opened.pop().close()
        status = self.curl.getinfo(pycurl.RESPONSE_CODE)
        if status >= 200:
            return _known(status) if status < 400 else self._refusal(status)
        if self._forbidden:
            return Outcome(None, "the host is not in the open internet", forbidden=True)
        sent = bool(self.curl.getinfo(pycurl.REQUEST_SIZE) > 0)
        return Outcome(None, f"curl error {code}", uncertain=sent)

    def is_http2(self) -> bool:
        return bool(self.curl.getinfo(pycurl.INFO_HTTP_VERSION) >= pycurl.CURL_HTTP_VERSION_2_0)

    def seconds(self) -> float:
        """How long it took."""
        total: float = self.curl.getinfo(pycurl.TOTAL_TIME)
        return total

    def _open_socket(self, _purpose: int, address: Any) -> Any:
        if not may_connect(address.addr[0], self._scheme, allow_loopback=self._allow_loopback):
            self._forbidden = True
            return pycurl.SOCKET_BAD
        # curl uses a duplicate, which it keeps with the connection; this one is ours.
        opened = socket.socket(address.family, address.socktype, address.protocol)
        # The kernel closes a connection that is cut, even if many messages share it.
        if sys.platform == "linux":
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD_MILLISECONDS)
        self._opened.append(opened)
        return opened

    def _drop(self, chunk: bytes) -> int:
        self._read += len(chunk)
        return len(chunk) if self._read <= MOST_ANSWER_BYTES else -1

    def _refusal(self, status: int) -> Outcome:
        said = [line[12:] for line in self._lines if line[:12].lower() == b"retry-after:"]
        wait = read_retry_after(said[-1].decode("latin-1"), clock.now()) if said else None
        return replace(_known(status), retry_after=wait or None)


@lru_cache(maxsize=64)
def _known(status: int) -> Outcome:
    return Outcome(status, f"HTTP {status}")


def _trust_what_python_trusts(curl: Any) -> None:
    """Use Python's certificate store: the wheel's libcurl looks where Red Hat keeps certificates;
    on Debian they are elsewhere, and every push would fail. SSL_CERT_FILE and SSL_CERT_DIR are
    respected."""
    trusted = ssl.get_default_verify_paths()
    if trusted.cafile:
        curl.setopt(pycurl.CAINFO, trusted.cafile)
    if trusted.capath:
        curl.setopt(pycurl.CAPATH, trusted.capath)
