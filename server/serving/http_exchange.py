"""One request and its answer, in granian's RSGI."""

from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.http import parse_content_range_header

from server.http.body import BodyBrokenError
from server.http.headers import Pairs

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol

#: The header by which Flask's `send_file` names a file instead of sending it.
SENDFILE = "X-Sendfile"
NO_BODY = frozenset({204, 304})


class Exchange:
    """`close()` it: while anything refers to granian's object, even the traceback of an error, the
    connection of an abandoned body stays open."""

    def __init__(self, proto: "HTTPProtocol") -> None:
        self._proto: HTTPProtocol | None = proto
        self._is_begun = False
        self._empty = 0

    def close(self) -> None:
        self._proto = None

    async def next_piece(self) -> bytes | None:
        """Returns some more of the body, possibly empty; None at its end.

        Raises BodyBrokenError if the body ends too early: granian returns one empty piece at the
        end, and two after an error.
        """
        assert self._proto is not None, "it is over"
        if not self._is_begun:
            self._is_begun = True
            self._proto.__aiter__()
        # Not `async for`, which asks for the iterator again and is refused; and not `anext()` with
        # a default, which crashes CPython 3.11.
        try:
            piece: bytes = await self._proto.__anext__()  # type: ignore[attr-defined]
        except StopAsyncIteration:
            if self._empty > 1:
                raise BodyBrokenError from None
            return None
        self._empty += not piece
        return piece

    def answer(self, status: int, headers: Pairs, body: bytes, *, is_head: bool = False) -> None:
        """Hand the answer to the network, from any thread; once. It does not wait for the client to
        read it."""
        proto = self._proto
        if proto is None:
            return
        path = _value_of(SENDFILE, headers)
        pairs = headers if path is None else [pair for pair in headers if pair[0] != SENDFILE]
        if is_head or status in NO_BODY:
            proto.response_empty(status, pairs)
        elif path is None or status not in (200, 206):
            proto.response_bytes(status, pairs, body)
        else:
            span = parse_content_range_header(_value_of("Content-Range", headers))
            if span is not None and span.start is not None and span.stop is not None:
                proto.response_file_range(status, pairs, path, span.start, span.stop)
            else:
                proto.response_file(status, pairs, str(Path(path)))


def _value_of(name: str, headers: Pairs) -> str | None:
    """Returns the value of a header of our answer; its name is spelled as in Flask."""
    for each, value in headers:
        if each == name:
            return value
    return None
