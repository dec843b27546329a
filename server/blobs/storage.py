"""The interface of a store of bytes, on disk or in S3.

An object is named by its account and a name that is never used again. While it is being uploaded,
bytes can be appended; `finish` completes it, and from then on it can only be read and deleted.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Protocol

#: How many bytes are read or written at once.
CHUNK = 256 * 1024

Write = Callable[[bytes], None]


class Storage(Protocol):
    """All methods raise OSError if the store fails."""

    def received(self, account: str, name: str) -> int:
        """Returns how many bytes of an unfinished object have arrived; 0 if there is none."""

    def adding(self, account: str, name: str, offset: int) -> AbstractContextManager[Write]:
        """Opens a writer for the bytes from `offset`, which is how many there are. What was written
        to it is kept, however it ends."""

    def partial(self, account: str, name: str) -> Iterator[bytes]:
        """Opens what has arrived of an unfinished object."""

    def finish(self, account: str, name: str) -> None:
        """Complete an unfinished object; from here on it survives a power cut."""

    def put(self, account: str, name: str, whole: bytes) -> None:
        """Store a new object that is complete already; from here on it survives a power cut."""

    def open(self, account: str, name: str) -> IO[bytes] | None:
        """Opens a complete object for random access; None if it does not exist."""

    def path(self, account: str, name: str) -> Path | None:
        """Returns its file, if it is one."""

    def delete(self, account: str, name: str) -> None:
        """Delete an object, complete or not; does nothing if it does not exist."""

    def delete_account(self, account: str) -> None:
        """Delete all objects of an account."""

    def names(self) -> Iterator[tuple[str, str, float]]:
        """Yields (account, name, when it was last written, in seconds since 1970) of all
        objects."""
