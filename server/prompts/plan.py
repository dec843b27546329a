"""What to do for accounts at a given instant: send a morning, or check again later.

1. Without a device or letters there is nothing to do until a device subscribes.
2. While a morning is open and no device has it, it is planned again at each check: people who were
   answered meanwhile are left out, people who arrived meanwhile may be named.
3. Once a device has it, or may have it, the morning is fixed. The other devices get the same one
   until it expires, without those who were answered.
4. Nobody else is prompted before the next morning.
5. If there is nothing to send, it may be time for a face from the past.

Many accounts are planned at once: each query reads for all of them, so that the number of queries
does not grow with the number of accounts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import get_args

from sqlalchemy.orm import Session

from server.prompts import store
from server.prompts.compose import Named, Occasion, Promised, compose_morning, occasion_id
from server.prompts.models import Prompt
from server.prompts.past_faces import look_for_faces
from server.prompts.schedule import OPEN_FOR, TIME_TO_LIVE, Due, Turn, choose, next_look
from server.prompts.snapshot import Snapshot, name_people, read_snapshots, when_met
from server.prompts.store import Begun
from server.push.models import PushSubscription

OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)


@dataclass(frozen=True, slots=True)
class Sending:
    """A morning that is sent now. `turns` is who it is about, None if that was fixed before;
    `attempts` how often each subscription was tried before; `next_begins_at` when the next morning
    begins, whoever it may be about."""

    morning: date
    begun_at: datetime
    expires_at: datetime
    payload: bytes
    to: Sequence[PushSubscription]
    attempts: Mapping[str, int]
    turns: Sequence[Turn] | None
    next_begins_at: datetime
    #: Until when a letter that is sent now is useful; None: none is sent.
    letter_until: datetime | None = None
    #: Whether a letter follows if no phone accepts the push.
    letter_may_follow: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Something to send; or somebody to bring back first (`face`: the person and the morning); or
    when to check the account again (None: when it changes). `emptied` is a morning that has nobody
    left to name, and that no device has."""

    next_at: datetime | None = None
    sending: Sending | None = None
    emptied: date | None = None
    face: tuple[str, date] | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A morning and the devices to send it to. Whether there is somebody to name is not known yet;
    `turns`, if that was fixed before."""

    snapshot: Snapshot
    morning: date
    begun: Begun | None
    to: Sequence[PushSubscription]
    turns: Sequence[Turn] | None
    by_mail: bool = False


def plan_accounts(
    s: Session, account_ids: Collection[str], now: datetime, public_url: str
) -> dict[str, Plan]:
    """Returns what to do for each of these accounts at `now`. Only reads."""
    snapshots = read_snapshots(s, account_ids, now)
    plans, drafts = _begin_planning(s, snapshots, now)
    plans |= _finish(s, drafts, now, public_url)
    resting = {
        account_id: snapshots[account_id]
        for account_id, plan in plans.items()
        if plan.sending is None
    }
    for account_id, outlook in look_for_faces(s, resting, now).items():
        plan = plans[account_id]
        if outlook.person_id is not None and outlook.morning is not None:
            plans[account_id] = replace(plan, face=(outlook.person_id, outlook.morning))
        elif outlook.next_at is not None:
            plans[account_id] = replace(
                plan, next_at=min(plan.next_at or outlook.next_at, outlook.next_at)
            )
    return plans


def _begin_planning(
    s: Session, snapshots: Mapping[str, Snapshot], now: datetime
) -> tuple[dict[str, Plan], list[_Draft]]:
    """Determine which accounts have nothing to do, and for which a morning is to be drafted."""
    plans: dict[str, Plan] = {}
    drafts: list[_Draft] = []
    open_mornings = {key: each.mornings.open_at(now) for key, each in snapshots.items()}
    in_hand = {
        key: _in_hand(each, open_mornings[key], now)
        for key, each in snapshots.items()
        if each.is_reachable
    }
    begun_ones = store.load_begun(s, (prompt for prompt in in_hand.values() if prompt))
    for account_id, snapshot in snapshots.items():
        begun, open_morning = begun_ones.get(account_id), open_mornings[account_id]
        morning = begun.prompt.morning if begun else open_morning
        if not snapshot.is_reachable:
            plans[account_id] = Plan()
            continue
        if morning is None:
            plans[account_id] = Plan(_next_look(snapshot, None, now))
            continue
        is_fixed = begun is not None and (begun.is_fixed or morning != open_morning)
        # Checked first, because it costs little: finding out who is named may read all notes.
        to = _devices_due(snapshot, begun, now, is_fixed=is_fixed)
        by_mail = is_letter_due(snapshot, begun, now)
        if to or by_mail:
            turns = _still_open(snapshot, begun) if begun and is_fixed else None
            drafts.append(_Draft(snapshot, morning, begun, to, turns, by_mail))
        else:
            plans[account_id] = Plan(_next_look(snapshot, begun, now))
    return plans, drafts


def _finish(
    s: Session, drafts: Sequence[_Draft], now: datetime, public_url: str
) -> dict[str, Plan]:
    undecided = [(each.snapshot, each.morning) for each in drafts if each.turns is None]
    chosen = who_is_named(s, undecided)
    turns_of: dict[str, Sequence[Turn]] = {}
    for draft in drafts:
        account_id = draft.snapshot.account.id
        turns_of[account_id] = chosen[account_id] if draft.turns is None else draft.turns
    named = name_people(
        s,
        [
            (each.snapshot, [turn.person_id for turn in turns_of[each.snapshot.account.id]])
            for each in drafts
        ],
    )
    plans: dict[str, Plan] = {}
    for draft in drafts:
        account_id = draft.snapshot.account.id
        turns = turns_of[account_id]
        if turns:
            sending = _sending(draft, turns, named[account_id], now, public_url)
            plans[account_id] = Plan(sending=sending)
        else:
            emptied = draft.morning if draft.begun and draft.turns is None else None
            look = _next_look(draft.snapshot, None, now, emptied)
            plans[account_id] = Plan(look, emptied=emptied)
    return plans


def who_is_named(s: Session, asked: Sequence[tuple[Snapshot, date]]) -> dict[str, list[Turn]]:
    """Returns, by account, whom a morning names if nothing changes before."""
    candidates = {
        snapshot.account.id: [
            due for due in snapshot.dues if snapshot.mornings.may_have_turn(due, morning)
        ]
        for snapshot, morning in asked
    }
    met_at = when_met(
        s,
        [
            (snapshot, {due.person_id for due in candidates[snapshot.account.id]})
            for snapshot, _ in asked
        ],
    )
    return {
        snapshot.account.id: choose(
            candidates[snapshot.account.id],
            morning,
            snapshot.mornings,
            met_at[snapshot.account.id],
        )
        for snapshot, morning in asked
    }


def _in_hand(snapshot: Snapshot, open_morning: date | None, now: datetime) -> Prompt | None:
    """Returns the current morning if it was begun; else the last one, if it has not expired."""
    if open_morning is not None:
        return snapshot.begun.get(open_morning)
    living = [row for row in snapshot.begun.values() if row.begun_at <= now < row.expires_at]
    return max(living, key=lambda row: row.begun_at, default=None)


def _still_open(snapshot: Snapshot, begun: Begun) -> list[Turn]:
    """Returns whom a fixed morning is about, without those who were answered or moved since."""
    dues = {(due.followup_id, due.due_on.isoformat()): due for due in snapshot.dues}
    by_person: dict[str, list[Due]] = {}
    for row in begun.followups:
        due = dues.get((row.followup_id, row.due_on))
        if due is not None:
            by_person.setdefault(due.person_id, []).append(due)
    return [Turn(person_id, tuple(theirs)) for person_id, theirs in by_person.items()]


def _devices_due(
    snapshot: Snapshot, begun: Begun | None, now: datetime, *, is_fixed: bool
) -> list[PushSubscription]:
    """Returns the devices to send to now. A device that subscribed after the morning was accepted
    gets the next one."""
    if begun is None:
        return list(snapshot.devices)
    if now >= begun.prompt.expires_at:
        return []
    due = {
        row.subscription_id
        for row in begun.deliveries.values()
        if row.is_unsettled and row.retry_at <= now
    }
    if not is_fixed:
        due |= {device.id for device in snapshot.devices} - begun.deliveries.keys()
    return [device for device in snapshot.devices if device.id in due]


def is_letter_due(snapshot: Snapshot, begun: Begun | None, now: datetime) -> bool:
    """Returns whether to send the morning by mail now: in addition to pushes; or if there is no
    phone, or none accepted it in the previous pass. The outcome is reported by the queue of
    letters."""
    if snapshot.by_mail == "never":
        return False
    if begun is None:
        return snapshot.by_mail == "always" or not snapshot.devices
    if begun.prompt.taken or now >= begun.prompt.expires_at or store.LETTER in begun.deliveries:
        return False
    tried = {row.subscription_id for row in begun.deliveries.values() if row.attempts > 0}
    return snapshot.by_mail == "always" or {each.id for each in snapshot.devices} <= tried


def name_still_open(
    s: Session, snapshots: Mapping[str, Snapshot], mornings: Mapping[str, date]
) -> dict[str, list[Named]]:
    """Returns, by account, whom the morning that was begun is about, as a prompt names them,
    without those who were answered since."""
    prompts = [each.begun.get(mornings[key]) for key, each in snapshots.items()]
    turns = {
        key: _still_open(snapshots[key], begun)
        for key, begun in store.load_begun(s, (each for each in prompts if each)).items()
    }
    asked = [(snapshots[key], [turn.person_id for turn in each]) for key, each in turns.items()]
    named = name_people(s, asked)
    return {
        key: [
            replace(who, occasion=occasion_of(turn, mornings[key]))
            for turn, who in zip(turns[key], people, strict=True)
        ]
        for key, people in named.items()
    }


def _sending(
    draft: _Draft, turns: Sequence[Turn], people: Sequence[Named], now: datetime, public_url: str
) -> Sending:
    snapshot, begun = draft.snapshot, draft.begun
    account, mornings = snapshot.account, snapshot.mornings
    begun_at = begun.prompt.begun_at if begun else now
    payload = compose_morning(
        account_id=account.id,
        morning=draft.morning,
        people=[
            replace(named, occasion=occasion_of(turn, draft.morning))
            for turn, named in zip(turns, people, strict=True)
        ],
        followups=[
            Promised(due.followup_id, due.due_on) for turn in turns for due in turn.followups
        ],
        open_count=snapshot.count_due(draft.morning),
        public_url=public_url,
        language=account.language,
    )
    return Sending(
        morning=draft.morning,
        begun_at=begun_at,
        expires_at=begun.prompt.expires_at if begun else begun_at + TIME_TO_LIVE,
        payload=payload,
        to=draft.to,
        attempts=begun.attempts if begun else {},
        turns=turns if draft.turns is None else None,
        next_begins_at=mornings.begins_at(mornings.following(now, mornings.today(now))),
        letter_until=mornings.begins_at(draft.morning) + OPEN_FOR if draft.by_mail else None,
        letter_may_follow=snapshot.by_mail != "never",
    )


def occasion_of(turn: Turn, morning: date) -> Occasion | None:
    """Returns the occasion of this morning for that person, by the ids of the follow-ups; None for
    one that was postponed, since the birthday is over by then."""
    ids = {due.followup_id for due in turn.followups}
    for occasion in OCCASIONS:
        if occasion_id(turn.person_id, occasion, morning) in ids:
            return occasion
    return None


def next_morning(snapshot: Snapshot, now: datetime, closed: Collection[date]) -> datetime | None:
    """Returns when the next morning begins that has somebody to name; `now` while one is open."""
    dues = list(snapshot.dues)
    if snapshot.later is not None:
        # Who is named is determined when that morning is nearer.
        dues.append(Due("", "", snapshot.later, known_at=now))
    return next_look(now, dues, snapshot.mornings, closed)


def _next_look(
    snapshot: Snapshot, begun: Begun | None, now: datetime, emptied: date | None = None
) -> datetime | None:
    """Returns the next retry of what is being sent, or the next morning with somebody to name."""
    looks = [next_morning(snapshot, now, snapshot.begun.keys() - {emptied})]
    if begun is not None and now < begun.prompt.expires_at:
        devices = {device.id for device in snapshot.devices}
        looks += [
            row.retry_at
            for row in begun.deliveries.values()
            if row.is_unsettled and row.subscription_id in devices
        ]
    return min((look for look in looks if look is not None), default=None)
