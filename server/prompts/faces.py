"""A face from the past: once a week, when nothing else is due, the morning brings somebody back.

1. Whether the account wants it, has a device, and has nothing due on the morning that is open.
2. Whose turn it is, by the rotation, among those met four weeks ago or more with nothing open.
3. It becomes a follow-up like any other, made by the server with an id of its own: so it is
   prompted, answered, postponed and let go as all are, and the app has it without a word more.
4. Who came when is written down in the same transaction; two workers bring one and the same.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import Account
from server.prompts.models import PastFace
from server.prompts.rotation import PAST_AFTER, Face, not_before, whose_turn
from server.prompts.situation import Situation, read_situation
from server.records import reading
from server.sync import store as sync_store
from server.sync.followups import NAMESPACE
from server.sync.push import push
from server.sync.request import Change, SyncRequest
from server.sync.store import insert_into

#: The device that the changes of the server itself are of.
SERVER = str(uuid.uuid5(NAMESPACE, "server"))


@dataclass(frozen=True, slots=True)
class Outlook:
    """Who comes back this `morning`, or when to look again (None: when something changes)."""

    person_id: str | None = None
    morning: date | None = None
    next_at: datetime | None = None


def look_for_face(s: Session, account_id: str, now: datetime) -> Outlook:
    """For an account that has nothing to be sent now. Only reads."""
    account = s.get(Account, account_id)
    if account is None or not account.past_faces or not reading.has_people(s, account_id):
        return Outlook()
    situation = read_situation(s, account, now)
    if not situation.devices:
        return Outlook()
    mornings, came_on = situation.mornings, who_came(s, account_id)
    first = not_before(came_on, mornings.today(now))
    morning = mornings.open_at(now)
    if morning is not None and morning >= first and _is_free(situation, morning):
        person_id = whose_turn(_faces(s, situation, morning), came_on)
        if person_id is not None:
            return Outlook(person_id, morning)
    return Outlook(next_at=mornings.begins_at(mornings.following(now, first)))


def bring(s: Session, account_id: str, person_id: str, morning: date, now: datetime) -> None:
    """Open the follow-up about that person, due this morning, unless somebody came meanwhile."""
    rev, *_ = sync_store.lock_head(s, account_id)
    if not_before(who_came(s, account_id), morning) > morning:
        return
    at = int(now.timestamp() * 1000)
    record = str(uuid.uuid5(NAMESPACE, f"{person_id}/past_face/{morning}"))
    fields = {"person_id": person_id, "due_on": str(morning), "reason": "keep_in_touch"}
    raw: dict[str, Any] = {"set": fields, "if_absent": True}
    change = Change(str(uuid.uuid4()), "followup", record, at, raw)
    push(s, SyncRequest(account_id, SERVER, at, None, None, [change]), rev, at, None)
    row = insert_into(s, PastFace.__table__)  # type: ignore[arg-type]
    came = {"account_id": account_id, "person_id": person_id, "came_on": morning}
    s.execute(
        row.values(came).on_conflict_do_update(
            index_elements=["account_id", "person_id"], set_={"came_on": morning}
        )
    )


def who_came(s: Session, account_id: str) -> dict[str, date]:
    """By person, the morning on which they came last, on any of their cards."""
    one = reading.same_people(s, account_id)
    rows = s.execute(
        select(PastFace.person_id, PastFace.came_on).where(PastFace.account_id == account_id)
    )
    came: dict[str, date] = {}
    for person_id, came_on in rows:
        came[one.of(person_id)] = max(came.get(one.of(person_id), came_on), came_on)
    return came


def _is_free(situation: Situation, morning: date) -> bool:
    return morning not in situation.begun and all(due.due_on > morning for due in situation.dues)


def _faces(s: Session, situation: Situation, morning: date) -> list[Face]:
    account_id, mornings = situation.account.id, situation.mornings
    busy = {row.person_id for row in reading.open_followups(s, account_id, date.max)}
    met = {
        person_id: mornings.midnight(person.met_on) if person.met_on else person.arrived_at
        for person_id, person in reading.everybody(s, account_id).items()
        if person_id not in busy
    }
    latest = mornings.midnight(morning) - PAST_AFTER
    return [Face(person_id, at) for person_id, at in met.items() if at <= latest]
