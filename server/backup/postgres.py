"""Dumps and restores a PostgreSQL database with PostgreSQL's own programs."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import URL

from server.backup.archive import CHUNK, Advance
from server.backup.errors import BackupError
from server.sync.stones import ARE_TO_BE_LAID

#: The folder of Debian's programs, by version.
DEBIAN = Path("/usr/lib/postgresql")
LOCK_TIMEOUT_S = 60
Command = list[str | Path]


def size(engine: Engine) -> int:
    """Returns about how many bytes the dump will have."""
    with engine.connect() as connection:
        found = connection.scalar(
            text(
                "SELECT coalesce(sum(pg_table_size(oid)), 0) FROM pg_class"
                " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
            )
        )
    return int(found or 0)


@contextmanager
def dump(engine: Engine) -> Iterator[IO[bytes]]:
    """Yields the output of pg_dump: a snapshot of our tables, while others go on writing.

    Raises BackupError, also on leaving, if pg_dump failed.
    """
    with engine.connect() as connection:
        schema = connection.scalar(text("SELECT current_schema()"))
    command: Command = [
        _program("pg_dump", engine), "--format=custom", "--compress=0", "--no-owner",
        "--no-privileges", f'--table="{schema}".*', f"--dbname={_address(engine.url)}",
    ]  # fmt: skip
    with _running(command, engine.url, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield process.stdout


def check(file: Path, engine: Engine) -> None:
    """Raises BackupError unless pg_restore can read all of the dump."""
    command: Command = [_program("pg_restore", engine), "--file=/dev/null", file]
    with _running(command, engine.url, stdout=subprocess.DEVNULL):
        pass


def put_back(file: Path, engine: Engine, aside: str, epoch: str, advance: Advance) -> bool:
    """Replace our tables by those of the dump. The same transaction moves the existing ones to the
    schema `aside`. Returns whether there were any.

    The transaction also changes the epoch, so that no phone sees old data under the old epoch.
    """
    with engine.connect() as connection:
        schema = str(connection.scalar(text("SELECT current_schema()")))
        quote = connection.dialect.identifier_preparer.quote
        tables = [quote(name) for name in inspect(connection).get_table_names()]
        schema, aside = quote(schema), quote(aside)
    before = ["BEGIN;", f"SET search_path = {schema};"]
    if tables:
        before += [lock(tables, "ACCESS EXCLUSIVE"), f"CREATE SCHEMA {aside};"]
        before += [f"COMMENT ON SCHEMA {aside} IS '{ARE_TO_BE_LAID}';"]
        before += [f"ALTER TABLE {table} SET SCHEMA {aside};" for table in tables]
    after = _NEW_EPOCH.format(schema=schema, epoch=epoch)
    read: Command = [
        _program("pg_restore", engine),
        "--no-owner",
        "--no-privileges",
        "--file=-",
        file,
    ]
    write: Command = [
        _program("psql", engine), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-",
        "--output=/dev/null", f"--dbname={_address(engine.url)}",
    ]  # fmt: skip
    with (
        _running(write, engine.url, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as psql,
        _running(read, engine.url, stdout=subprocess.PIPE) as restored,
    ):
        assert psql.stdin is not None
        assert restored.stdout is not None
        try:
            psql.stdin.write("\n".join(before).encode() + b"\n")
            while chunk := restored.stdout.read(CHUNK):
                psql.stdin.write(chunk)
                advance(len(chunk))
            # Without its last line the transaction is rolled back.
            if restored.wait() == 0:
                psql.stdin.write(after.encode())
                psql.stdin.flush()
        except BrokenPipeError:  # psql has ended, and its error message says why
            while restored.stdout.read(CHUNK):
                pass
    return bool(tables)


def lock(tables: Sequence[str], mode: str) -> str:
    """Returns SQL that locks tables, by their quoted names, until the end of the transaction.

    A sync takes its locks in another order. If each held what the other needs, PostgreSQL would
    abort one of them. So we release all our locks when one is not available at once, and try again.
    """
    return f"""
DO $$ DECLARE patience timestamptz := clock_timestamp() + interval '{LOCK_TIMEOUT_S} s';
BEGIN
    LOOP
        BEGIN
            SET LOCAL lock_timeout = '200ms';
            LOCK TABLE {", ".join(tables)} IN {mode} MODE;
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            IF clock_timestamp() > patience THEN
                RAISE EXCEPTION 'somebody works with the tables and does not end';
            END IF;
            PERFORM pg_sleep(0.05 + random() / 10);
        END;
    END LOOP;
END $$;
"""


#: Does the same as `server.sync.store.renew_epoch`. A backup from before 0007 has no
#: `restored_rev`.
_NEW_EPOCH = """
UPDATE {schema}.server_epoch SET epoch = '{epoch}';
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_attribute WHERE attname = 'restored_rev' AND NOT attisdropped
               AND attrelid = '{schema}.sync_heads'::regclass) THEN
        UPDATE {schema}.sync_heads SET restored_rev = least(restored_rev, rev);
    END IF;
END $$;
COMMIT;
"""


@contextmanager
def _running(
    command: Command, url: URL, *, stdin: int = subprocess.DEVNULL, stdout: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Raises BackupError with the program's error message if it failed."""
    environ = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=stdin, stdout=stdout, stderr=complaints, env=environ,
        )  # fmt: skip
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(BrokenPipeError):
                        pipe.close()
            process.wait()
        if process.returncode != 0:
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").strip()
            raise BackupError(f"{Path(command[0]).name} failed:\n{said}")


def _address(url: URL) -> str:
    """Returns the address for libpq. The password is passed separately, so that no list of
    processes shows it."""
    return url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


def _program(name: str, engine: Engine) -> Path:
    """Returns the path of a PostgreSQL program that is not older than the server. Raises
    BackupError."""
    with engine.connect() as connection:
        wanted = _server_version(connection)
    folders = [Path(folder) for folder in os.environ.get("PATH", os.defpath).split(os.pathsep)]
    folders += sorted(DEBIAN.glob("*/bin"), reverse=True)
    found = {path: _version(path) for folder in folders if (path := _executable(folder, name))}
    for path, version in found.items():
        if version >= wanted:
            return path
    older = "".join(f" {path} is of version {version}." for path, version in found.items())
    raise BackupError(
        f"The program {name} of PostgreSQL {wanted} or newer is needed, and was not found in PATH"
        f" (on Debian it is in the package postgresql-client-{wanted}).{older}"
    )


def _executable(folder: Path, name: str) -> Path | None:
    found = shutil.which(name, path=str(folder))
    return None if found is None else Path(found)


def _version(program: Path) -> int:
    """Returns the major version that the program reports; 0 if it reports none."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return 0
    number = re.search(r"\d+", said.stdout)
    return int(number[0]) if number else 0


def _server_version(connection: Connection) -> int:
    version = connection.dialect.server_version_info
    assert version is not None
    return int(version[0])
