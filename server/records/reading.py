"""What the morning prompt reads of an account's records. Each query takes the account first."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, Text, func, select, type_coerce
from sqlalchemy.orm import Session

from server.records.models import Record
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
    them, `met_at` an event's id."""

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
            person_id=fields["person_id"],
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
    return _people(_living(s, account_id, "person", ids))


def everybody(s: Session, account_id: str) -> dict[str, Person]:
    """All who are neither deleted nor archived. Reads every person: called once a week."""
    return _people(s.execute(_of_kind(account_id, "person")))


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
    wanted = set(ids)
    for fields in notes:
        named = wanted.intersection(fields["person_ids"])
        if not named:
            continue
        note = FirstNote(parse_instant(fields["captured_at"]), fields["event_id"])
        for person in named:
            before = first.get(person)
            if before is None or note.captured_at < before.captured_at:
                first[person] = note
    return first


def _people(rows: Iterable[Any]) -> dict[str, Person]:
    return {
        record: Person(
            name=fields["name"],
            known_for=fields["known_for"],
            met_at=fields["met_at"],
            met_on=date.fromisoformat(fields["met_on"]) if fields["met_on"] else None,
            arrived_at=_instant(arrived_at),
        )
        for record, fields, arrived_at in rows
        if not fields["archived"]
    }


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
