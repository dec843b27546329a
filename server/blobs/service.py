"""Receives, stores and deletes the bytes of attachments, in the database and in the store together.

Bytes are complete in the store before a row says so, and rows are deleted before the bytes are.
"""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from flask import current_app

from server import clock, database
from server.blobs import store
from server.blobs.models import Upload
from server.blobs.storage import CHUNK, Storage
from server.database import Executor
from server.records.kinds import LARGEST_ATTACHMENT
from server.sync.holdings import MEGABYTE, Holdings
from server.sync.holdings_store import count_holdings
from server.sync.store import lock, lock_head

MOST_UPLOADS = 100
#: A writer renews its lease this often. Without a renewal others may write after LEASE_MS.
RENEW_EVERY_S, LEASE_MS = 4, 15_000
DAY_MS = 24 * 60 * 60 * 1000
UPLOADS_KEPT_MS = 7 * DAY_MS


class NoRoom(Exception):
    """The account has used all the space that it may use."""


class Busy(Exception):
    """Another request is writing to this upload."""


class WrongHash(Exception):
    """The bytes do not have the announced hash. The upload has been deleted."""


class WrongOffset(Exception):
    """The client's offset is not the number of bytes received so far."""


class TooMuch(Exception):
    """More bytes came than were announced. As many as were announced are kept."""


@dataclass(frozen=True, slots=True)
class Progress:
    """An upload, and how many of its bytes have been received."""

    upload: Upload
    offset: int


def storage() -> Storage:
    """Returns the store of the current app."""
    return cast(Storage, current_app.extensions["blobs"])


def begin(account_id: str, sha256: str, size: int) -> Upload:
    """Announce an upload of `size` bytes; its space is reserved from now on.

    Raises NoRoom if the account has too little space left, or MOST_UPLOADS uploads under way.
    """
    upload = store.new_upload(account_id, sha256, size, clock.milliseconds(clock.now()))

    def announce(s: Executor) -> None:
        _check_room(s, account_id, size)
        if store.count_uploads(s, account_id) >= MOST_UPLOADS:
            raise NoRoom
        store.add_upload(s, upload)

    database.write_together(announce)
    return upload


def bring(account_id: str, sha256: str, size: int, read: Callable[[int], bytes]) -> str:
    """Store bytes that come in the same request as their announcement.

    They are in no table before all of them have arrived. This saves two transactions, and the phone
    a round trip. Returns the id of the upload. Raises NoRoom, WrongHash, TooMuch, and whatever
    `read` raises; then nothing is kept.
    """
    upload = store.new_upload(account_id, sha256, size, clock.milliseconds(clock.now()))
    kept = storage()
    # An early check, before anything is written. The one in the transaction below decides.
    with database.read_autocommit() as s:
        held = store.bytes_without(s, account_id, sha256)
    if held is not None:
        _check_bytes(held, size)
    try:
        if size <= CHUNK:
            _put(upload, read, size)
        else:
            _write_whole(upload, iter(lambda: read(CHUNK), b""), size)
    except BaseException:
        kept.delete(account_id, upload.id)
        raise

    def take(s: Executor) -> bool:
        head = lock_head(s, account_id)
        if store.has_blob(s, account_id, sha256):
            return False
        _check_holdings(s, account_id, head.holdings, size)
        store.add_blob(s, upload, clock.milliseconds(clock.now()))
        return True

    # If the database does not answer, it may have committed nevertheless. So the bytes stay, and
    # the sweep deletes them if no row names them.
    try:
        is_new = database.write_together(take)
    except NoRoom:
        kept.delete(account_id, upload.id)
        raise
    if not is_new:
        kept.delete(account_id, upload.id)
    return upload.id


def _put(upload: Upload, read: Callable[[int], bytes], size: int) -> None:
    """Store an upload that fits into memory. Raises TooMuch, and WrongHash."""
    whole = read(size)
    while piece := read(size + 1 - len(whole)):
        whole += piece
        if len(whole) > size:
            raise TooMuch
    if hashlib.sha256(whole).hexdigest() != upload.sha256:
        raise WrongHash
    storage().put(upload.account_id, upload.id, whole)


def _write_whole(upload: Upload, pieces: Iterable[bytes], most: int) -> int:
    """Write all pieces of an upload to the store, and finish it there. Returns the number of bytes.

    Raises TooMuch above `most` bytes, and WrongHash.
    """
    digest, size, kept = hashlib.sha256(), 0, storage()
    with kept.adding(upload.account_id, upload.id, 0) as write:
        for piece in pieces:
            size += len(piece)
            if size > most:
                raise TooMuch
            digest.update(piece)
            write(piece)
    if digest.hexdigest() != upload.sha256 or size == 0:
        raise WrongHash
    kept.finish(upload.account_id, upload.id)
    return size


def _check_room(s: Executor, account_id: str, size: int) -> None:
    _check_holdings(s, account_id, lock_head(s, account_id).holdings, size)


def _check_holdings(s: Executor, account_id: str, held: Holdings | None, size: int) -> None:
    _check_bytes((count_holdings(s, account_id) if held is None else held).bytes, size)


def _check_bytes(held: int, size: int) -> None:
    if held + size > current_app.config["MOST_MEGABYTES"] * MEGABYTE:
        raise NoRoom


