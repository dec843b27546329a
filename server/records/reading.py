"""What the morning prompt reads of an account's records. Each query takes the account first."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, Text, func, select, type_coerce
from sqlalchemy.orm import Session

from server.records.models import Record
from server.records.same import Card, Same, same
from server.records.values import parse_instant

CHUNK = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OpenFollowup:
    """`known_at`: when the server learned of it, or when its `due_on` was moved since."""

    id: str
    person_id: str
    due_on: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is neither deleted nor archived; `arrived_at` is when the server learned of
    them, `met_at` an event's id. Whoever has two cards is one person, by the id of who stands for
    them."""

    name: str | None
    known_for: str | None
    met_at: str | None
    met_on: date | None
    arrived_at: datetime


@dataclass(frozen=True, slots=True)
class FirstNote:
    """The earliest note that names a person, and the event it was made at."""

    captured_at: datetime
    event_id: str | None


def open_followups(s: Session, account_id: str, until: date) -> Iterator[OpenFollowup]:
    """The open follow-ups due on that date or before."""
    one = same_people(s, account_id)
    rows = s.execute(
        select(Record.id, Record.fields, Record.winners, Record.arrived_at).where(
            Record.account_id == account_id, Record.due_on <= until.isoformat()
        )
    )
    for record, fields, winners, arrived_at in rows:
        moved_at = max(
            (rank * at for rank, at, *_, names in winners if "due_on" in names), default=0
        )
        yield OpenFollowup(
            id=record,
            person_id=one.of(fields["person_id"]),
            due_on=date.fromisoformat(fields["due_on"]),
            known_at=_instant(max(arrived_at, moved_at)),
        )


def next_due_on(s: Session, account_id: str, after: date) -> date | None:
    """The first date after that one on which an open follow-up is due."""
    found = s.scalar(
        select(func.min(Record.due_on)).where(
            Record.account_id == account_id, Record.due_on > after.isoformat()
        )
    )
    return None if found is None else date.fromisoformat(found)


def people(s: Session, account_id: str, ids: Collection[str]) -> dict[str, Person]:
    """Those of them that have arrived and are neither deleted nor archived."""
    one = same_people(s, account_id)
    cards = {card for person_id in ids for card in one.all_of(person_id)}
    return _people(_living(s, account_id, "person", cards), one)


def everybody(s: Session, account_id: str) -> dict[str, Person]:
    """All who are neither deleted nor archived. Reads every person: called once a week."""
    return _people(s.execute(_of_kind(account_id, "person")), same_people(s, account_id))


def same_people(s: Session, account_id: str) -> Same:
    """Who stands for whom, of the people with two cards. Costs by how many of those there are."""
    ours = Record.account_id == account_id
    merged = s.execute(
        select(Record.id, Record.merged_into, Record.deleted_at).where(
            ours, Record.merged_into.is_not(None)
        )
    ).all()
    if not merged:
        return Same()
    known = {row.id: Card(row.id, row.merged_into, row.deleted_at is not None) for row in merged}
    others = sorted({row.merged_into for row in merged if row.merged_into} - known.keys())
    for start in range(0, len(others), CHUNK):
        found = s.execute(
            select(Record.id, Record.deleted_at).where(
                ours, Record.kind == "person", Record.id.in_(others[start : start + CHUNK])
            )
        )
        for record, deleted_at in found:
            known[record] = Card(record, None, deleted_at is not None)
    return same(known.values())


def has_people(s: Session, account_id: str) -> bool:
    """Whether there is anybody."""
    return s.execute(_of_kind(account_id, "person").limit(1)).first() is not None


def event_names(s: Session, account_id: str, ids: Collection[str]) -> dict[str, str]:
    """The names of those events that have arrived and are not deleted."""
    return {record: fields["name"] for record, fields, _ in _living(s, account_id, "event", ids)}


def first_notes(s: Session, account_id: str, ids: Collection[str]) -> dict[str, FirstNote]:
    """For each of these people the earliest note that names them, if there is one.

    Reads every note of the account: called once a morning, when there is somebody to prompt about.
    """
    notes = s.execute(
        select(Record.fields)
        .where(
            Record.account_id == account_id,
            Record.kind == "note",
            Record.deleted_at.is_(None),
            type_coerce(Record.fields, Text).not_like('%"person_ids":[]%'),
        )
        .execution_options(yield_per=1000)
    ).scalars()
    first: dict[str, FirstNote] = {}
    one, wanted = same_people(s, account_id), set(ids)
    for fields in notes:
        named = wanted.intersection(map(one.of, fields["person_ids"]))
        if not named:
            continue
        note = FirstNote(parse_instant(fields["captured_at"]), fields["event_id"])
        for person in named:
            before = first.get(person)
            if before is None or note.captured_at < before.captured_at:
                first[person] = note
    return first


def _people(rows: Iterable[Any], one: Same) -> dict[str, Person]:
    cards: dict[str, list[Any]] = {}
    for row in rows:
        cards.setdefault(one.of(row.id), []).append(row)
    return {
        person_id: _person(sorted(theirs, key=lambda row: (row.id != person_id, row.id)))
        for person_id, theirs in cards.items()
        if not all(row.fields["archived"] for row in theirs)
    }


def _person(cards: list[Any]) -> Person:
    """What the cards of one person say together: the first that says something, and when and where
    they were met first."""

    def first(name: str, among: Iterable[Any]) -> Any:
        return next((row.fields[name] for row in among if row.fields[name]), None)

    by_meeting = sorted(cards, key=lambda row: row.fields["met_on"] or "9999")
    met_on = first("met_on", by_meeting)
    return Person(
        name=first("name", cards),
        known_for=first("known_for", cards),
        met_at=first("met_at", by_meeting),
        met_on=date.fromisoformat(met_on) if met_on else None,
        arrived_at=_instant(min(row.arrived_at for row in cards)),
    )


def _of_kind(account_id: str, kind: str) -> Select[str, Any, int]:
    return select(Record.id, Record.fields, Record.arrived_at).where(
        Record.account_id == account_id, Record.kind == kind, Record.deleted_at.is_(None)
    )


def _living(s: Session, account_id: str, kind: str, ids: Collection[str]) -> Iterator[Any]:
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), CHUNK):
        among = Record.id.in_(wanted[start : start + CHUNK])
        yield from s.execute(_of_kind(account_id, kind).where(among))


def _instant(milliseconds: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=milliseconds)
