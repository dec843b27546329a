"""What the morning prompt reads from the records, for many accounts at a time.

The number of queries is the same however many accounts there are. Each query takes the accounts
first.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic_core import from_json
from sqlalchemy import JSON, Select, Text, column, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from server.accounts.models import Account
from server.columns import UuidText
from server.records.as_json import moment
from server.records.models import Record
from server.records.same import Card, Same, same
from server.records.stamps import load
from server.records.values import parse_instant

#: (account, record): a record's id says nothing without its account.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OpenFollowup:
    """`known_at`: when the server learned of it, or when its `due_on` was last moved."""

    id: str
    person_id: str
    due_on: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is neither deleted nor archived. `arrived_at` is when the server learned of
    them, `met_at` the id of an event. Somebody with several cards is one person, under the id of
    the card that represents them."""

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


def open_followups(
    s: Session, account_ids: Collection[str], until: date, one: Mapping[str, Same]
) -> dict[str, list[OpenFollowup]]:
    """Returns, by account, the open follow-ups due on that date or before."""
    rows = s.execute(
        select(
            Record.account_id, Record.id, Record.fields, Record.winners, Record.arrived_at
        ).where(Record.account_id.in_(account_ids), Record.due_on <= until.isoformat())
    )
    found: dict[str, list[OpenFollowup]] = defaultdict(list)
    for account_id, record, fields, winners, arrived_at in rows:
        moved_at = max(
            (each.rank * each.at for each, names in load(winners) if "due_on" in names), default=0
        )
        followup = OpenFollowup(
            id=record,
            person_id=one[account_id].of(fields["person_id"]),
            due_on=date.fromisoformat(fields["due_on"]),
            known_at=moment(max(arrived_at, moved_at)),
        )
        found[account_id].append(followup)
    return found


def next_due_on(s: Session, account_ids: Collection[str], after: date) -> dict[str, date]:
    """Returns, by account, the first date after that one on which an open follow-up is due."""
    rows = s.execute(
        select(Record.account_id, func.min(Record.due_on))
        .where(Record.account_id.in_(account_ids), Record.due_on > after.isoformat())
        .group_by(Record.account_id)
    )
    return {account_id: date.fromisoformat(found) for account_id, found in rows if found}


def same_people(s: Session, account_ids: Collection[str]) -> dict[str, Same]:
    """Returns, by account, which cards belong to one person. The cost depends on how many people
    have several cards."""
    cards: dict[str, dict[str, Card]] = {account_id: {} for account_id in account_ids}
    merged = s.execute(
        select(Record.account_id, Record.id, Record.merged_into, Record.deleted_at).where(
            Record.account_id.in_(account_ids), Record.merged_into.is_not(None)
        )
    ).all()
    for account_id, card, into, deleted_at in merged:
        cards[account_id][card] = Card(card, into, deleted_at is not None)
    others = [(row[0], row[2]) for row in merged if row[2] and row[2] not in cards[row[0]]]
    columns = select(Record.account_id, Record.id, Record.deleted_at)
    for account_id, card, deleted_at in _among(s, columns.where(Record.kind == "person"), others):
        cards[account_id][card] = Card(card, None, deleted_at is not None)
    return {account_id: same(known.values()) for account_id, known in cards.items()}


def people(
    s: Session, keys: Iterable[Key], one: Mapping[str, Same]
) -> dict[str, dict[str, Person]]:
    """Returns, by account, those of them that have arrived and are neither deleted nor archived."""
    cards = (
        (account_id, card) for account_id, each in keys for card in one[account_id].all_of(each)
    )
    return _people(_living(s, "person", cards), one)


def everybody(
    s: Session, account_ids: Collection[str], one: Mapping[str, Same]
) -> dict[str, dict[str, Person]]:
    """Returns, by account, all people who are neither deleted nor archived. Reads every person:
    called once a week for each account."""
    rows = _of_kind("person").where(Record.account_id.in_(account_ids))
    return _people(s.execute(rows.execution_options(yield_per=1000)), one)


def with_people(s: Session, account_ids: Collection[str]) -> set[str]:
    """Returns those of the accounts that have any people."""
    anybody = (
        select(Record.id)
        .where(
            Record.account_id == Account.id, Record.kind == "person", Record.deleted_at.is_(None)
        )
        .exists()
    )
    return set(s.scalars(select(Account.id).where(Account.id.in_(account_ids), anybody)))


def event_names(s: Session, keys: Iterable[Key]) -> dict[Key, str]:
    """Returns the names of those events that have arrived and are not deleted."""
    rows = _living(s, "event", keys)
    return {(account_id, record): fields["name"] for account_id, record, fields, _ in rows}