def progress(account_id: str, upload: str) -> Progress | None:
    """Returns how far an upload has come, or None if there is no such upload."""
    with database.read() as s:
        found = store.find_upload(s, account_id, upload)
    if found is None:
        return None
    return Progress(found, storage().received(account_id, upload))


def add(account_id: str, upload: Upload, offset: int, read: Callable[[int], bytes]) -> int:
    """Store what `read` returns, piece by piece, until it ends or raises. The last byte completes
    the upload. Returns the number of bytes received so far.

    Raises Busy, WrongOffset, TooMuch, WrongHash, and whatever `read` raises.
    """
    token = _lease(account_id, upload)
    kept = storage()
    is_over = False
    try:
        if kept.received(account_id, upload.id) != offset:
            raise WrongOffset
        at = _take(account_id, upload, offset, read, token)
        if at == upload.bytes:
            _finish(account_id, upload)
            is_over = True
        return at
    finally:
        # A completed upload has been deleted with its lease: that saves this transaction.
        if not is_over:
            database.write_together(lambda s: store.let_go(s, account_id, upload.id, token))


def add_at_once(account_id: str, upload: Upload, read: Callable[[int], bytes]) -> int:
    """Like `add`, for the first bytes of an upload whose id the client does not know yet. If it
    fails, the client will never know it, so the upload is deleted."""
    try:
        return add(account_id, upload, 0, read)
    except BaseException:
        database.write_together(lambda s: store.remove_upload(s, upload))
        storage().delete(account_id, upload.id)
        raise


def _lease(account_id: str, upload: Upload) -> str:
    now = clock.milliseconds(clock.now())
    token = database.write_together(
        lambda s: store.lease(s, account_id, upload.id, now + LEASE_MS, now)
    )
    if token is None:
        raise Busy
    return token


def _take(
    account_id: str, upload: Upload, offset: int, read: Callable[[int], bytes], token: str
) -> int:
    at, renewed = offset, time.monotonic()
    with storage().adding(account_id, upload.id, offset) as write:
        while piece := read(CHUNK):
            write(piece[: upload.bytes - at])
            if at + len(piece) > upload.bytes:
                raise TooMuch
            at += len(piece)
            if time.monotonic() - renewed > RENEW_EVERY_S:
                renewed = time.monotonic()
                _renew(account_id, upload, token)
    return at


def _renew(account_id: str, upload: Upload, token: str) -> None:
    now = clock.milliseconds(clock.now())
    if not database.write_together(
        lambda s: store.renew(s, account_id, upload.id, token, now + LEASE_MS, now)
    ):
        raise Busy


def _finish(account_id: str, upload: Upload) -> None:
    kept = storage()
    digest = hashlib.sha256()
    for piece in kept.partial(account_id, upload.id):
        digest.update(piece)
    is_right = digest.hexdigest() == upload.sha256
    unbegun: set[tuple[str, int]] = set()
    if is_right:
        kept.finish(account_id, upload.id)
        unbegun = _unbegun(upload)

    def take(s: Executor) -> bool:
        lock(s, account_id)
        if not is_right:
            store.remove_upload(s, upload)
            return False
        for other in store.twins(s, upload):
            # If one has changed since, bytes for it may have arrived.
            if (other.id, other.touched_at) in unbegun:
                store.remove_upload(s, other)
        return store.arrived(s, upload, clock.milliseconds(clock.now()))

    is_new = database.write_together(take)
    if not is_right:
        kept.delete(account_id, upload.id)
        raise WrongHash
    if not is_new:
        kept.delete(account_id, upload.id)


def _unbegun(upload: Upload) -> set[tuple[str, int]]:
    """Returns id and time of the other uploads of the same bytes that have received nothing.

    A phone that did not get the answer to its announcement announces the bytes again, and never
    sends anything to the first upload. MOST_UPLOADS of these would block the account. The store is
    asked before the transaction that removes them, because it may be another machine.
    """
    with database.read() as s:
        others = store.twins(s, upload)
    kept = storage()
    return {
        (other.id, other.touched_at)
        for other in others
        if kept.received(other.account_id, other.id) == 0
    }


def keep(account_id: str, sha256: str, pieces: Iterable[bytes]) -> bool:
    """Store bytes that do not come as an upload, but for example from a file.

    Returns whether they are new. Raises NoRoom, WrongHash, and TooMuch if they are more than an
    attachment may have.
    """
    with database.write() as s:
        if store.find_blob(s, account_id, sha256) is not None:
            return False
        upload = store.new_upload(account_id, sha256, 0, clock.milliseconds(clock.now()))
        store.add_upload(s, upload)
    kept = storage()
    try:
        size = _write_whole(upload, pieces, LARGEST_ATTACHMENT)
        with database.write() as s:
            _check_room(s, account_id, size)
            store.remove_upload(s, upload)
            upload.bytes = size
            is_new = store.arrived(s, upload, clock.milliseconds(clock.now()))
    except BaseException:
        with database.write() as s:
            upload.bytes = 0
            store.remove_upload(s, upload)
        kept.delete(account_id, upload.id)
        raise
    if not is_new:
        kept.delete(account_id, upload.id)
    return is_new


def forget(account_id: str, sha256s: Iterable[str]) -> None:
    """Delete at once those of these bytes that no record names any more."""
    with database.write() as s:
        lock(s, account_id)
        names = store.remove_blobs(s, account_id, set(sha256s) - store.named(s, account_id))
    for name in names:
        storage().delete(account_id, name)
