"""The SQL statements for arriving bytes. They run in a transaction that several requests share
(`database.write_together`).

All take the parameter `account`. The parameter `upload` is the id of an upload.
"""

from typing import cast

from sqlalchemy import Executable, Table, bindparam, delete, exists, func, or_, select, update

from server.blobs.models import Blob, Upload
from server.prepared import PreparedStatement
from server.sync.statements import ACCOUNT, HEAD
from server.upsert import insert

BLOB = cast(Table, Blob.__table__)
UPLOAD = cast(Table, Upload.__table__)
_THIS = (UPLOAD.c.account_id == ACCOUNT, UPLOAD.c.id == bindparam("upload"))
_SHA256 = bindparam("sha256", type_=BLOB.c.sha256.type)


def _has_blob(_dialect: str) -> Executable:
    return select(BLOB.c.sha256).where(BLOB.c.account_id == ACCOUNT, BLOB.c.sha256 == _SHA256)


def _bytes_without(_dialect: str) -> Executable:
    held = exists().where(BLOB.c.account_id == ACCOUNT, BLOB.c.sha256 == _SHA256)
    return select(HEAD.c.bytes).where(HEAD.c.account_id == ACCOUNT, ~held)


def _add_blob(dialect: str) -> Executable:
    return insert(dialect, BLOB).values(
        account_id=ACCOUNT,
        sha256=_SHA256,
        name=bindparam("name"),
        bytes=bindparam("bytes"),
        arrived_at=bindparam("arrived_at"),
    )


def _count_uploads(_dialect: str) -> Executable:
    return select(func.count().label("number")).where(UPLOAD.c.account_id == ACCOUNT)


def _add_upload(dialect: str) -> Executable:
    return insert(dialect, UPLOAD).values(
        account_id=ACCOUNT,
        id=bindparam("upload"),
        sha256=_SHA256,
        bytes=bindparam("bytes"),
        touched_at=bindparam("now"),
        leased_until=0,
    )


def _remove_upload(_dialect: str) -> Executable:
    return delete(UPLOAD).where(*_THIS).returning(UPLOAD.c.id)


def _take_lease(_dialect: str) -> Executable:
    now = bindparam("now", type_=UPLOAD.c.touched_at.type)
    is_free = or_(UPLOAD.c.leased_until <= now, UPLOAD.c.lease.is_(None))
    taken = update(UPLOAD).where(*_THIS, is_free)
    taken = taken.values(lease=bindparam("token"), leased_until=bindparam("until"), touched_at=now)
    return taken.returning(UPLOAD.c.id)


def _renew_lease(_dialect: str) -> Executable:
    held = update(UPLOAD).where(*_THIS, UPLOAD.c.lease == bindparam("token"))
    held = held.values(leased_until=bindparam("until"), touched_at=bindparam("now"))
    return held.returning(UPLOAD.c.id)


def _end_lease(_dialect: str) -> Executable:
    held = update(UPLOAD).where(*_THIS, UPLOAD.c.lease == bindparam("token"))
    return held.values(lease=None, leased_until=0)


def _twins(_dialect: str) -> Executable:
    return select(UPLOAD.c.id, UPLOAD.c.bytes, UPLOAD.c.touched_at).where(
        UPLOAD.c.account_id == ACCOUNT,
        UPLOAD.c.sha256 == _SHA256,
        UPLOAD.c.id != bindparam("upload"),
        UPLOAD.c.lease.is_(None),
    )


def _reckon(_dialect: str) -> Executable:
    counted = update(HEAD).where(HEAD.c.account_id == ACCOUNT, HEAD.c.bytes.is_not(None))
    return counted.values(bytes=HEAD.c.bytes + bindparam("size"))


HAS_BLOB = PreparedStatement(_has_blob)
BYTES_WITHOUT = PreparedStatement(_bytes_without)
ADD_BLOB = PreparedStatement(_add_blob)
COUNT_UPLOADS = PreparedStatement(_count_uploads)
ADD_UPLOAD = PreparedStatement(_add_upload)
REMOVE_UPLOAD = PreparedStatement(_remove_upload)
TAKE_LEASE = PreparedStatement(_take_lease)
RENEW_LEASE = PreparedStatement(_renew_lease)
END_LEASE = PreparedStatement(_end_lease)
TWINS = PreparedStatement(_twins)
RECKON = PreparedStatement(_reckon)
