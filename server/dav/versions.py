"""The SQL of what cards showed, by ETag. Each query takes the account first."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from server import clock, database
from server.chunks import CHUNK, chunks
from server.dav.models import DavCard, DavVersion
from server.dav.shown import Shown
from server.upsert import insert_into

#: How long the server remembers what a card with a former ETag showed.
VERSIONS_KEPT = timedelta(days=180)


def put(s: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Store what is shown from now on."""
    if not rows:
        return
    row = insert_into(s, cast(Table, DavVersion.__table__))
    s.execute(
        row.on_conflict_do_update(
            index_elements=["account_id", "person_id", "etag"], set_={"replaced_at": None}
        ),
        rows,
    )


def replace(s: Session, account_id: str, gone: Sequence[tuple[str, str]], at: int) -> None:
    """Mark versions, (person, ETag), as no longer shown."""
    if gone:
        table = cast(Table, DavVersion.__table__)
        s.execute(
            update(table)
            .where(
                table.c.account_id == account_id,
                table.c.person_id == bindparam("person"),
                table.c.etag == bindparam("old"),
            )
            .values(replaced_at=at),
            [{"person": person, "old": etag} for person, etag in gone],
        )


def shown_with(s: Session, account_id: str, person: str, etag: str) -> Shown | None:
    """Returns what a person's card with this ETag showed; None if there never was one."""
    kept = s.scalar(
        select(DavVersion.shown).where(
            DavVersion.account_id == account_id,
            DavVersion.person_id == person,
            DavVersion.etag == etag,
        )
    )
    return None if kept is None else Shown.from_json(kept)


def standing(s: Session, account_id: str, cards: Iterable[DavCard]) -> dict[str, Shown]:
    """Returns what these cards show now, by person."""
    etags = {card.person_id: card.etag for card in cards}
    found: dict[str, Any] = {}
    for some in chunks(etags):
        wanted = select(DavVersion.person_id, DavVersion.etag, DavVersion.shown).where(
            DavVersion.account_id == account_id,
            DavVersion.person_id.in_(some),
            DavVersion.replaced_at.is_(None),
        )
        for row in s.execute(wanted):
            if row.etag == etags[row.person_id]:
                found[row.person_id] = Shown.from_json(row.shown)
    return found


def forget(s: Session, account_id: str, people: Sequence[str]) -> None:
    """Delete everything that the cards of these people showed."""
    s.execute(
        delete(DavVersion).where(
            DavVersion.account_id == account_id, DavVersion.person_id.in_(people)
        )
    )


def purge(now: datetime) -> int:
    """Delete versions that were last shown longer than VERSIONS_KEPT ago. Returns how many."""
    before = clock.milliseconds(now - VERSIONS_KEPT)
    key = (DavVersion.account_id, DavVersion.person_id, DavVersion.etag)
    gone = 0
    while True:
        with database.write() as s:
            old = s.execute(select(*key).where(DavVersion.replaced_at < before).limit(CHUNK)).all()
            for account_id, person, etag in old:
                s.execute(
                    delete(DavVersion).where(
                        DavVersion.account_id == account_id,
                        DavVersion.person_id == person,
                        DavVersion.etag == etag,
                    )
                )
        gone += len(old)
        if len(old) < CHUNK:
            return gone
