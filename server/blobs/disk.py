"""Stores bytes in a folder: `<account>/<name>`, with `.part` appended while they are being
uploaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from server.blobs.storage import CHUNK, Write

PART = ".part"
#: So many folders are remembered as being in their place.
MOST_FOLDERS = 1024


class DiskStorage:
    """A file gets its final name only after its content is on the disk (fsync)."""

    def __init__(self, root: Path) -> None:
        self._root = root
        #: The folders of accounts of which the entry in `root` is on the disk: account and inode.
        self._in_place: set[tuple[str, int]] = set()

    def received(self, account: str, name: str) -> int:
        try:
            return self._part(account, name).stat().st_size
        except FileNotFoundError:
            return 0

    @contextmanager
    def adding(self, account: str, name: str, offset: int) -> Iterator[Write]:
        folder = self._root / account
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self._part(account, name), os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "wb", buffering=0) as file:
            file.seek(offset)

            def write(piece: bytes) -> None:
                rest = memoryview(piece)
                while rest:
                    rest = rest[file.write(rest) :]

            yield write

    def partial(self, account: str, name: str) -> Iterator[bytes]:
        with self._part(account, name).open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece

    def finish(self, account: str, name: str) -> None:
        part = self._part(account, name)
        _sync(part)
        part.rename(part.with_suffix(""))
        _sync(part.parent)
        self._keep_in_place(account)

    def open(self, account: str, name: str) -> IO[bytes] | None:
        try:
            return self.path(account, name).open("rb")
        except FileNotFoundError:
            return None

    def path(self, account: str, name: str) -> Path:
        return self._root / account / name

    def delete(self, account: str, name: str) -> None:
        for path in (self.path(account, name), self._part(account, name)):
            path.unlink(missing_ok=True)

    def delete_account(self, account: str) -> None:
        with suppress(FileNotFoundError):
            shutil.rmtree(self._root / account)
        # A folder that is made now may get the inode of this one.
        self._in_place.clear()

    def names(self) -> Iterator[tuple[str, str, float]]:
        if not self._root.exists():
            return
        for folder in sorted(self._root.iterdir()):
            for path in sorted(folder.iterdir()):
                with suppress(FileNotFoundError):
                    yield folder.name, path.name.removesuffix(PART), path.stat().st_mtime

    def _keep_in_place(self, account: str) -> None:
        """Sync the folders above that of the account, once for each folder that is made."""
        folder = (account, (self._root / account).stat().st_ino)
        if folder in self._in_place:
            return
        _sync(self._root)
        _sync(self._root.parent)
        if len(self._in_place) >= MOST_FOLDERS:
            self._in_place.clear()
        self._in_place.add(folder)

    def _part(self, account: str, name: str) -> Path:
        return self._root / account / f"{name}{PART}"


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
