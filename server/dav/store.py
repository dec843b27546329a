"""The SQL of the address book. Each query takes the account first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Executable, Row, Table, bindparam, select
from sqlalchemy.orm import Session

from server import database
from server.chunks import chunks
from server.dav import versions
from server.dav.models import DavBook, DavCard
from server.prepared import PreparedStatement
from server.records.models import Record
from server.records.values import as_uuid
from server.signals import records_forgotten
from server.sync.models import ServerEpoch, SyncHead
from server.upsert import insert_into

_BOOK = cast(Table, DavBook.__table__).c
_HEAD = cast(Table, SyncHead.__table__).c
_RECORD = cast(Table, Record.__table__).c
_CARD = cast(Table, DavCard.__table__).c
_EPOCH = cast(Table, ServerEpoch.__table__).c
_ACCOUNT = bindparam("account", type_=_CARD.account_id.type)


@dataclass(frozen=True, slots=True)
class Book:
    """The state of an account and its book."""

    head_rev: int
    forgotten_rev: int
    epoch: str
    rev: int
    changed_rev: int
    writer: int


def _book(_dialect: str) -> Executable:
    return (
        select(
            _HEAD.rev.label("head_rev"),
            _HEAD.forgotten_rev,
            select(_EPOCH.epoch).scalar_subquery().label("epoch"),
            _BOOK.rev,
            _BOOK.changed_rev,
            _BOOK.writer,
        )
        .outerjoin(DavBook, _BOOK.account_id == _HEAD.account_id)
        .where(_HEAD.account_id == _ACCOUNT)
    )


def _shown_cards(_dialect: str) -> Executable:
    return (
        select(_CARD.name, _CARD.etag)
        .where(_CARD.account_id == _ACCOUNT, _CARD.etag.is_not(None))
        .order_by(_CARD.name)
    )


BOOK_OF = PreparedStatement(_book)
_SHOWN_CARDS = PreparedStatement(_shown_cards)


def book_of(account_id: str) -> Book | None:
    """Returns the book; None for an account that never had a record."""
    with database.read_autocommit() as s:
        found = BOOK_OF.run(s, account=account_id).first()
    return None if found is None else as_book(found)


def as_book(row: Any) -> Book:
    """Returns the book in a row of BOOK_OF; an account without one has a book at revision 0."""
    return Book(
        head_rev=row.head_rev,
        forgotten_rev=row.forgotten_rev,
        epoch=row.epoch,
        rev=row.rev or 0,
        changed_rev=row.changed_rev or 0,
        writer=row.writer or 0,
    )


def shown_cards(account_id: str) -> list[tuple[str, str]]:
    """Returns (name, ETag) of all cards that are shown."""
    with database.read_autocommit() as s:
        return [(card.name, card.etag) for card in _SHOWN_CARDS.run(s, account=account_id)]


def put_book(s: Session, account_id: str, rev: int, changed_rev: int, writer: int) -> None:
    """Store up to which revision the records were processed; see `DavBook`."""
    values = {"rev": rev, "changed_rev": changed_rev, "writer": writer}
    row = insert_into(s, cast(Table, DavBook.__table__)).values(account_id=account_id, **values)
    s.execute(row.on_conflict_do_update(index_elements=["account_id"], set_=values))


def records_after(
    s: Session, account_id: str, rev: int, kinds: Collection[str], most: int
) -> Sequence[Row[Any]]:
    """Returns (id, kind, rev, fields, deleted_at) of the records of these kinds that changed after
    a revision, in the order of revisions."""
    return s.execute(
        _records(account_id)
        .where(Record.rev > rev, Record.kind.in_(kinds))
        .order_by(Record.rev)
        .limit(most)
    ).all()


def records_by_id(s: Session, account_id: str, ids: Iterable[str]) -> dict[str, Row[Any]]:
    """Returns the same of the records with these ids, as far as they exist."""
    found: dict[str, Any] = {}
    for some in chunks(ids):
        for row in s.execute(_records(account_id).where(Record.id.in_(some))):
            found[row.id] = row
    return found


def originals_of(s: Session, account_id: str, person: str) -> Sequence[Row[Any]]:
    """Returns a person's originals, the last that arrived first. Reads all originals of the
    account: call it only when the one that was shown is gone."""
    rows = s.execute(
        _records(account_id)
        .where(Record.kind == "original", Record.deleted_at.is_(None))
        .order_by(Record.rev.desc())
    ).all()
    return [
        row for row in rows if row.fields["person_id"] == person and row.fields["source"] == "vcard"
    ]


def cards_by_id(s: Session, account_id: str, people: Iterable[str]) -> dict[str, DavCard]:
    """Returns the entries of these people in the book, by the id of the person."""
    found: dict[str, Any] = {}
    for some in chunks(people):
        wanted = select(DavCard).where(
            DavCard.account_id == account_id, DavCard.person_id.in_(some)
        )
        found |= {card.person_id: card for card in s.scalars(wanted)}
    return found


def people_with(s: Session, account_id: str, parts: Iterable[str]) -> list[tuple[str, str]]:
    """Returns (person, part) of the cards that show one of these originals or pictures."""
    found: list[tuple[str, str]] = []
    for some in chunks(parts):
        for column in (DavCard.original_id, DavCard.photo_id):
            wanted = select(DavCard.person_id, column).where(
                DavCard.account_id == account_id, column.in_(some)
            )
            found += [(person, str(part)) for person, part in s.execute(wanted)]
    return found


def cards_by_name(s: Session, account_id: str, names: Iterable[str]) -> dict[str, DavCard]:
    """Returns the entries with these names, by name."""
    found: dict[str, Any] = {}
    for some in chunks(names):
        wanted = select(DavCard).where(DavCard.account_id == account_id, DavCard.name.in_(some))
        found |= {card.name: card for card in s.scalars(wanted)}
    return found


def cards_after(s: Session, account_id: str, rev: int, most: int, *, shown: bool) -> list[DavCard]:
    """Returns the cards that changed after a revision, in the order of revisions: those that are
    shown, or all."""
    wanted = select(DavCard).where(DavCard.account_id == account_id, DavCard.rev > rev)
    if shown:
        wanted = wanted.where(DavCard.etag.is_not(None))
    return list(s.scalars(wanted.order_by(DavCard.rev, DavCard.person_id).limit(most)))


def card_named(s: Session, account_id: str, name: str) -> DavCard | None:
    """Returns the card with this name. A person's id finds their card, whatever its name is."""
    found = cards_by_name(s, account_id, [name]).get(name)
    person = as_uuid(name)
    if found is None and person is not None:
        return cards_by_id(s, account_id, [person]).get(person)
    return found


