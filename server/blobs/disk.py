"""Stores bytes in a folder: `<account>/<name>`, with `.part` appended while they are being
uploaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import IO

from server.blobs.storage import CHUNK, Write

PART = ".part"
#: How many folders are remembered as existing on the disk.
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
        with _open_to_write(self._part(account, name)) as file:
            file.seek(offset)
            yield lambda piece: _write_all(file, piece)

    def partial(self, account: str, name: str) -> Iterator[bytes]:
        with self._part(account, name).open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece

    def finish(self, account: str, name: str) -> None:
        _sync(self._part(account, name))
        self._complete(account, name)

    def put(self, account: str, name: str, whole: bytes) -> None:
        with _open_to_write(self._part(account, name)) as file:
            _write_all(file, whole)
            os.fsync(file.fileno())
        self._complete(account, name)

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
        # A new folder may get the inode of this one.
        self._in_place.clear()

    def names(self) -> Iterator[tuple[str, str, float]]:
        if not self._root.exists():
            return
        for folder in sorted(self._root.iterdir()):
            for path in sorted(folder.iterdir()):
                with suppress(FileNotFoundError):
                    yield folder.name, path.name.removesuffix(PART), path.stat().st_mtime

    def _complete(self, account: str, name: str) -> None:
        """Give an object whose content is on the disk its name, which is on the disk then, too. The
        folders above that of the account are synced once for each folder that is made."""
        self._part(account, name).rename(self.path(account, name))
        folder = (account, _sync(self._root / account))
        if folder in self._in_place:
            return
        _sync(self._root)
        _sync(self._root.parent)
        if len(self._in_place) >= MOST_FOLDERS:
            self._in_place.clear()
        self._in_place.add(folder)

    def _part(self, account: str, name: str) -> Path:
        return self._root / account / f"{name}{PART}"


def _open_to_write(path: Path) -> FileIO:
    """Opens a file without truncating it. Makes its folder, too."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    return FileIO(handle, "wb")


def _write_all(file: FileIO, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]


def _sync(path: Path) -> int:
    """Wait until a file or a folder is on the disk. Returns its inode."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
        return os.fstat(handle).st_ino
    finally:
        os.close(handle)
