"""The backup file: a zip with the database, the bytes of attachments if they are in a folder, the
secrets, and a description.

`about.json` is written last, so an incomplete file has none.
"""

import json
import os
import secrets
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, Self

from server.backup.errors import BackupError

FORM = 1
CHUNK = 1 << 20
ATTACHMENTS = "attachments/"
Advance = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class About:
    """`database`: `sqlite` or `postgresql`; `revision`: the migration it stands at; `made_at`: an
    instant; `size`: of the database in the file, in bytes once unpacked."""

    database: str
    revision: str
    made_at: str
    size: int
    form: int = FORM


@contextmanager
def new_file(path: Path, *, force: bool) -> Iterator[Path]:
    """Write a temporary file beside `path`, readable by its owner only, that replaces it when it is
    complete.

    Raises BackupError if `path` exists and must not be overwritten.
    """
    if path.is_dir():
        raise BackupError(f"{path} is a folder: name a file.")
    if path.exists() and not force:
        raise BackupError(f"{path} is there already; --force writes over it.")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        yield draft
        sync(draft)
        draft.replace(path)
        sync(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Writer:
    """Fills an archive: `database`, then `close`. A context manager, which gives up what was not
    completed."""

    def __init__(self, draft: Path) -> None:
        # Texts shrink to a third at the fastest level, and hardly more at a slower one.
        self._zip = zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Closing writes the table of contents, and an incomplete archive may have filled the disk.
        with suppress(OSError):
            self._zip.close()

    def database(self, source: IO[bytes], advance: Advance) -> int:
        """Pack all that `source` yields. Returns how many bytes that was."""
        size = 0
        with self._zip.open("database", "w", force_zip64=True) as packed:
            while chunk := source.read(CHUNK):
                packed.write(chunk)
                size += len(chunk)
                advance(len(chunk))
        return size

    def attachment(self, account: str, name: str, source: IO[bytes]) -> None:
        """Add the bytes of one attachment, uncompressed: pictures and sound are compressed
        already."""
        entry = zipfile.ZipInfo(f"{ATTACHMENTS}{account}/{name}")
        with self._zip.open(entry, "w") as kept:
            shutil.copyfileobj(source, kept, CHUNK)

    def close(self, about: About, kept: dict[str, Any]) -> None:
        """Add the secrets (`kept`) and the description; that completes the archive."""
        self._zip.writestr("secrets.json", json.dumps(kept))
        self._zip.writestr("about.json", json.dumps(asdict(about)))
        self._zip.close()


class Archive:
    """A backup file to be read. Raises BackupError if it is not one, or incomplete."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
            about = json.loads(self._zip.read("about.json"))
            self.secrets: dict[str, Any] = json.loads(self._zip.read("secrets.json"))
        except OSError as error:
            raise BackupError(f"{path} cannot be read: {error.strerror}.") from error
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise BackupError(f"{path} is no backup of Karmadex, or not all of one.") from error
        if about.get("form") != FORM:
            raise BackupError(f"{path} was made by a newer Karmadex: update this one first.")
        self.about = About(**about)

    def unpack(self, target: Path, advance: Advance) -> None:
        """Write the database to a file. Raises BackupError if the archive is damaged."""
        with target.open("wb") as file:
            for piece in self._pieces("database"):
                file.write(piece)
                advance(len(piece))

    def attachments(self) -> Iterator[tuple[str, str, Callable[[], Iterator[bytes]]]]:
        """Returns (account, name, what reads its bytes) of each attachment; reading them raises
        BackupError if the archive is damaged."""
        for path in self._zip.namelist():
            if path.startswith(ATTACHMENTS):
                account, _, name = path.removeprefix(ATTACHMENTS).partition("/")
                yield account, name, partial(self._pieces, path)

    def _pieces(self, path: str) -> Iterator[bytes]:
        try:
            with self._zip.open(path) as packed:
                while piece := packed.read(CHUNK):
                    yield piece
        except (zipfile.BadZipFile, EOFError, zlib.error) as error:
            raise BackupError(f"{self._path} is damaged: {error}.") from error
