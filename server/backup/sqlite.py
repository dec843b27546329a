"""Copies and restores a SQLite file while it is in use, with SQLite's online backup."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError

from server.backup.archive import Advance, sync
from server.backup.errors import BackupError
from server.sync.forget import stones_in
from server.sync.stones import Stones

#: How many pages are copied at once; between them others can run.
STEP_PAGES = 256
#: How long a restore waits until it is the only writer.
PATIENCE_S = 60


def size(file: Path) -> int:
    """Returns the size of the database in bytes; 0 if nothing was ever written to it."""
    with _opened(file) as connection:
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        [page] = connection.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(page)


def copy(file: Path, target: Path, advance: Advance) -> None:
    """Copy a snapshot of the database to an empty file.

    Others go on writing. SQLite's backup starts over when the database changes, and would never end
    while others keep writing. So it is taken inside one long read transaction, which in WAL mode
    sees one snapshot and blocks nobody.
    """
    with _opened(file) as source, _opened(target) as copied:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copied, pages=STEP_PAGES, progress=_progress(source, advance))
        # All of it in one file, without a journal beside it.
        copied.execute("PRAGMA journal_mode=DELETE").fetchone()
    check(target)
    sync(target)


def check(file: Path) -> None:
    """Raises BackupError unless this is a whole SQLite database."""
    with _opened(file, "The copy of the database cannot be read") as connection:
        [said] = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise BackupError(f"The copy of the database is damaged: {said}.")


def stones(file: Path) -> Stones:
    """Returns the records that were forgotten for good in it. Raises BackupError if it cannot be
    read."""
    engine = create_engine(f"sqlite:///{file}")
    try:
        return stones_in(engine)
    except DatabaseError as error:
        raise BackupError(f"{file} cannot be read: {error.orig}.") from error
    finally:
        engine.dispose()


def put_back(
    file: Path,
    source: Path,
    aside: Path | None,
    advance: Advance,
    finish: Callable[[Path], object],
) -> None:
    """Replace the database by the one in `source`, in one transaction: a running server sees either
    the old or the new one, and if this process is killed the old one stays.

    Before anything is replaced, the previous data is copied to the file `aside`, with no writer in
    between. Then `finish` is called with that copy; it may still change `source`, which is copied
    from its beginning again. Raises BackupError if others keep the database locked.
    """
    with _opened(file) as target, _opened(source) as restored:
        target.execute("PRAGMA synchronous=FULL")
        step = _progress(restored, advance)
        end = time.monotonic() + PATIENCE_S
        is_ours = False

        def progress(status: int, left: int, total: int) -> None:
            nonlocal is_ours
            if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                if time.monotonic() > end:
                    raise BackupError("Somebody is writing to the database and does not end.")
                return
            # From the first step on nobody else can write, and readers see the previous data.
            if not is_ours and aside is not None:
                is_ours = True
                aside.touch(mode=0o600)
                copy(file, aside, lambda _: None)
                finish(aside)
            step(status, left, total)

        [pages] = restored.execute("PRAGMA page_count").fetchone()
        # In at least two steps, so that `aside` is copied after the first and before the last.
        restored.backup(target, pages=max(1, min(STEP_PAGES, pages // 2)), progress=progress)


def _progress(source: sqlite3.Connection, advance: Advance) -> Callable[[int, int, int], None]:
    [page] = source.execute("PRAGMA page_size").fetchone()
    done = 0

    def progress(_status: int, left: int, total: int) -> None:
        nonlocal done
        advance((total - left - done) * page)
        done = total - left

    return progress


@contextmanager
def _opened(
    file: Path, complaint: str = "The database cannot be copied"
) -> Iterator[sqlite3.Connection]:
    """Raises BackupError for what SQLite itself cannot do, such as a write to a full disk."""
    try:
        with closing(sqlite3.connect(file, timeout=PATIENCE_S, isolation_level=None)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise BackupError(f"{complaint}: {error}.") from error
