"""Stores bytes in a bucket, for several machines.

S3 cannot append to an object, so each piece that arrives is an object of its own, named by its
offset; `finish` assembles them.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, ParamSpec, TypeVar

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from server.blobs.storage import CHUNK, Write

PARTS = ".parts"
#: The number of digits of an offset in a name, so that names sort by offset.
DIGITS = 12

P = ParamSpec("P")
R = TypeVar("R")


class S3Storage:
    """A bucket, or the part of it below a prefix."""

    def __init__(self, url: str, **config: Any) -> None:
        self._store = S3Store.from_url(url, **config)

    def received(self, account: str, name: str) -> int:
        end = 0
        for start, size in self._pieces(account, name):
            if start > end:
                break
            end = max(end, start + size)
        return end

    @contextmanager
    def adding(self, account: str, name: str, offset: int) -> Iterator[Write]:
        held = bytearray()
        at = offset

        def flush() -> None:
            nonlocal at
            if held:
                path = f"{account}/{name}{PARTS}/{at:0{DIGITS}}"
                piece = bytes(held)
                held.clear()  # first: what the bucket did not take is not tried again at the end
                _asked(obstore.put, self._store, path, piece)
                at += len(piece)

        def write(piece: bytes) -> None:
            held.extend(piece)
            if len(held) >= CHUNK:
                flush()

        try:
            yield write
        finally:
            flush()

    def partial(self, account: str, name: str) -> Iterator[bytes]:
        end = 0
        for start, size in self._pieces(account, name):
            if start + size <= end:
                continue
            path = f"{account}/{name}{PARTS}/{start:0{DIGITS}}"
            piece = bytes(_asked(obstore.get, self._store, path).bytes())
            yield piece[end - start :]
            end = start + size

    def finish(self, account: str, name: str) -> None:
        with _asked(obstore.open_writer, self._store, f"{account}/{name}") as whole:
            for piece in self.partial(account, name):
                _asked(whole.write, piece)
        self._delete_all(f"{account}/{name}{PARTS}/")

    def put(self, account: str, name: str, whole: bytes) -> None:
        _asked(obstore.put, self._store, f"{account}/{name}", whole)

    def open(self, account: str, name: str) -> IO[bytes] | None:
        try:
            found = _asked(obstore.open_reader, self._store, f"{account}/{name}")
        except FileNotFoundError:
            return None
        return io.BufferedReader(_Raw(found), CHUNK)

    def path(self, _account: str, _name: str) -> Path | None:
        return None

    def delete(self, account: str, name: str) -> None:
        self._delete_all(f"{account}/{name}{PARTS}/")
        _asked(obstore.delete, self._store, f"{account}/{name}")

    def delete_account(self, account: str) -> None:
        self._delete_all(f"{account}/")

    def names(self) -> Iterator[tuple[str, str, float]]:
        pages = iter(_asked(obstore.list, self._store))
        while page := _asked(next, pages, ()):
            for each in page:
                account, _, rest = each["path"].partition("/")
                name = rest.partition("/")[0].removesuffix(PARTS)
                yield account, name, each["last_modified"].timestamp()

    def _pieces(self, account: str, name: str) -> list[tuple[int, int]]:
        """Returns (offset, length) of each piece."""
        found = [
            (int(each["path"].rpartition("/")[2]), each["size"])
            for each in self._list(f"{account}/{name}{PARTS}/")
        ]
        return sorted(found)

    def _list(self, prefix: str) -> list[Any]:
        return _asked(lambda: [one for page in obstore.list(self._store, prefix) for one in page])

    def _delete_all(self, prefix: str) -> None:
        paths = [each["path"] for each in self._list(prefix)]
        if paths:
            _asked(obstore.delete, self._store, paths)


class _Raw(io.RawIOBase):
    """obstore's reader as a Python raw I/O object."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(_asked(self._reader.seek, offset, whence))

    def tell(self) -> int:
        return int(self._reader.tell())

    def readinto(self, buffer: Any) -> int:
        piece = bytes(_asked(self._reader.read, len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)


def _asked(call: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
    """Converts errors of the bucket to those of the operating system. Raises OSError."""
    try:
        return call(*given, **named)
    except FileNotFoundError:
        raise
    except BaseError as error:
        said = str(error).partition("\n")[0]  # the rest is internal to the library
        raise OSError(f"The bucket did not do it: {said}") from error
