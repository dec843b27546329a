"""Stores a body until it is complete: in memory while it is small, then in a file without a name.

Such a file disappears with its process, however that ends.
"""

from asyncio import AbstractEventLoop
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

IN_MEMORY = 65_536
#: How many bytes of bodies wait in memory, not counting the network's buffers. Above that, new
#: bodies are stored on the disk from their first byte on.
MEMORY_IN_ALL = 32 * 1024 * 1024


class NoRoomError(Exception):
    """The disk has no room for a body, or the body has used up its share."""


@dataclass(slots=True)
class Memory:
    """How much memory all bodies use."""

    used: int = 0


class Spool:
    """One body. `close()` it; `keep` is how many bytes of it will be used."""

    def __init__(
        self,
        keep: int,
        folder: Path,
        *,
        memory: Memory,
        take_disk: Callable[[int], bool],
        loop: AbstractEventLoop,
        writers: Executor,
        in_memory: int = IN_MEMORY,
    ) -> None:
        self._left = keep
        self._folder = folder
        self._memory, self._in_memory = memory, in_memory
        self._take_disk = take_disk
        self._loop = loop
        self._writers = writers
        self._parts: list[bytes] = []
        self._held = 0
        self._file: IO[bytes] | None = None
        #: How many bytes were kept, and how many of these are on the disk.
        self.size = 0
        self.on_disk = 0

    async def add(self, chunk: bytes) -> None:
        """Store more bytes, up to `keep`. Raises NoRoomError."""
        if self._left <= 0:
            return
        chunk = chunk[: self._left]
        self._left -= len(chunk)
        self.size += len(chunk)
        self._parts.append(chunk)
        self._held += len(chunk)
        self._memory.used += len(chunk)
        if self._held > self._in_memory or self._memory.used > MEMORY_IN_ALL:
            await self._write()

    async def open(self) -> IO[bytes]:
        """Returns what was stored, from its beginning. Raises NoRoomError."""
        if self._file is None:
            return BytesIO(b"".join(self._parts))
        await self._write()
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        """Release the memory and the file."""
        self._memory.used -= self._held
        self._held = 0
        self._parts.clear()
        if self._file is not None:
            self._file.close()

    async def _write(self) -> None:
        whole = b"".join(self._parts)
        if not self._take_disk(len(whole)):
            raise NoRoomError("too much of it is on the disk already")
        self.on_disk += len(whole)
        try:
            await self._loop.run_in_executor(self._writers, partial(self._append, whole))
        except OSError as error:
            raise NoRoomError("the disk takes no more") from error
        self._parts.clear()
        self._memory.used -= self._held
        self._held = 0

    def _append(self, whole: bytes) -> None:
        if self._file is None:
            self._file = TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115
        view = memoryview(whole)
        while view:
            view = view[self._file.write(view) :]
