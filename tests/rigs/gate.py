"""The network between a phone and the server: a TCP relay on loopback that a test can cut.

The phone only ever knows the gate's address, so the server behind it may be killed, restarted or
replaced. A gate that is shut refuses connections and drops those that are open, like a lost radio;
it works the same for every engine, service workers included.
"""

import contextlib
import socket
import threading
from collections.abc import Callable


class Gate:
    """Relays each connection on `port` to `target`, a port on loopback, while it is open."""

    def __init__(self) -> None:
        self.target = 0
        self.requests: list[bytes] = []
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._traps: dict[bytes, Callable[[], None]] = {}
        self._listener: socket.socket | None = None
        self.port = 0
        self.open()

    @property
    def url(self) -> str:
        """Where the phone finds the app; a secure context, since it is localhost."""
        return f"http://localhost:{self.port}"

    def open(self) -> None:
        """Let everything through from now on."""
        if self._listener is not None:
            return
        listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def shut(self) -> None:
        """Refuse and drop everything from now on."""
        with self._lock:
            listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self.drop()

    def drop(self) -> None:
        """Break the connections that are open now; new ones are let through."""
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def lose_answer(self, request: bytes, then: Callable[[], None] = lambda: None) -> None:
        """The next request that begins with `request` arrives, its answer does not; then `then`.

        `then` runs once the server has begun to answer: that is when a kill hurts most.
        """
        self._traps[request] = then

    def close(self) -> None:
        """Take the gate away."""
        self.shut()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                phone, _ = listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.target), 5)
                server.settimeout(None)
            except OSError:
                phone.close()
                continue
            with self._lock:
                # Shut meanwhile: it was not among those that were dropped.
                if self._listener is not listener:
                    phone.close()
                    server.close()
                    return
                self._open |= {phone, server}
            trap: list[Callable[[], None]] = []
            for relay in (self._requests, self._answers):
                threading.Thread(target=relay, args=(phone, server, trap), daemon=True).start()

    def _requests(
        self, phone: socket.socket, server: socket.socket, trap: list[Callable[[], None]]
    ) -> None:
        def pass_on(data: bytes) -> None:
            line = data.partition(b"\r\n")[0]
            if line.endswith(b"HTTP/1.1"):
                self.requests.append(line)
            for request in [begin for begin in self._traps if line.startswith(begin)]:
                trap.append(self._traps.pop(request))
            server.sendall(data)

        self._relay(phone, server, pass_on)

    def _answers(
        self, phone: socket.socket, server: socket.socket, trap: list[Callable[[], None]]
    ) -> None:
        def pass_on(data: bytes) -> None:
            if trap:
                trap.pop()()
                raise OSError("this answer is lost")
            phone.sendall(data)

        self._relay(server, phone, pass_on)

    def _relay(
        self, source: socket.socket, sink: socket.socket, pass_on: Callable[[bytes], None]
    ) -> None:
        """Pass on until one side ends; then both are closed."""
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                pass_on(data)
        with self._lock:
            for end in (source, sink):
                self._open.discard(end)
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
