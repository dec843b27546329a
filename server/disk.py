"""Checks whether this server's disks have room for a write."""

import errno
import os
import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy.exc import DBAPIError

#: The space that must be free: more than a sync of the largest size needs.
ROOM_BYTES = 4 * 1024 * 1024
#: How long a database that was full is reported as full.
REMEMBERED_S = 60.0

#: The errors of a database without space: SQLite's codes, PostgreSQL's class.
FULL_SQLITE = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"})
FULL_POSTGRESQL = "53100"

_full_at: float | None = None


def is_full(error: BaseException) -> bool:
    """Returns whether this error of the database means that it has no room."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    said = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return said == FULL_POSTGRESQL or said in FULL_SQLITE


def note(error: BaseException) -> None:
    """Remember that the database was full; its disk may be on another machine."""
    global _full_at
    if is_full(error):
        _full_at = time.monotonic()


def why_no_room(folders: Iterable[Path]) -> str | None:
    """Returns what prevents writing to one of these folders or to the database; None if nothing
    does."""
    for folder in folders:
        try:
            _try(folder)
        except OSError as error:
            return f"{folder}: {error.strerror}"
    if _full_at is not None and time.monotonic() - _full_at < REMEMBERED_S:
        return "the database found no room for a write within the last minute"
    return None


def _try(folder: Path) -> None:
    """Write a test file. Raises OSError if there is no room."""
    with TemporaryFile(dir=folder) as file:
        try:
            os.posix_fallocate(file.fileno(), 0, ROOM_BYTES)
        except OSError as error:
            # Not every file system can reserve space.
            if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL):
                raise
