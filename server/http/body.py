"""Reads a request's body, and never more of it than allowed, whatever its headers claim."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import Request

from server.http.problems import Problem

V = TypeVar("V", bound=Callable[..., Any])

CHUNK = 65_536
# zlib returns what follows a member as a copy. With small pieces a body of many tiny members is not
# copied again and again.
BITE = 4_096
GZIP = 16 + zlib.MAX_WBITS
#: The names of gzip in `Content-Encoding`.
GZIP_CODINGS = ("gzip", "x-gzip")
MOST_DRAINED = 16 * 1024 * 1024


def read_body(request: Request, max_bytes: int, *, may_be_gzip: bool) -> bytes:
    """Returns the body, decompressed. Raises Problem 413 beyond `max_bytes`, 415 for another
    encoding, 400.

    Bytes are counted while they are read and decompressed, so that a small body that expands to
    gigabytes costs no more than `max_bytes`.
    """
    if request.content_length is not None and request.content_length > max_bytes:
        raise too_large(max_bytes)
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    packed = _read(request, max_bytes)
    if coding in ("identity", ""):
        return packed
    if coding not in GZIP_CODINGS or not may_be_gzip:
        raise Problem(415, "This content coding is not understood here")
    return unpack(packed, max_bytes)


def drain(request: Request) -> None:
    """Read the rest of a body that was refused, up to a limit.

    If the connection were closed while a phone is still sending, it would see a network error
    instead of the answer, and would not learn, for example, that its session has ended.
    """
    left = MOST_DRAINED
    while left > 0 and (chunk := request.stream.read(min(CHUNK, left))):
        left -= len(chunk)


def _read(request: Request, max_bytes: int) -> bytes:
    body = bytearray()
    while chunk := request.stream.read(min(CHUNK, max_bytes + 1 - len(body))):
        body += chunk
        if len(body) > max_bytes:
            raise too_large(max_bytes)
    return bytes(body)


def unpack(packed: bytes, max_bytes: int) -> bytes:
    """Returns the content of all members of a gzip body. Raises Problem 413 and 400."""
    body = bytearray()
    inflate = zlib.decompressobj(GZIP)
    source = memoryview(packed)
    bite: bytes | memoryview = b""
    try:
        while True:
            if inflate.eof:
                if not bite and not source:
                    return bytes(body)
                inflate = zlib.decompressobj(GZIP)
            if not bite:
                if not source:
                    raise Problem(400, "The gzip body ends too early")
                bite, source = source[:BITE], source[BITE:]
            body += inflate.decompress(bite, max_bytes + 1 - len(body))
            if len(body) > max_bytes:
                raise too_large(max_bytes)
            bite = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
    except zlib.error as error:
        raise Problem(400, "The body is not gzip") from error


def unpacks_beyond(packed: bytes, most: int) -> bool:
    """Returns whether a gzip body decompresses to more than so many bytes, or may do so: a body of
    several members, which the app never sends, is not examined. Takes no longer than decompressing
    that many bytes."""
    inflate = zlib.decompressobj(GZIP)
    try:
        found = inflate.decompress(packed, most + 1)
    except zlib.error:
        return False
    return len(found) > most or bool(inflate.unused_data)


def too_large(max_bytes: int) -> Problem:
    """Returns the answer to a body of more than so many bytes."""
    return Problem(413, f"The body is larger than {max_bytes} bytes")


@dataclass(frozen=True, slots=True)
class BodyRule:
    """How the body of an endpoint is read: before its view runs, or by it."""

    #: The most bytes that the view reads.
    max_bytes: int = 65_536
    #: Whether a client that is not signed in is refused without reading the body.
    auth: bool = False
    #: With a body above `max_bytes` the view is called at once, and its `request.stream` waits for
    #: the network. A smaller body is in memory before the view is called.
    as_it_comes: bool = False
    #: The view waits for other hosts: it is called in a separate thread.
    waits: bool = False


def takes_body(*, max_bytes: int = 65_536, as_it_comes: bool = False) -> Callable[[V], V]:
    """Declare how the body of a view is read. `@endpoint` does this for its views.

    With `as_it_comes`, a body that is longer than `max_bytes`, or does not say how long it is, goes
    to the view before it has arrived, in a thread of its own. Its
    `request.stream.read(n)` returns the bytes that have arrived, up to n, and b"" at the end. It
    raises BodyTooSlowError and BodyBrokenError, but only after returning all bytes that came
    before.
    """

    def decorate(view: V) -> V:
        rule = replace(body_rule(view), max_bytes=max_bytes, as_it_comes=as_it_comes)
        view.body_rule = rule  # type: ignore[attr-defined]
        return view

    return decorate


def body_rule(view: Callable[..., Any] | None) -> BodyRule:
    """Returns what was declared for a view, or the default."""
    rule: BodyRule = getattr(view, "body_rule", None) or BodyRule()
    return rule


class BodyTooSlowError(Problem):
    """Raised by reading: no byte came for too long, or too few. The connection is closed."""

    def __init__(self) -> None:
        super().__init__(408, "The body came too slowly")


class BodyBrokenError(Problem):
    """Raised by reading: the rest of the body will not arrive."""

    def __init__(self) -> None:
        super().__init__(400, "The body ends too early")
