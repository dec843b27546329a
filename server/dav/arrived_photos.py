"""When the bytes of a photo arrive, the cards that show it change. All queries take the account."""

from typing import cast

from sqlalchemy import Executable, Table, Text, and_, bindparam, select, update

from server.blobs.store import names_bytes
from server.dav.models import DavCard
from server.prepared import Executor, PreparedStatement
from server.records.models import Record
from server.signals import bytes_arrived
from server.sync.models import SyncHead

_HEAD = cast(Table, SyncHead.__table__).c
_RECORD = cast(Table, Record.__table__).c
_CARD = cast(Table, DavCard.__table__).c
_ACCOUNT = bindparam("account", type_=_CARD.account_id.type)


def _waiting_photos(_dialect: str) -> Executable:
    """Returns the attachments of cards whose bytes have this hash."""
    card = and_(_CARD.account_id == _RECORD.account_id, _CARD.photo_id == _RECORD.id)
    return (
        select(_RECORD.id)
        .join(DavCard, card)
        .where(
            _CARD.account_id == _ACCOUNT,
            _CARD.photo_id.is_not(None),
            names_bytes(bindparam("sha256", type_=Text)),
        )
        .distinct()
    )


def _next_rev(_dialect: str) -> Executable:
    head = update(SyncHead).where(_HEAD.account_id == _ACCOUNT)
    return head.values(rev=_HEAD.rev + 1).returning(_HEAD.rev)


def _move_record(_dialect: str) -> Executable:
    moved = update(Record).where(_RECORD.account_id == _ACCOUNT, _RECORD.id == bindparam("record"))
    return moved.values(rev=bindparam("to"))


WAITING_PHOTOS = PreparedStatement(_waiting_photos)
NEXT_REV = PreparedStatement(_next_rev)
MOVE_RECORD = PreparedStatement(_move_record)


@bytes_arrived.connect
def _look_again(s: Executor, account_id: str, sha256: str) -> None:
    """A card that waits for these bytes gets another picture and another ETag: mark its attachment
    as changed. For an account without a book this is one look-up in an index."""
    for waiting in list(WAITING_PHOTOS.run(s, account=account_id, sha256=sha256)):
        rev = NEXT_REV.run(s, account=account_id).first().rev
        MOVE_RECORD.run(s, account=account_id, record=waiting.id, to=rev)
