"""Keeps the address book up to date with the records.

This happens when a client requests the book, not when a phone syncs, so it costs nothing for people
who have no address book set up. Revisions tell what changed since the last time.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from server import clock, database
from server.dav import photos, store, versions
from server.dav.shown import WRITER, Photo, Shown, fields_of, is_shown
from server.dav.store import Book
from server.sync.store import lock

KINDS = ("person", "original", "attachment")
#: How many records are processed in one transaction.
LOT = 2000


def up_to_date(account_id: str) -> Book:
    """Returns the account's book, brought up to date."""
    while True:
        book = store.book_of(account_id)
        if book is not None and book.rev == book.head_rev and book.writer == WRITER:
            return book
        with database.write() as s:
            lock(s, account_id)
            catch_up(s, account_id)


def catch_up(s: Session, account_id: str, most: int = LOT) -> bool:
    """Process the records that changed since; the account is locked. Returns whether that was
    all."""
    book = _book(s, account_id)
    after = book.rev if book.writer == WRITER else 0
    rows = store.records_after(s, account_id, after, KINDS, most)
    is_all = len(rows) < most
    reached = book.head_rev if is_all else rows[-1].rev
    changed = _project(s, account_id, rows) if rows else 0
    store.put_book(s, account_id, reached, max(book.changed_rev, changed), WRITER)
    return is_all


def catch_up_all(s: Session, account_id: str) -> None:
    """Process all of them."""
    while not catch_up(s, account_id):
        pass


def _book(s: Session, account_id: str) -> Book:
    found = store.BOOK_OF.run(s, account=account_id).first()
    assert found is not None, "a locked account has a head"
    return store.as_book(found)


def _project(s: Session, account_id: str, rows: Sequence[Row[Any]]) -> int:
    """Compute the cards that these records may have changed. Returns the last revision at which one
    did."""
    causes = _causes(s, account_id, rows)
    known = {row.id: row for row in rows}
    missing = [person for person in causes if person not in known]
    known |= store.records_by_id(s, account_id, missing)
    photos = {
        row.fields["photo"]
        for person in causes
        if (row := known.get(person)) is not None and row.fields.get("photo")
    }
    known |= store.records_by_id(s, account_id, photos - known.keys())
    cards = store.cards_by_id(s, account_id, causes)
    now = clock.milliseconds(clock.now())
    put: list[dict[str, Any]] = []
    shown_now: list[dict[str, Any]] = []
    gone: list[tuple[str, str]] = []
    originals = [row for row in rows if row.kind == "original"]
    arrived, left = _arrived(originals), {row.id for row in originals}
    for person, rev in causes.items():
        card = cards.get(person)
        original = arrived.get(person) or (card.original_id if card else None)
        if original in left and original != arrived.get(person):
            original = next((row.id for row in store.originals_of(s, account_id, person)), None)
        row = known.get(person)
        picture = known.get(row.fields.get("photo") or "") if row is not None else None
        shown = _shown(row, original, _photo(s, account_id, picture))
        etag = shown.etag() if shown else None
        was = card.etag if card else None
        photo = shown.photo.attachment if shown and shown.photo else _wanted(known.get(person))
        put.append(
            {
                "account_id": account_id,
                "person_id": person,
                "name": card.name if card else person,
                "etag": etag,
                "rev": rev if etag != was or card is None else card.rev,
                "original_id": original,
                "photo_id": photo,
            }
        )
        if etag == was:
            continue
        if was is not None:
            gone.append((person, was))
        if shown is not None:
            shown_now.append(
                {
                    "account_id": account_id,
                    "person_id": person,
                    "etag": etag,
                    "shown": shown.as_json(),
                    "replaced_at": None,
                }
            )
    store.put_cards(s, put)
    versions.replace(s, account_id, gone, now)
    versions.put(s, shown_now)
    s.expire_all()
    return max((row["rev"] for row in put), default=0)


def _causes(s: Session, account_id: str, rows: Sequence[Row[Any]]) -> dict[str, int]:
    """Returns the people whose cards may have changed, with the last revision that changed each."""
    causes: dict[str, int] = {}
    parts: dict[str, int] = {}
    for row in rows:
        if row.kind == "person":
            causes[row.id] = max(row.rev, causes.get(row.id, 0))
        else:
            parts[row.id] = row.rev
            if row.kind == "original" and row.deleted_at is None:
                person = row.fields["person_id"]
                causes[person] = max(row.rev, causes.get(person, 0))
    for person, part in store.people_with(s, account_id, parts):
        causes[person] = max(parts[part], causes.get(person, 0))
    return causes


def _arrived(originals: Iterable[Row[Any]]) -> dict[str, str]:
    """Returns the original that each person's card shows from now on: the last one, if there are
    several."""
    return {
        row.fields["person_id"]: row.id
        for row in originals
        if row.deleted_at is None and row.fields["source"] == "vcard"
    }


def _shown(row: Row[Any] | None, original: str | None, photo: Photo | None) -> Shown | None:
    if row is None or row.kind != "person" or row.deleted_at is not None:
        return None
    if not is_shown(row.fields):
        return None
    return Shown(fields_of(row.fields), original, photo)


def _wanted(row: Row[Any] | None) -> str | None:
    """Returns the picture that a card will show once its bytes have arrived."""
    return row.fields.get("photo") if row is not None and row.kind == "person" else None


def _photo(s: Session, account_id: str, row: Row[Any] | None) -> Photo | None:
    if row is None or row.kind != "attachment" or row.deleted_at is not None:
        return None
    return photos.shown(s, account_id, row.id, row.fields)
