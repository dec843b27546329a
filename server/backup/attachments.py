"""The bytes of attachments in a backup. Those in a bucket are not part of it."""

import hashlib
import re
from collections.abc import Iterable
from functools import partial

from server import database
from server.backup.archive import CHUNK, Archive, Writer
from server.backup.errors import BackupError
from server.blobs import store
from server.blobs.service import storage

_ACCOUNT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME = re.compile(r"[A-Za-z0-9_-]{43}")


def pack(writer: Writer) -> None:
    """Add the files in the folder to which a row refers."""
    kept = storage()
    with database.read() as s:
        accounts = store.accounts_with_bytes(s)
    for account_id in accounts:
        with database.read() as s:
            blobs = store.all_blobs(s, account_id)
        for blob in blobs:
            if kept.path(account_id, blob.name) is None:
                return
            file = kept.open(account_id, blob.name)
            if file is not None:  # swept since
                with file:
                    writer.attachment(account_id, blob.name, file)


def unpack(archive: Archive) -> None:
    """Put them back into the store, in the place of files that were damaged since, too. A file of
    the backup is read as a whole before one in the store is replaced. Raises BackupError."""
    kept = storage()
    for account, name, pieces in archive.attachments():
        if not (_ACCOUNT.fullmatch(account) and _NAME.fullmatch(name)):
            raise BackupError("The backup is not what it says it is.")
        there = kept.open(account, name)
        if there is not None:
            with there:
                if _digest(iter(partial(there.read, CHUNK), b"")) == _digest(pieces()):
                    continue
        kept.delete(account, name)
        with kept.adding(account, name, 0) as write:
            for piece in pieces():
                write(piece)
        kept.finish(account, name)


def _digest(pieces: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.digest()