def add_card(s: Session, account_id: str, person: str, name: str) -> None:
    """Add an entry for a new card, under the name that its client chose."""
    s.add(DavCard(account_id=account_id, person_id=person, name=name, rev=0))
    s.flush()


def text_of(s: Session, account_id: str, original: str | None) -> str | None:
    """Returns the lines of an original; None if there is none (any more)."""
    return texts_of(s, account_id, [original]).get(original) if original else None


def texts_of(s: Session, account_id: str, originals: Iterable[str]) -> dict[str, str]:
    """Returns the lines of many originals, by id; without those that have none."""
    rows = records_by_id(s, account_id, originals).values()
    return {row.id: row.fields["text"] for row in rows if row.fields.get("text")}


def put_cards(s: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write whole rows, except for the names, which stay unchanged."""
    if not rows:
        return
    row = insert_into(s, cast(Table, DavCard.__table__))
    kept = ("etag", "rev", "original_id", "photo_id")
    s.execute(
        row.on_conflict_do_update(
            index_elements=["account_id", "person_id"],
            set_={name: row.excluded[name] for name in kept},
        ),
        rows,
    )


@records_forgotten.connect
def forget(s: Session, *, account_id: str, ids: Sequence[str]) -> None:
    """Delete everything that somebody's card showed, and its name."""
    for some in chunks(ids):
        versions.forget(s, account_id, some)
        for card in cards_by_id(s, account_id, some).values():
            card.name, card.original_id, card.photo_id = card.person_id, None, None
        s.flush()


def _records(account_id: str) -> Any:
    return select(Record.id, Record.kind, Record.rev, Record.fields, Record.deleted_at).where(
        Record.account_id == account_id, Record.rev > 0
    )
