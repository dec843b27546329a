"""Backup and restore, for either kind of database."""

import secrets as random
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from flask_migrate import upgrade

from server import clock, database, health
from server.backup import attachments, postgres, sqlite
from server.backup.archive import About, Advance, Archive, Writer, new_file
from server.backup.errors import BackupError
from server.backup.secondary_app import secondary_app
from server.backup.secrets import put_back, secrets_of
from server.extensions import db
from server.sync import stones, store

#: Called with the total length, in bytes or rows; returns a function to call with each part done.
Show = Callable[[int], Advance]


@dataclass(frozen=True, slots=True)
class Restored:
    """`aside`: where the previous data is kept, None if there was none; `written`: secrets that
    were restored; `given`: secrets for which a setting has another value."""

    aside: str | None
    written: list[str]
    given: list[str]


def backup(app: Flask, path: Path, *, force: bool, show: Show) -> None:
    """Write an archive to `path`. Raises BackupError, and then `path` is unchanged."""
    revision = applied_revision()
    if revision is None:
        raise BackupError("There is nothing to keep yet: run `flask --app wsgi db upgrade` first.")
    with new_file(path, force=force) as draft, Writer(draft) as writer:
        made_at = clock.now().isoformat(timespec="seconds")
        if db.engine.dialect.name == "sqlite":
            size = _pack_sqlite(_file(), draft.with_name(f"{draft.name}.database"), writer, show)
        else:
            advance = show(postgres.size(db.engine))
            with postgres.dump(db.engine) as dumped:
                size = writer.database(dumped, advance)
        attachments.pack(writer)
        about = About(db.engine.dialect.name, revision, made_at, size)
        writer.close(about, secrets_of(app))


def _pack_sqlite(file: Path, copied: Path, writer: Writer, show: Show) -> int:
    advance = show(2 * sqlite.size(file))
    with _private(copied):
        sqlite.copy(file, copied, advance)
        with copied.open("rb") as whole:
            return writer.database(whole, advance)


def open_archive(app: Flask, path: Path) -> Archive:
    """Returns the backup at `path`. Raises BackupError if it cannot be restored here."""
    archive = Archive(path)
    about = archive.about
    here = db.engine.dialect.name
    if about.database != here:
        raise BackupError(
            f"{path} is a backup of {_NAMES[about.database]}, and the database here is"
            f" {_NAMES[here]}: restore it where DATABASE_URL is of its kind, then `move-to` here."
        )
    known, _ = health.migrations(app.extensions["migrate"].directory)
    if about.revision not in known:
        raise BackupError(f"{path} was made by a newer Karmadex: update this one first.")
    return archive


def restore(app: Flask, archive: Archive, *, show: Show) -> Restored:
    """Restore an archive that `open_archive` returned. Raises BackupError; nothing is changed
    before all of it has been checked. Records that were forgotten for good after the backup are
    forgotten in it too."""
    # With a random suffix, so that two restores in one second keep two copies.
    stamp = f"before-restore-{clock.now():%Y%m%d-%H%M%S}-{random.token_hex(2)}"
    epoch = uuid.uuid4().hex
    # Before the database that names them; if that fails, they are not used.
    attachments.unpack(archive)
    if archive.about.database == "sqlite":
        aside = _restore_sqlite(archive, _file(), stamp, epoch, show)
    else:
        aside = _restore_postgres(app, archive, stamp, epoch, show)
    written, given = put_back(app, archive.secrets, stamp)
    return Restored(aside, written, given)


def _restore_sqlite(archive: Archive, file: Path, stamp: str, epoch: str, show: Show) -> str | None:
    draft = file.with_name(f".{file.name}.{random.token_hex(8)}")
    aside = file.with_name(f"{file.name}.{stamp}") if applied_revision() else None
    advance = show(2 * archive.about.size)
    bytes_of: list[Mapping[str, list[str]]] = []

    def lay_stones(kept: Path) -> None:
        bytes_of.append(stones.lay(sqlite.stones(kept)))

    with _private(draft):
        archive.unpack(draft, advance)
        sqlite.check(draft)
        with secondary_app(f"sqlite:///{draft}"):
            if applied_revision() != archive.about.revision:
                raise BackupError("The backup is not what it says it is.")
            upgrade()
            with database.write() as s:
                store.renew_epoch(s, epoch)
            # Before any phone can sync with the restored data, even if this is killed. Most stones
            # are laid now, while others may still write; those of people forgotten meanwhile are
            # laid when no one can.
            if aside:
                lay_stones(file)
            sqlite.put_back(file, draft, aside, advance, lay_stones)
    if aside:
        stones.let_go_of_bytes(*bytes_of)
        database.erase_traces()
    return str(aside) if aside else None


def _restore_postgres(
    app: Flask, archive: Archive, stamp: str, epoch: str, show: Show
) -> str | None:
    aside = stamp.replace("-", "_")
    advance = show(2 * archive.about.size)
    with TemporaryDirectory(dir=app.config["INSTANCE_PATH"]) as folder:
        file = Path(folder) / "database"
        archive.unpack(file, advance)
        postgres.check(file, db.engine)
        had = postgres.put_back(file, db.engine, aside, epoch, advance)
    upgrade()
    stones.lay_those_set_aside()
    return f"the schema {aside}" if had else None


@contextmanager
def _private(file: Path) -> Iterator[None]:
    """A temporary SQLite file, readable by its owner only; its journals are deleted with it."""
    file.touch(mode=0o600)
    try:
        yield
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                file.with_name(file.name + suffix).unlink()


def applied_revision() -> str | None:
    """Returns the migration of the current app's database; None: it has no tables."""
    with database.read() as s:
        return health.applied_revision(s)


def _file() -> Path:
    return Path(db.engine.url.database or "")


_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
