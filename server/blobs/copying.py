"""Copies bytes from one store to another: from the disk to a bucket, or back."""

from dataclasses import dataclass

from server import database
from server.blobs import store
from server.blobs.storage import CHUNK, Storage


@dataclass(slots=True)
class Copied:
    """How many objects were copied, were there before, and are in neither store."""

    new: int = 0
    known: int = 0
    missing: int = 0


def copy_all(source: Storage, target: Storage) -> Copied:
    """Copy everything that the tables name and `target` does not have. It can be interrupted and
    run again, also while phones upload more. Raises OSError if a store fails."""
    with database.read() as s:
        accounts = store.accounts_with_bytes(s)
    copied = Copied()
    for account_id in accounts:
        with database.read() as s:
            names = [blob.name for blob in store.all_blobs(s, account_id)]
        for name in names:
            _copy(source, target, account_id, name, copied)
    return copied


def _copy(source: Storage, target: Storage, account_id: str, name: str, copied: Copied) -> None:
    there = target.open(account_id, name)
    if there is not None:
        there.close()
        copied.known += 1
        return
    file = source.open(account_id, name)
    if file is None:
        copied.missing += 1
        return
    with file, target.adding(account_id, name, 0) as write:
        while piece := file.read(CHUNK):
            write(piece)
    target.finish(account_id, name)
    copied.new += 1
