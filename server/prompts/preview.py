"""Shows the operator who is due when, and about whom, if nothing changes before. Only reads."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from server.prompts import record_queries
from server.prompts.compose import Named
from server.prompts.past_faces import Outlook, look_for_faces
from server.prompts.plan import next_morning, who_is_named
from server.prompts.snapshot import Snapshot, name_people, read_snapshots
from server.prompts.wording import enumerate_people, full_name


def preview(s: Session, account_ids: Sequence[str], now: datetime) -> Iterator[str]:
    """Yields a line for each of these accounts that will be due: when, in which zone, which
    account, about whom."""
    snapshots = read_snapshots(s, account_ids, now)
    outlooks = look_for_faces(s, snapshots, now)
    for account_id, snapshot in snapshots.items():
        morning_at = next_morning(snapshot, now, snapshot.begun.keys())
        next_at, people = _next_face(s, snapshot, outlooks[account_id], now)
        if morning_at is not None and (next_at is None or morning_at <= next_at):
            next_at, people = morning_at, _next_named(s, account_id, morning_at)
        if next_at is None:
            continue
        zone = snapshot.mornings.zone
        names = enumerate_people([full_name(who.name, who.known_for, who.event) for who in people])
        where = "" if snapshot.is_reachable else "\t(no device is subscribed)"
        at = f"{next_at.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"
        yield f"{at}\t{snapshot.account.email}\t{names}{where}"


def _next_named(s: Session, account_id: str, at: datetime) -> list[Named]:
    """Returns whom the morning that begins then is about."""
    then = read_snapshots(s, [account_id], at)[account_id]
    morning = then.mornings.open_at(at)
    turns = who_is_named(s, [(then, morning)])[account_id] if morning else []
    return name_people(s, [(then, [turn.person_id for turn in turns])])[account_id]


def _next_face(
    s: Session, snapshot: Snapshot, outlook: Outlook, now: datetime
) -> tuple[datetime | None, list[Named]]:
    """Returns when somebody from the past comes back, and who; None if that is not known."""
    account_id = snapshot.account.id
    at, then, face = now, snapshot, outlook.person_id
    if outlook.next_at is not None:
        at = outlook.next_at
        then = read_snapshots(s, [account_id], at)[account_id]
        face = look_for_faces(s, {account_id: then}, at)[account_id].person_id
    if face is None:
        return None, []
    met = replace(
        then,
        people=record_queries.people(s, [(account_id, face)], {account_id: then.same})[account_id],
    )
    return at, name_people(s, [(met, [face])])[account_id]
