"""Stores bytes in a folder: `<account>/<name>`, with `.part` appended while they are being
uploaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from server.blobs.storage import CHUNK, Write
from server.text_cache import cached

PART = ".part"


class DiskStorage:
    """A file gets its final name only after its content is on the disk (fsync)."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._keep_folder = cached(self._sync_above)

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
        # Once for each folder of an account, which is known by its number on the disk.
        self._keep_folder(f"{account} {part.parent.stat().st_ino}")

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

    def names(self) -> Iterator[tuple[str, str, float]]:
        if not self._root.exists():
            return
        for folder in sorted(self._root.iterdir()):
            for path in sorted(folder.iterdir()):
                with suppress(FileNotFoundError):
                    yield folder.name, path.name.removesuffix(PART), path.stat().st_mtime

    def _sync_above(self, _folder: str) -> None:
        _sync(self._root)
        _sync(self._root.parent)

    def _part(self, account: str, name: str) -> Path:
        return self._root / account / f"{name}{PART}"


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
