"""A disk with no room left, for a server that runs: in the middle of a write, and then no more; and
one for a phone, which is small and filled up.

For SQLite the kernel refuses to let any file of the server's processes grow (RLIMIT_FSIZE), which
SQLite meets where a full disk would show: while it writes a transaction to its log. PostgreSQL's
own processes are not ours to bound, since a full disk under its log is a crash, which other tests
have; there a trigger says what PostgreSQL says when a table cannot grow, in its words and with its
code, after a part of the transaction has been written.
"""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.rigs.processes import tree

#: So much still fits.
LEFT_BYTES = 16 * 1024
_NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
END $$;
CREATE TRIGGER no_room AFTER INSERT ON changes FOR EACH ROW EXECUTE FUNCTION no_room();
"""


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of that size, mounted at `folder`; only root may do so, and not everywhere."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "karmadex", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield folder
    finally:
        # What wrote there may take a moment to go.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(folder: Path) -> Path:
    """Leave no byte of room on the disk of that folder; returns what fills it, to be deleted."""
    filling = folder / "filling"
    with filling.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while file.write(bytes(size)):
                    pass
    return filling


@contextmanager
def full_disk(database_url: str, server: int) -> Iterator[None]:
    """Inside of it there is no room for the server whose first process is `server`."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        assert url.database is not None
        size = Path(f"{url.database}-wal").stat().st_size + LEFT_BYTES
        _let_files_grow_to(server, size)
        try:
            yield
        finally:
            _let_files_grow_to(server, resource.RLIM_INFINITY)
        return
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(_NO_ROOM))
        try:
            yield
        finally:
            connection.execute(text("DROP FUNCTION no_room CASCADE"))
    engine.dispose()


def _let_files_grow_to(server: int, size: int) -> None:
    for process in tree(server):
        _, most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, most))
