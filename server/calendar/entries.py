"""The entries of a calendar. Pure: records in, entries out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from server.languages import words_in
from server.prompts.wording import full_name
from server.records.same import Card, same
from server.records.values import parse_instant

Fields = dict[str, Any]

#: The parts that may be shown: events, follow-ups, birthdays.
SHOWS = ("events", "followups", "birthdays")
#: A leap year, for birthdays without a year.
SOME_YEAR = 1972


@dataclass(frozen=True, slots=True)
class Row:
    """A record that is not deleted. `changed_at` in milliseconds."""

    id: str
    kind: str
    fields: Fields
    changed_at: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: at an instant, or for a whole day."""

    uid: str
    changed_at: int
    starts: datetime | date
    summary: str
    ends: datetime | date | None = None
    place: str | None = None
    rule: str | None = None


def entries(rows: Iterable[Row], show: Iterable[str], language: str) -> list[Entry]:
    """Returns the entries of these records, in an order that depends on the records only."""
    by_kind: dict[str, dict[str, Row]] = {"event": {}, "person": {}, "followup": {}}
    for row in rows:
        by_kind[row.kind][row.id] = row
    events, people = by_kind["event"], by_kind["person"]
    cards = (Card(row.id, row.fields.get("merged_into"), False) for row in people.values())
    stands_for = same(cards)
    found: list[Entry] = []
    if "events" in show:
        found += [_evening(row) for row in events.values()]
    if "followups" in show:
        for row in by_kind["followup"].values():
            person = people.get(stands_for.of(row.fields["person_id"]))
            if person is not None and not person.fields["archived"]:
                found.append(_followup(row, _called(person, events, language), language))
    if "birthdays" in show:
        found += [
            _birthday(row, _called(row, events, language), language)
            for row in people.values()
            if row.fields["birthday"]
            and not row.fields["archived"]
            and stands_for.of(row.id) == row.id
        ]
    return sorted(found, key=lambda entry: entry.uid)


def _evening(row: Row) -> Entry:
    fields = row.fields
    starts = parse_instant(fields["starts_at"]).replace(microsecond=0)
    ends = parse_instant(fields["ends_at"]).replace(microsecond=0) if fields["ends_at"] else None
    is_after = ends is not None and ends > starts
    return Entry(
        _uid(row.id),
        row.changed_at,
        starts,
        fields["name"],
        ends if is_after else None,
        fields["place"],
    )


def _followup(row: Row, who: str, language: str) -> Entry:
    day = date.fromisoformat(row.fields["due_on"])
    return Entry(_uid(row.id), row.changed_at, day, words_in(language).say_hi.format(who=who))


def _birthday(row: Row, who: str, language: str) -> Entry:
    year, month, day = _parts(row.fields["birthday"])
    is_leap = (month, day) == (2, 29)
    # The last day of February: a rule for the 29th would leave out the other years.
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if is_leap else "FREQ=YEARLY"
    return Entry(
        _uid(f"{row.id}-birthday"),
        row.changed_at,
        date(year, month, day),
        words_in(language).birthday_of.format(who=who),
        rule=rule,
    )


def _parts(birthday: str) -> tuple[int, int, int]:
    month, day = birthday[-5:].split("-")
    year = SOME_YEAR if birthday.startswith("--") else int(birthday[:4])
    return year, int(month), int(day)


def _called(person: Row, events: Mapping[str, Row], language: str) -> str:
    event = events.get(person.fields["met_at"] or "")
    fields = person.fields
    name = event.fields["name"] if event else None
    return full_name(fields["name"], fields["known_for"], name, language)


def _uid(name: str) -> str:
    return f"{name}@karmadex"
