"""What is known of one account when its prompt is planned: read once, in one transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from server import clock
from server.accounts.models import Account
from server.prompts import store
from server.prompts.compose import Named
from server.prompts.models import Prompt
from server.prompts.schedule import ONE_DAY, Due, Mornings
from server.push.models import PushSubscription
from server.push.store import subscriptions
from server.records import reading
from server.records.reading import Person

#: Mornings this far back may matter: across the date line, and when a clock was set back.
LOOK_BACK = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Situation:
    """`dues` are the open follow-ups about `people`, due tomorrow or before; `later` is the date of
    the next one after that; `begun` the latest mornings that were begun."""

    account: Account
    devices: Sequence[PushSubscription]
    mornings: Mornings
    dues: Sequence[Due]
    people: dict[str, Person]
    later: date | None
    begun: dict[date, Prompt]


def read_situation(s: Session, account: Account, now: datetime) -> Situation:
    """How it stands with the account at `now`."""
    mornings = mornings_of(s, account)
    tomorrow = mornings.today(now) + ONE_DAY
    followups = list(reading.open_followups(s, account.id, tomorrow))
    people = reading.people(s, account.id, {row.person_id for row in followups})
    had = store.turns_had(s, account.id)
    never = store.Had(0, None)
    return Situation(
        account=account,
        devices=subscriptions(s, account.id),
        mornings=mornings,
        dues=[
            Due(
                followup_id=row.id,
                person_id=row.person_id,
                due_on=row.due_on,
                known_at=row.known_at,
                times=had.get(row.id, never).times,
                last_on=had.get(row.id, never).last_on,
            )
            for row in followups
            if row.person_id in people
        ],
        people=people,
        later=reading.next_due_on(s, account.id, tomorrow),
        begun=store.mornings_begun(s, account.id, mornings.today(now) - LOOK_BACK),
    )


def mornings_of(s: Session, account: Account) -> Mornings:
    """The account's mornings, where its owner is."""
    zone = store.zone_of_last_sync(s, account.id) or account.timezone
    return Mornings(
        ZoneInfo(zone if clock.is_zone(zone) else "UTC"), time.fromisoformat(account.prompt_at)
    )


def when_met(s: Session, situation: Situation, ids: Collection[str]) -> dict[str, datetime]:
    """When each of these people was met: the earliest note that names them, else the date they
    were met on, else their arrival here. Those who cannot be named are left out."""
    wanted = situation.people.keys() & set(ids)
    notes = reading.first_notes(s, situation.account.id, wanted) if wanted else {}
    met: dict[str, datetime] = {}
    for person_id in wanted:
        person = situation.people[person_id]
        if person_id in notes:
            met[person_id] = notes[person_id].captured_at
        elif person.met_on is not None:
            met[person_id] = situation.mornings.midnight(person.met_on)
        else:
            met[person_id] = person.arrived_at
    return met


def name_people(s: Session, situation: Situation, ids: Sequence[str]) -> list[Named]:
    """These people as the prompt names them. Where they were met is asked only for somebody of whom
    nothing else is left."""
    people = [situation.people[person_id] for person_id in ids]
    unnamed = {
        person_id: person
        for person_id, person in zip(ids, people, strict=True)
        if not (person.name or person.known_for)
    }
    events: dict[str, str | None] = {}
    if unnamed:
        account_id = situation.account.id
        notes = reading.first_notes(s, account_id, unnamed)
        for person_id, person in unnamed.items():
            note = notes.get(person_id)
            events[person_id] = person.met_at or (note.event_id if note else None)
        names = reading.event_names(s, account_id, {event for event in events.values() if event})
        events = {person_id: names.get(event or "") for person_id, event in events.items()}
    return [
        Named(person.name, person.known_for, events.get(person_id))
        for person_id, person in zip(ids, people, strict=True)
    ]
