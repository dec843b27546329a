"""Where bytes lie: one small interface, for a folder and for S3.

An object is named by its account and by a name that is never used again. While it is on its way it
can be added to; `finish` makes it whole, and from then on it is only read, and at last deleted.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Protocol

#: What is read or written at once.
CHUNK = 256 * 1024

Write = Callable[[bytes], None]


class Storage(Protocol):
    """All methods raise OSError where the store does not do what it should."""

    def received(self, account: str, name: str) -> int:
        """How many bytes of an unfinished object have arrived; 0 if there is none."""

    def adding(self, account: str, name: str, offset: int) -> AbstractContextManager[Write]:
        """What takes the bytes from `offset` on, which is how many there are. What was handed to it
        is kept, whatever ends it."""

    def partial(self, account: str, name: str) -> Iterator[bytes]:
        """What has arrived of an unfinished object."""

    def finish(self, account: str, name: str) -> None:
        """An unfinished object is whole, and outlives a power cut from here on."""

    def open(self, account: str, name: str) -> IO[bytes] | None:
        """A whole object, to be read from anywhere in it; None if it is not there."""

    def path(self, account: str, name: str) -> Path | None:
        """Its file, where it is one."""

    def delete(self, account: str, name: str) -> None:
        """An object goes, whole or not; none is no fault."""

    def delete_account(self, account: str) -> None:
        """All of an account's go."""

    def names(self) -> Iterator[tuple[str, str, float]]:
        """(account, name, when it was last written, in seconds since 1970) of all there are."""
