"""The SQL of bytes. Each query takes the account first, but for the sweep's list of accounts."""

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

#: Of the stored fields of an attachment, so many characters hold its type and its hash for certain:
#: what may be long comes after them.
HEAD_OF_FIELDS = 700
#: An id below all others.
NOBODY = str(UUID(int=0))


def find_blob(s: Session, account_id: str, sha256: str) -> Blob | None:
    """Returns what an account has under this hash (64 hex digits in lower case), or None."""
    return s.get(Blob, (account_id, sha256))


def find_upload(s: Session, account_id: str, upload: str) -> Upload | None:
    """Returns an account's upload that is under way, or None."""
    return s.get(Upload, (account_id, upload))


def has_blob(s: Executor, account_id: str, sha256: str) -> bool:
    """Whether an account has something under this hash."""
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
    """An upload that no table knows yet."""
    return Upload(
        account_id=account_id,
        id=secrets.token_urlsafe(32),
        sha256=sha256,
        bytes=size,
        touched_at=now,
        leased_until=0,
    )


def add_upload(s: Executor, upload: Upload) -> None:
    """It counts towards the account's room from here on."""
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
    """The right to add to an upload; None while another has it."""
    token = secrets.token_urlsafe(32)
    taken = statements.TAKE_LEASE.run(
        s, account=account_id, upload=upload, token=token, until=until, now=now
    )
    return None if taken.first() is None else token


def renew(s: Executor, account_id: str, upload: str, token: str, until: int, now: int) -> bool:
    """Returns whether it is still held."""
    held = statements.RENEW_LEASE.run(
        s, account=account_id, upload=upload, token=token, until=until, now=now
    )
    return held.first() is not None


def let_go(s: Executor, account_id: str, upload: str, token: str) -> None:
    """End the lease with this token, so that others may go on with the upload; nothing happens
    where another holds it by now."""
    statements.END_LEASE.run(s, account=account_id, upload=upload, token=token)


def arrived(s: Executor, upload: Upload, now: int) -> bool:
    """The bytes of an upload are whole: they are the account's from here on. Returns False where it
    had them: then what has arrived is of no use any more."""
    remove_upload(s, upload)
    if has_blob(s, upload.account_id, upload.sha256):
        return False
    add_blob(s, upload, now)
    return True


def add_blob(s: Executor, upload: Upload, now: int) -> None:
    """The bytes of an upload, which the account does not have yet, are its own from here on."""
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
    """Other uploads of the same bytes, to which nobody is writing."""
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
    """Forget an upload and the room that it took; nothing happens where it is gone already."""
    gone = statements.REMOVE_UPLOAD.run(s, account=upload.account_id, upload=upload.id)
    if gone.first() is not None:
        reckon(s, upload.account_id, -upload.bytes)


def remove_blobs(s: Session, account_id: str, which: Collection[str]) -> list[str]:
    """Returns the names of the objects that hold them, to be deleted once this is committed."""
    gone = s.execute(
        delete(Blob)
        .where(Blob.account_id == account_id, Blob.sha256.in_(which))
        .returning(Blob.name, Blob.bytes)
    ).all()
    reckon(s, account_id, -sum(row.bytes for row in gone))
    return [row.name for row in gone]


def all_blobs(s: Session, account_id: str) -> list[Blob]:
    """Returns all that an account has, in the order of the hashes."""
    return list(s.scalars(select(Blob).where(Blob.account_id == account_id).order_by(Blob.sha256)))


def accounts_with_bytes(s: Session) -> list[str]:
    """Those that have bytes, or some on their way. Each is found from the one before it: of the
    tables only one entry an account is read."""
    found: list[str] = []
    while next_one := _next_with_bytes(s, found[-1] if found else NOBODY):
        found.append(next_one)
    return found


def _next_with_bytes(s: Session, account_id: str) -> str | None:
    """The least id above this one."""
    firsts = [
        s.scalar(select(column).where(column > account_id).order_by(column).limit(1))
        for column in (Blob.account_id, Upload.account_id)
    ]
    return min((first for first in firsts if first is not None), default=None)


def stale_uploads(s: Session, account_id: str, before: int) -> list[Upload]:
    """Those of which nothing has come since, and that nobody writes to."""
    return list(
        s.scalars(select(Upload).where(Upload.account_id == account_id, Upload.touched_at < before))
    )


def named(s: Session, account_id: str) -> set[str]:
    """The hashes that a record names, one in the trash as well; its history says nothing else,
    since an attachment keeps its hash for ever."""
    rows = s.scalars(
        select(Record.fields).where(Record.account_id == account_id, Record.kind == "attachment")
    )
    return {fields["sha256"] for fields in rows if fields.get("sha256")}


def media_type_of(s: Session, account_id: str, sha256: str) -> str | None:
    """The media type that a record gives these bytes."""
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
    """Whether an attachment is one with this hash: 64 hex digits, of which LIKE takes none for a
    sign of its own."""
    head = func.substr(type_coerce(Record.fields, Text), 1, HEAD_OF_FIELDS)
    return head.like(literal('%"sha256":"', Text) + sha256 + literal('"%', Text))


def reckon(s: Executor, account_id: str, size: int) -> None:
    """So many bytes more are the account's; one that was not counted yet is not counted here."""
    statements.RECKON.run(s, account=account_id, size=size)


def names(s: Session, account_id: str) -> set[str]:
    """The objects that hold something of this account; none, if there is no such account."""
    if as_uuid(account_id) is None:
        return set()
    return {
        *s.scalars(select(Blob.name).where(Blob.account_id == account_id)),
        *s.scalars(select(Upload.id).where(Upload.account_id == account_id)),
    }
