"""What is to be done for one account at one instant: send a morning, or look again later.

1. Without a device to send to there is nothing to do until one subscribes.
2. A morning that nobody has yet is planned anew at each look, as long as it is open: who was
   answered meanwhile is left out, who arrived meanwhile has a turn.
3. Once a device has it, or may have it, the morning is fixed. The other devices get the same,
   without those who were answered, until it expires.
4. Nobody else is prompted before the next morning.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import get_args
from uuid import uuid5

from sqlalchemy.orm import Session

from server.accounts.models import Account
from server.prompts import store
from server.prompts.compose import Occasion, Promised, compose_morning
from server.prompts.schedule import TIME_TO_LIVE, Due, Turn, choose, next_look
from server.prompts.situation import Situation, name_people, read_situation, when_met
from server.prompts.store import Begun
from server.push.models import PushSubscription
from server.sync.followups import NAMESPACE

OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)


@dataclass(frozen=True, slots=True)
class Sending:
    """A morning that goes out now. `turns` is who it is about from now on, None when that is fixed;
    `attempts` how often each subscription was tried before."""

    morning: date
    begun_at: datetime
    expires_at: datetime
    payload: bytes
    to: Sequence[PushSubscription]
    attempts: dict[str, int]
    turns: Sequence[Turn] | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Either something to send, or when to look at the account again (None: when it changes).
    `emptied` is a morning that has nobody left to name, and that no device has."""

    next_at: datetime | None = None
    sending: Sending | None = None
    emptied: date | None = None


def plan_account(s: Session, account_id: str, now: datetime, public_url: str) -> Plan:
    """What is to be done for the account at `now`. Only reads."""
    account = s.get(Account, account_id)
    if account is None:
        return Plan()
    situation = read_situation(s, account, now)
    if not situation.devices:
        return Plan()
    open_morning = situation.mornings.open_at(now)
    begun = _in_hand(s, situation, open_morning, now)
    morning = begun.prompt.morning if begun else open_morning
    if morning is None:
        return Plan(_next_look(situation, None, now))
    is_fixed = begun is not None and (begun.is_fixed or morning != open_morning)
    # Asked first, since it costs little: who is named may take reading all notes.
    to = _devices_due(situation, begun, now, is_fixed=is_fixed)
    if not to:
        return Plan(_next_look(situation, begun, now))
    if begun and is_fixed:
        turns = _still_open(situation, begun)
    else:
        turns = who_is_named(s, situation, morning)
    if not turns:
        emptied = morning if begun and not is_fixed else None
        return Plan(_next_look(situation, None, now, emptied), emptied=emptied)
    begun_at = begun.prompt.begun_at if begun else now
    return Plan(
        sending=Sending(
            morning=morning,
            begun_at=begun_at,
            expires_at=begun.prompt.expires_at if begun else begun_at + TIME_TO_LIVE,
            payload=_payload(s, situation, morning, turns, public_url),
            to=to,
            attempts=begun.attempts if begun else {},
            turns=None if is_fixed else turns,
        )
    )


def who_is_named(s: Session, situation: Situation, morning: date) -> list[Turn]:
    """Whose turn it is on a morning, if nothing changes before."""
    mornings = situation.mornings
    candidates = [
        due
        for due in situation.dues
        if mornings.may_be_prompted(due) and mornings.earliest(due) <= morning
    ]
    met_at = when_met(s, situation, {due.person_id for due in candidates})
    return choose(candidates, morning, mornings, met_at)


def _in_hand(
    s: Session, situation: Situation, open_morning: date | None, now: datetime
) -> Begun | None:
    """What was begun of the morning that is open; else of the last one, if it has not expired."""
    if open_morning is not None:
        prompt = situation.begun.get(open_morning)
    else:
        living = [row for row in situation.begun.values() if row.begun_at <= now < row.expires_at]
        prompt = max(living, key=lambda row: row.begun_at, default=None)
    return store.load_begun(s, prompt) if prompt else None


def _still_open(situation: Situation, begun: Begun) -> list[Turn]:
    """Whom a fixed morning is about, without those who were answered or moved since."""
    dues = {(due.followup_id, due.due_on.isoformat()): due for due in situation.dues}
    by_person: dict[str, list[Due]] = {}
    for row in begun.followups:
        due = dues.get((row.followup_id, row.due_on))
        if due is not None:
            by_person.setdefault(due.person_id, []).append(due)
    return [Turn(person_id, tuple(theirs)) for person_id, theirs in by_person.items()]


def _devices_due(
    situation: Situation, begun: Begun | None, now: datetime, *, is_fixed: bool
) -> list[PushSubscription]:
    """Whom to send to now. A device that subscribed after a morning was taken gets the next one."""
    if begun is None:
        return list(situation.devices)
    if now >= begun.prompt.expires_at:
        return []
    due = {
        row.subscription_id
        for row in begun.deliveries.values()
        if row.is_unsettled and row.retry_at <= now
    }
    if not is_fixed:
        due |= {device.id for device in situation.devices} - begun.deliveries.keys()
    return [device for device in situation.devices if device.id in due]


def _payload(
    s: Session, situation: Situation, morning: date, turns: Sequence[Turn], public_url: str
) -> bytes:
    account = situation.account
    return compose_morning(
        account_id=account.id,
        morning=morning,
        people=[
            replace(named, occasion=occasion_of(turn, morning))
            for turn, named in zip(
                turns,
                name_people(s, situation, [turn.person_id for turn in turns]),
                strict=True,
            )
        ],
        followups=[
            Promised(due.followup_id, due.due_on) for turn in turns for due in turn.followups
        ],
        open_count=store.count_due(s, account.id, morning),
        public_url=public_url,
        language=account.language,
    )


def occasion_of(turn: Turn, morning: date) -> Occasion | None:
    """What this morning is to that person, by the ids that birthdays and past faces have on every
    device. What was put off is a hello like any other: the birthday is over."""
    ids = {due.followup_id for due in turn.followups}
    for occasion in OCCASIONS:
        if str(uuid5(NAMESPACE, f"{turn.person_id}/{occasion}/{morning}")) in ids:
            return occasion
    return None


def next_morning(situation: Situation, now: datetime, closed: Collection[date]) -> datetime | None:
    """When the next morning begins that has somebody to name; `now` while it is open."""
    dues = list(situation.dues)
    if situation.later is not None:
        # Whom it is about is asked when it is nearer.
        dues.append(Due("", "", situation.later, known_at=now))
    return next_look(now, dues, situation.mornings, closed)


def _next_look(
    situation: Situation, begun: Begun | None, now: datetime, emptied: date | None = None
) -> datetime | None:
    """The next retry of what is on its way, or the next morning with somebody to name."""
    looks = [next_morning(situation, now, situation.begun.keys() - {emptied})]
    if begun is not None and now < begun.prompt.expires_at:
        devices = {device.id for device in situation.devices}
        looks += [
            row.retry_at
            for row in begun.deliveries.values()
            if row.is_unsettled and row.subscription_id in devices
        ]
    return min((look for look in looks if look is not None), default=None)
