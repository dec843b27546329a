"""The SQL about bytes. Every query takes the account first, except the list of accounts for the
sweep."""

import secrets
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Text, delete, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from server.blobs import statements
from server.blobs.models import Blob, Upload
from server.database import Executor
from server.records.models import Record
from server.records.values import as_uuid
from server.signals import bytes_arrived

#: The type and the hash of an attachment are within this many characters of its stored fields; the
#: fields that may be long come after them.
HEAD_OF_FIELDS = 700
#: An id that sorts before all others.
NOBODY = str(UUID(int=0))


def find_blob(s: Session, account_id: str, sha256: str) -> Blob | None:
    """Returns what an account has under this hash (64 hex digits in lower case), or None."""
    return s.get(Blob, (account_id, sha256))


def find_upload(s: Session, account_id: str, upload: str) -> Upload | None:
    """Returns an account's upload that is under way, or None."""
    return s.get(Upload, (account_id, upload))


def has_blob(s: Executor, account_id: str, sha256: str) -> bool:
    """Returns whether an account has bytes with this hash."""
    return statements.HAS_BLOB.run(s, account=account_id, sha256=sha256).first() is not None


def bytes_without(s: Executor, account_id: str, sha256: str) -> int | None:
    """Returns how many bytes an account stores, if that was counted and none of them has this
    hash: one statement for both."""
    found = statements.BYTES_WITHOUT.run(s, account=account_id, sha256=sha256).first()
    return None if found is None else found.bytes


def count_uploads(s: Executor, account_id: str) -> int:
    """Returns how many uploads of an account are under way."""
    return int(statements.COUNT_UPLOADS.run(s, account=account_id).first().number)


def new_upload(account_id: str, sha256: str, size: int, now: int) -> Upload:
    """Returns a new upload that is in no table yet."""
    return Upload(
        account_id=account_id,
        id=secrets.token_urlsafe(32),
        sha256=sha256,
        bytes=size,
        touched_at=now,
        leased_until=0,
    )


def add_upload(s: Executor, upload: Upload) -> None:
    """Insert an upload. From now on it counts towards the account's space."""
    statements.ADD_UPLOAD.run(
        s,
        account=upload.account_id,
        upload=upload.id,
        sha256=upload.sha256,
        bytes=upload.bytes,
        now=upload.touched_at,
    )
    reckon(s, upload.account_id, upload.bytes)


def lease(s: Executor, account_id: str, upload: str, until: int, now: int) -> str | None:
    """Take the right to write to an upload. Returns its token, or None while another holds it."""
    token = secrets.token_urlsafe(32)
    taken = statements.TAKE_LEASE.run(
        s, account=account_id, upload=upload, token=token, until=until, now=now
    )
    return None if taken.first() is None else token


def renew(s: Executor, account_id: str, upload: str, token: str, until: int, now: int) -> bool:
    """Extend a lease. Returns False if another holds it by now."""
    held = statements.RENEW_LEASE.run(
        s, account=account_id, upload=upload, token=token, until=until, now=now
    )
    return held.first() is not None


def let_go(s: Executor, account_id: str, upload: str, token: str) -> None:
    """End the lease with this token, so that others may continue the upload. Does nothing if
    another holds it by now."""
    statements.END_LEASE.run(s, account=account_id, upload=upload, token=token)


def arrived(s: Executor, upload: Upload, now: int) -> bool:
    """Make the bytes of a complete upload the account's. Returns False if the account had them
    already; then the ones that have just arrived are not needed."""
    remove_upload(s, upload)
    if has_blob(s, upload.account_id, upload.sha256):
        return False
    add_blob(s, upload, now)
    return True


def add_blob(s: Executor, upload: Upload, now: int) -> None:
    """Make the bytes of an upload the account's; it does not have them yet."""
    reckon(s, upload.account_id, upload.bytes)
    statements.ADD_BLOB.run(
        s,
        account=upload.account_id,
        sha256=upload.sha256,
        name=upload.id,
        bytes=upload.bytes,
        arrived_at=now,
    )
    bytes_arrived.send(s, account_id=upload.account_id, sha256=upload.sha256)