def first_notes(
    s: Session, wanted: Mapping[str, Collection[str]], one: Mapping[str, Same]
) -> dict[Key, FirstNote]:
    """Returns for each of these people of each account the earliest note that names them, if there
    is one.

    Searches every note of these accounts: called once a morning, where there are several people to
    prompt about. Only notes that contain one of the ids are parsed.
    """
    if not wanted:
        return {}
    notes = s.execute(
        select(Record.account_id, type_coerce(Record.fields, Text))
        .where(Record.account_id.in_(wanted), Record.kind == "note", Record.deleted_at.is_(None))
        .execution_options(yield_per=1000)
    )
    whose = {
        account_id: {card: each for each in ids for card in one[account_id].all_of(each)}
        for account_id, ids in wanted.items()
    }
    first: dict[Key, FirstNote] = {}
    for account_id, text in notes:
        theirs = whose[account_id]
        if not any(card in text for card in theirs):
            continue
        fields = from_json(text)
        note = FirstNote(parse_instant(fields["captured_at"]), fields["event_id"])
        for person in {theirs[card] for card in fields["person_ids"] if card in theirs}:
            before = first.get((account_id, person))
            if before is None or note.captured_at < before.captured_at:
                first[account_id, person] = note
    return first


def only_came_in(
    s: Session, wanted: Mapping[str, Collection[str]], one: Mapping[str, Same]
) -> set[Key]:
    """Returns those of these people of each account who were only ever imported: they have an
    original, and no note, `met_at`, follow-up or kindness.

    For an account without imported people this is one small query.
    """
    if not wanted:
        return set()
    live = select(Record.account_id, type_coerce(Record.fields, Text)).where(
        Record.account_id.in_(wanted), Record.deleted_at.is_(None)
    )
    came: dict[str, set[str]] = defaultdict(set)
    for account_id, text in s.execute(live.where(Record.kind == "original")):
        person = one[account_id].of(from_json(text)["person_id"])
        if person in wanted[account_id]:
            came[account_id].add(person)
    if not came:
        return set()
    met = set(first_notes(s, came, one))
    keys = [(account_id, each) for account_id, ids in came.items() for each in ids]
    for account_id, known in people(s, keys, one).items():
        met |= {(account_id, each) for each, person in known.items() if person.met_at}
    for account_id, text in s.execute(live.where(Record.kind.in_(("kindness", "followup")))):
        fields = from_json(text)
        if "what" in fields or fields["reason"] == "promise":
            met.add((account_id, one[account_id].of(fields["person_id"])))
    return set(keys) - met


def _people(rows: Iterable[Any], one: Mapping[str, Same]) -> dict[str, dict[str, Person]]:
    cards: dict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        cards[row.account_id, one[row.account_id].of(row.id)].append(row)
    found: dict[str, dict[str, Person]] = defaultdict(dict)
    for (account_id, person_id), theirs in cards.items():
        if not all(row.fields["archived"] for row in theirs):
            theirs.sort(key=lambda row: (row.id != person_id, row.id))
            found[account_id][person_id] = _person(theirs)
    return found


def _person(cards: list[Any]) -> Person:
    """Returns what the cards of one person say together: for each field the first card that has it,
    and when and where they were first met."""

    def first(name: str, among: Iterable[Any]) -> Any:
        return next((row.fields[name] for row in among if row.fields[name]), None)

    by_meeting = sorted(cards, key=lambda row: row.fields["met_on"] or "9999")
    met_on = first("met_on", by_meeting)
    return Person(
        name=first("name", cards),
        known_for=first("known_for", cards),
        met_at=first("met_at", by_meeting),
        met_on=date.fromisoformat(met_on) if met_on else None,
        arrived_at=moment(min(row.arrived_at for row in cards)),
    )


def _of_kind(kind: str) -> Select[str, str, Any, int]:
    return select(Record.account_id, Record.id, Record.fields, Record.arrived_at).where(
        Record.kind == kind, Record.deleted_at.is_(None)
    )


def _living(s: Session, kind: str, keys: Iterable[Key]) -> Iterator[Any]:
    yield from _among(s, _of_kind(kind), keys)


def _among(s: Session, rows: Select[*tuple[Any, ...]], keys: Iterable[Key]) -> Iterator[Any]:
    """Selects the rows of records with these keys."""
    wanted = sorted(set(keys))
    if not wanted:
        return
    # A join, not IN, with which PostgreSQL would look for each id in each account. All keys are in
    # one parameter, because SQLAlchemy takes longer to compile a thousand than the database takes
    # to look them up.
    if s.get_bind().dialect.name == "postgresql":
        objects = [{"account_id": account_id, "id": record} for account_id, record in wanted]
        asked: Any = (
            func.json_to_recordset(literal(objects, JSON))
            .table_valued(column("account_id", UuidText), column("id", UuidText))
            .render_derived("asked", with_types=True)
        )
        account, record = asked.c.account_id, asked.c.id
    else:
        digits = [[each.replace("-", "") for each in key] for key in wanted]
        asked = func.json_each(json.dumps(digits)).table_valued("value", name="asked")
        account, record = (
            type_coerce(func.json_extract(asked.c.value, f"$[{place}]"), UuidText)
            for place in (0, 1)
        )
    yield from s.execute(rows.join(asked, (Record.account_id == account) & (Record.id == record)))
