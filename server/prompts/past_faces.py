"""A face from the past: once a week, when nothing else is due, the morning reminds of somebody met
long ago.

1. Check that the account wants it, has a device, and has nothing due on the current morning.
2. Choose the next one by rotation, among those met at least four weeks ago who have no open
   follow-up. People who were only imported were not met.
3. The server creates a follow-up for them, with an id of its own. So they are prompted, answered,
   postponed and let go like anybody else, and the app needs no code for it.
4. The same transaction records who came when; two workers choose the same person.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server import clock
from server.prompts import record_queries
from server.prompts.compose import occasion_id
from server.prompts.models import PastFace
from server.prompts.record_queries import OpenFollowup, Person
from server.prompts.rotation import PAST_AFTER, Face, not_before, whose_turn
from server.prompts.schedule import Mornings
from server.prompts.snapshot import Snapshot
from server.records.same import Same
from server.sync import store as sync_store
from server.sync.followups import NAMESPACE
from server.sync.push import push
from server.sync.request import Change, SyncRequest
from server.upsert import insert_into

#: The device of the changes that the server itself makes.
SERVER = str(uuid.uuid5(NAMESPACE, "server"))


@dataclass(frozen=True, slots=True)
class Outlook:
    """Who comes back this `morning`, or when to check again (None: when something changes)."""

    person_id: str | None = None
    morning: date | None = None
    next_at: datetime | None = None


def look_for_faces(
    s: Session, snapshots: Mapping[str, Snapshot], now: datetime
) -> dict[str, Outlook]:
    """For accounts that have nothing to be sent now. Only reads."""
    wanting = [
        account_id
        for account_id, snapshot in snapshots.items()
        if snapshot.account.past_faces and snapshot.is_reachable
    ]
    outlooks = {account_id: Outlook() for account_id in snapshots}
    if not wanting:
        return outlooks
    one = {account_id: snapshots[account_id].same for account_id in wanting}
    peopled, came = record_queries.with_people(s, wanting), who_came(s, one)
    free: dict[str, date] = {}
    for account_id in peopled:
        snapshot = snapshots[account_id]
        mornings, came_on = snapshot.mornings, came.get(account_id, {})
        first = not_before(came_on, mornings.today(now))
        next_at = mornings.begins_at(mornings.following(now, first))
        outlooks[account_id] = Outlook(next_at=next_at)
        morning = mornings.open_at(now)
        if morning is not None and morning >= first and _is_free(snapshot, morning):
            free[account_id] = morning
    if free:
        people = record_queries.everybody(s, free, one)
        busy = record_queries.open_followups(s, free.keys(), date.max, one)
        # People who were only imported were not met, so they cannot come back.
        strangers = record_queries.only_came_in(s, people, one)
        for account_id, morning in free.items():
            mornings = snapshots[account_id].mornings
            met = {
                each: person
                for each, person in people.get(account_id, {}).items()
                if (account_id, each) not in strangers
            }
            faces = _faces(met, busy.get(account_id, []), mornings, morning)
            person_id = whose_turn(faces, came.get(account_id, {}))
            if person_id is not None:
                outlooks[account_id] = Outlook(person_id, morning)
    return outlooks


def bring(s: Session, account_id: str, person_id: str, morning: date, now: datetime) -> None:
    """Open the follow-up about that person, due this morning, unless another one came meanwhile."""
    record = occasion_id(person_id, "past_face", morning)
    state = sync_store.lock(s, account_id, records=[record])
    came_on = who_came(s, record_queries.same_people(s, [account_id])).get(account_id, {})
    if not_before(came_on, morning) > morning:
        return
    at = clock.milliseconds(now)
    fields = {"person_id": person_id, "due_on": str(morning), "reason": "keep_in_touch"}
    raw: dict[str, Any] = {"set": fields, "if_absent": True}
    change = Change(str(uuid.uuid4()), "followup", record, at, raw)
    request = SyncRequest(account_id, SERVER, at, None, None, [change])
    push(s, request, state, at).write(s)
    row = insert_into(s, PastFace.__table__)
    came = {"account_id": account_id, "person_id": person_id, "came_on": morning}
    s.execute(
        row.values(came).on_conflict_do_update(
            index_elements=["account_id", "person_id"], set_={"came_on": morning}
        )
    )


def who_came(s: Session, one: Mapping[str, Same]) -> dict[str, dict[str, date]]:
    """Returns, by account and person, the morning on which they last came, on any of their cards.
    `one` has the accounts."""
    rows = s.execute(
        select(PastFace.account_id, PastFace.person_id, PastFace.came_on).where(
            PastFace.account_id.in_(one.keys())
        )
    )
    came: dict[str, dict[str, date]] = defaultdict(dict)
    for account_id, card, came_on in rows:
        person_id, theirs = one[account_id].of(card), came[account_id]
        theirs[person_id] = max(theirs.get(person_id, came_on), came_on)
    return came


def _is_free(snapshot: Snapshot, morning: date) -> bool:
    return morning not in snapshot.begun and all(due.due_on > morning for due in snapshot.dues)


def _faces(
    people: Mapping[str, Person],
    followups: Collection[OpenFollowup],
    mornings: Mornings,
    morning: date,
) -> list[Face]:
    busy = {row.person_id for row in followups}
    met = {
        person_id: mornings.midnight(person.met_on) if person.met_on else person.arrived_at
        for person_id, person in people.items()
        if person_id not in busy
    }
    latest = mornings.midnight(morning) - PAST_AFTER
    return [Face(person_id, at) for person_id, at in met.items() if at <= latest]