def twins(s: Executor, upload: Upload) -> list[Upload]:
    """Returns the other uploads of the same bytes that nobody is writing to."""
    found = statements.TWINS.run(
        s, account=upload.account_id, sha256=upload.sha256, upload=upload.id
    )
    return [
        Upload(
            account_id=upload.account_id,
            id=row.id,
            sha256=upload.sha256,
            bytes=row.bytes,
            touched_at=row.touched_at,
        )
        for row in found
    ]


def remove_upload(s: Executor, upload: Upload) -> None:
    """Delete an upload and release its space. Does nothing if it is gone already."""
    gone = statements.REMOVE_UPLOAD.run(s, account=upload.account_id, upload=upload.id)
    if gone.first() is not None:
        reckon(s, upload.account_id, -upload.bytes)


def remove_blobs(s: Session, account_id: str, which: Collection[str]) -> list[str]:
    """Delete the rows of these hashes. Returns the names of their objects in the store, which must
    be deleted after the commit."""
    gone = s.execute(
        delete(Blob)
        .where(Blob.account_id == account_id, Blob.sha256.in_(which))
        .returning(Blob.name, Blob.bytes)
    ).all()
    reckon(s, account_id, -sum(row.bytes for row in gone))
    return [row.name for row in gone]


def all_blobs(s: Session, account_id: str) -> list[Blob]:
    """Returns all bytes of an account, ordered by hash."""
    return list(s.scalars(select(Blob).where(Blob.account_id == account_id).order_by(Blob.sha256)))


def accounts_with_bytes(s: Session) -> list[str]:
    """Returns the accounts that have bytes or uploads. Each is looked up from the one before it, so
    only one index entry per account is read."""
    found: list[str] = []
    while next_one := _next_with_bytes(s, found[-1] if found else NOBODY):
        found.append(next_one)
    return found


def _next_with_bytes(s: Session, account_id: str) -> str | None:
    """Returns the smallest account id above this one, or None."""
    firsts = [
        s.scalar(select(column).where(column > account_id).order_by(column).limit(1))
        for column in (Blob.account_id, Upload.account_id)
    ]
    return min((first for first in firsts if first is not None), default=None)


def stale_uploads(s: Session, account_id: str, before: int) -> list[Upload]:
    """Returns the uploads that have received nothing since `before` (milliseconds)."""
    return list(
        s.scalars(select(Upload).where(Upload.account_id == account_id, Upload.touched_at < before))
    )


def named(s: Session, account_id: str) -> set[str]:
    """Returns the hashes that records name, including records in the trash. The history need not be
    read, since the hash of an attachment never changes."""
    rows = s.scalars(
        select(Record.fields).where(Record.account_id == account_id, Record.kind == "attachment")
    )
    return {fields["sha256"] for fields in rows if fields.get("sha256")}


def media_type_of(s: Session, account_id: str, sha256: str) -> str | None:
    """Returns the media type that a record states for these bytes, or None if no record does."""
    rows = s.scalars(
        select(Record.fields)
        .where(
            Record.account_id == account_id,
            Record.kind == "attachment",
            names_bytes(literal(sha256, Text)),
        )
        .limit(1)
    )
    found = rows.first()
    return None if found is None else found["media_type"]


def names_bytes(sha256: ColumnElement[str]) -> ColumnElement[bool]:
    """Returns the condition that an attachment has this hash. A hash is 64 hex digits, so it
    contains no wildcard of LIKE."""
    head = func.substr(type_coerce(Record.fields, Text), 1, HEAD_OF_FIELDS)
    return head.like(literal('%"sha256":"', Text) + sha256 + literal('"%', Text))


def reckon(s: Executor, account_id: str, size: int) -> None:
    """Add `size` bytes, which may be negative, to the account's count. Does nothing if the account
    has not been counted yet."""
    statements.RECKON.run(s, account=account_id, size=size)


def names(s: Session, account_id: str) -> set[str]:
    """Returns the names of this account's objects in the store. They are none for an id that is no
    UUID."""
    if as_uuid(account_id) is None:
        return set()
    return {
        *s.scalars(select(Blob.name).where(Blob.account_id == account_id)),
        *s.scalars(select(Upload.id).where(Upload.account_id == account_id)),
    }
