"""What is known of accounts when their prompts are planned: read in one transaction, for many of
them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from server import clock
from server.accounts.models import Account, PromptByMail
from server.mail import is_mail_set_up
from server.prompts import record_queries, store
from server.prompts.compose import Named
from server.prompts.models import Prompt
from server.prompts.record_queries import Key, OpenFollowup, Person
from server.prompts.schedule import ONE_DAY, Due, Mornings
from server.push.models import PushSubscription
from server.records.same import Same

#: How far back mornings may matter: across the date line, and after a clock was set back.
LOOK_BACK = timedelta(days=3)
NEVER = store.Had(0, None)
#: Added to the arrival of people who were only imported, so that they come last.
BEHIND_ALL = timedelta(days=365_000)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`dues` are the open follow-ups about `people`, due tomorrow or before; `open_dates` the dates
    of these, and of those about people who cannot be named; `same` tells which cards belong to one
    person; `later` is the date of the next follow-up after these; `begun` the latest mornings that
    were begun."""

    account: Account
    devices: Sequence[PushSubscription]
    mornings: Mornings
    dues: Sequence[Due]
    open_dates: Sequence[date]
    people: Mapping[str, Person]
    same: Same
    later: date | None
    begun: Mapping[date, Prompt]
    #: Whether the morning may come by mail, as far as this server can send any.
    by_mail: PromptByMail = "never"

    @property
    def is_reachable(self) -> bool:
        """Whether there is any channel to the owner."""
        return bool(self.devices) or self.by_mail != "never"

    def count_due(self, on: date) -> int:
        """Returns how many follow-ups are open and due on that date or before. The date must not be
        after tomorrow."""
        return sum(day <= on for day in self.open_dates)


def read_snapshots(s: Session, account_ids: Collection[str], now: datetime) -> dict[str, Snapshot]:
    """Returns the state of each of the accounts at `now`; accounts that are gone are left out."""
    accounts = store.accounts(s, account_ids)
    devices = store.devices_of(s, accounts)
    mornings = _mornings(s, accounts.values(), devices)
    one = record_queries.same_people(s, accounts)
    followups, later = _read_followups(s, mornings, now, one)
    people = record_queries.people(
        s,
        ((account_id, row.person_id) for account_id in followups for row in followups[account_id]),
        one,
    )
    had = store.turns_had(s, [account_id for account_id in followups if account_id in people])
    days = {account_id: each.today(now) - LOOK_BACK for account_id, each in mornings.items()}
    begun = store.mornings_begun(s, days)
    can_mail = is_mail_set_up()
    return {
        account_id: Snapshot(
            account=account,
            devices=devices.get(account_id, []),
            mornings=mornings[account_id],
            dues=[
                _due(row, had.get((account_id, row.id), NEVER))
                for row in followups.get(account_id, [])
                if row.person_id in people.get(account_id, {})
            ],
            open_dates=[row.due_on for row in followups.get(account_id, [])],
            people=people.get(account_id, {}),
            same=one[account_id],
            later=later.get(account_id),
            begun=begun.get(account_id, {}),
            by_mail=account.prompt_by_mail if can_mail else "never",
        )
        for account_id, account in accounts.items()
    }


def _mornings(
    s: Session, accounts: Collection[Account], devices: Mapping[str, Sequence[PushSubscription]]
) -> dict[str, Mornings]:
    """Returns the accounts' mornings, in the time zones of their owners."""
    zones = store.zones_of_last_sync(s, [account.id for account in accounts], devices)
    mornings = {}
    for account in accounts:
        zone = zones.get(account.id) or account.timezone
        mornings[account.id] = Mornings(
            clock.zone_or_utc(zone), time.fromisoformat(account.prompt_at)
        )
    return mornings


def _read_followups(
    s: Session, mornings: Mapping[str, Mornings], now: datetime, one: Mapping[str, Same]
) -> tuple[dict[str, list[OpenFollowup]], dict[str, date]]:
    """Read those due tomorrow or before, and the date of the next. At any time there are at most
    three dates on earth, so this makes at most three queries."""
    by_tomorrow: dict[date, list[str]] = defaultdict(list)
    for account_id, each in mornings.items():
        by_tomorrow[each.today(now) + ONE_DAY].append(account_id)
    followups: dict[str, list[OpenFollowup]] = {}
    later: dict[str, date] = {}
    for tomorrow, account_ids in by_tomorrow.items():
        followups |= record_queries.open_followups(s, account_ids, tomorrow, one)
        later |= record_queries.next_due_on(s, account_ids, tomorrow)
    return followups, later


def _due(row: OpenFollowup, had: store.Had) -> Due:
    return Due(
        followup_id=row.id,
        person_id=row.person_id,
        due_on=row.due_on,
        known_at=row.known_at,
        times=had.times,
        last_on=had.last_on,
    )


def when_met(
    s: Session, asked: Iterable[tuple[Snapshot, Collection[str]]]
) -> dict[str, dict[str, datetime]]:
    """Returns, by account, when each of these people was met: the earliest note that names them,
    else the date they were met on, else their arrival here. Imported people come after all others.
    People who cannot be named are left out."""
    wanted = [(each, each.people.keys() & set(ids)) for each, ids in asked]
    # A single person needs no order, so that the notes need not be read.
    several = {each.account.id: ids for each, ids in wanted if len(ids) > 1}
    one = {each.account.id: each.same for each, _ in wanted}
    notes = record_queries.first_notes(s, several, one)
    strangers = record_queries.only_came_in(s, several, one)
    met: dict[str, dict[str, datetime]] = {}
    for snapshot, ids in wanted:
        account_id = snapshot.account.id
        met[account_id] = {}
        for person_id in ids:
            note, person = notes.get((account_id, person_id)), snapshot.people[person_id]
            if note is not None:
                at = note.captured_at
            elif person.met_on is not None:
                at = snapshot.mornings.midnight(person.met_on)
            else:
                at = person.arrived_at
            if (account_id, person_id) in strangers:
                at += BEHIND_ALL
            met[account_id][person_id] = at
    return met


def name_people(
    s: Session, asked: Sequence[tuple[Snapshot, Sequence[str]]]
) -> dict[str, list[Named]]:
    """Returns, by account, these people as the prompt names them. The event is only read for
    somebody of whom nothing else is known."""
    unnamed = {
        (snapshot.account.id, person_id): snapshot.people[person_id]
        for snapshot, ids in asked
        for person_id in ids
        if not (snapshot.people[person_id].name or snapshot.people[person_id].known_for)
    }
    events = _events(s, unnamed, {each.account.id: each.same for each, _ in asked})
    return {
        snapshot.account.id: [
            Named(
                snapshot.people[person_id].name,
                snapshot.people[person_id].known_for,
                events.get((snapshot.account.id, person_id)),
            )
            for person_id in ids
        ]
        for snapshot, ids in asked
    }


def _events(s: Session, unnamed: Mapping[Key, Person], one: Mapping[str, Same]) -> dict[Key, str]:
    """Returns the names of the events where these people were met."""
    if not unnamed:
        return {}
    by_account: dict[str, list[str]] = defaultdict(list)
    for account_id, person_id in unnamed:
        by_account[account_id].append(person_id)
    notes = record_queries.first_notes(s, by_account, one)
    at: dict[Key, Key] = {}
    for key, person in unnamed.items():
        note = notes.get(key)
        event = person.met_at or (note.event_id if note else None)
        if event:
            at[key] = (key[0], event)
    names = record_queries.event_names(s, at.values())
    return {key: names[event] for key, event in at.items() if event in names}
