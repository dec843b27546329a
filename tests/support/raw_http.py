"""HTTP by hand, for those who stop in the middle of it."""

import socket
from types import TracebackType


class RawConnection:
    """A connection of one's own to a server on this machine."""

    def __init__(self, port: int, *, source: str = "127.0.0.1", buffer: int | None = None) -> None:
        self.socket = socket.socket()
        if buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.bind((source, 0))
        self.socket.settimeout(30)
        self.socket.connect(("127.0.0.1", port))

    def __enter__(self) -> "RawConnection":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _where: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.socket.close()

    def send(self, content: bytes) -> None:
        self.socket.sendall(content)

    def begin(
        self,
        path: str,
        *,
        method: str = "POST",
        length: int | None = 60_000,
        cookie: str = "",
        kind: str = "application/json",
    ) -> None:
        """The headers of a request whose body has so many bytes (None: it comes in chunks)."""
        size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}"]
        lines += [size, *([f"Cookie: {cookie}"] if cookie else []), "", ""]
        self.send("\r\n".join(lines).encode())

    def answer(self) -> bytes:
        """All that comes until the server closes the connection."""
        got = b""
        while piece := self.socket.recv(65_536):
            got += piece
        return got
