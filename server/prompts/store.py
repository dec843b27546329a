"""The SQL of mornings: which were begun, who was named, what is being sent.

Each statement is for many accounts at once, and takes the accounts first.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from server.accounts.models import Account
from server.columns import UuidText
from server.prompts.models import Prompt, PromptDelivery, PromptFollowup
from server.prompts.record_queries import Key
from server.push.models import PushSubscription
from server.records.models import Record
from server.sync.models import Device
from server.upsert import insert_into

#: The letter of a morning, where the deliveries name the phone.
LETTER = "00000000-0000-4000-8000-00006d61696c"

_PROMPTS = cast(Table, Prompt.__table__)
_FOLLOWUPS = cast(Table, PromptFollowup.__table__)
_DELIVERIES = cast(Table, PromptDelivery.__table__)

_ACCOUNT = bindparam("b_account", type_=UuidText)
_MORNING = bindparam("b_morning", type_=_PROMPTS.c.morning.type)
_DEVICE = bindparam("b_device", type_=UuidText)
#: Conditions for one row, by what `_key` and `_way` give.
_THIS_PROMPT = (_PROMPTS.c.account_id == _ACCOUNT, _PROMPTS.c.morning == _MORNING)
_THIS_DELIVERY = (
    _DELIVERIES.c.account_id == _ACCOUNT,
    _DELIVERIES.c.morning == _MORNING,
    _DELIVERIES.c.subscription_id == _DEVICE,
)

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Had:
    """How often a follow-up was prompted with its current `due_on`, and when last."""

    times: int
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A morning that was begun, its follow-ups in their order, and its delivery to each device."""

    prompt: Prompt
    followups: Sequence[PromptFollowup] = ()
    deliveries: Mapping[str, PromptDelivery] = field(default_factory=dict)

    @property
    def is_fixed(self) -> bool:
        """Whether a device has it or may have it: then nobody new is named."""
        return self.prompt.taken or any(
            delivery.state == "sending" for delivery in self.deliveries.values()
        )

    @property
    def attempts(self) -> dict[str, int]:
        """Returns, by subscription, how often it was tried."""
        return {row.subscription_id: row.attempts for row in self.deliveries.values()}


def accounts(s: Session, account_ids: Collection[str]) -> dict[str, Account]:
    """Returns those of the accounts that exist."""
    rows = s.scalars(select(Account).where(Account.id.in_(account_ids)))
    return {account.id: account for account in rows}


def devices_of(s: Session, account_ids: Collection[str]) -> dict[str, list[PushSubscription]]:
    """Returns, by account, all subscriptions that may be sent to, oldest first."""
    rows = s.scalars(
        select(PushSubscription)
        .where(PushSubscription.account_id.in_(account_ids))
        .order_by(PushSubscription.created_at, PushSubscription.id)
    )
    found: dict[str, list[PushSubscription]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(row)
    return found


def zones_of_last_sync(
    s: Session,
    account_ids: Collection[str],
    subscribed: Mapping[str, Sequence[PushSubscription]],
) -> dict[str, str]:
    """Returns, by account, the time zone of the last sync of a device with a subscription, else of
    any device."""
    rows = s.execute(
        select(Device.account_id, Device.session_id, Device.timezone)
        .where(Device.account_id.in_(account_ids), Device.timezone.is_not(None))
        .order_by(Device.last_sync_at.desc(), Device.id)
    )
    sessions = {account: {row.session_id for row in rows} for account, rows in subscribed.items()}
    found: dict[str, str] = {}
    settled: set[str] = set()
    for account_id, session_id, zone in rows:
        assert zone is not None
        if account_id not in settled and session_id in sessions.get(account_id, ()):
            found[account_id] = zone
            settled.add(account_id)
        else:
            found.setdefault(account_id, zone)
    return found


def turns_had(s: Session, account_ids: Collection[str]) -> dict[Key, Had]:
    """Returns, by account and open follow-up, how often a device has accepted a prompt with it.
    After its `due_on` was moved, it starts at none."""
    rows = s.execute(
        select(
            PromptFollowup.account_id,
            PromptFollowup.followup_id,
            func.count(),
            func.max(PromptFollowup.morning),
        )
        .join(
            Prompt,
            (Prompt.account_id == PromptFollowup.account_id)
            & (Prompt.morning == PromptFollowup.morning),
        )
        .join(
            Record,
            (Record.account_id == PromptFollowup.account_id)
            & (Record.id == PromptFollowup.followup_id),
        )
        .where(
            PromptFollowup.account_id.in_(account_ids),
            Prompt.taken,
            Record.due_on == PromptFollowup.due_on,
        )
        .group_by(PromptFollowup.account_id, PromptFollowup.followup_id)
    )
    return {(account, followup): Had(times, last_on) for account, followup, times, last_on in rows}


def mornings_begun(s: Session, since: Mapping[str, date]) -> dict[str, dict[date, Prompt]]:
    """Returns, by account, the mornings from that date on that were begun."""
    earliest = min(since.values(), default=date.max)
    rows = s.scalars(select(Prompt).where(Prompt.account_id.in_(since), Prompt.morning >= earliest))
    found: dict[str, dict[date, Prompt]] = defaultdict(dict)
    for row in rows:
        if row.morning >= since[row.account_id]:
            found[row.account_id][row.morning] = row
    return found


def load_begun(s: Session, prompts: Iterable[Prompt]) -> dict[str, Begun]:
    """Returns, by account, a morning with all that belongs to it. At most one morning for each
    account."""
    asked = {prompt.account_id: prompt for prompt in prompts}
    if not asked:
        return {}
    mornings = {prompt.morning for prompt in asked.values()}
    followups: dict[str, list[PromptFollowup]] = defaultdict(list)
    deliveries: dict[str, dict[str, PromptDelivery]] = defaultdict(dict)
    for row in s.scalars(
        select(PromptFollowup)
        .where(PromptFollowup.account_id.in_(asked), PromptFollowup.morning.in_(mornings))
        .order_by(PromptFollowup.place)
    ):
        if row.morning == asked[row.account_id].morning:
            followups[row.account_id].append(row)
    for way in s.scalars(
        select(PromptDelivery).where(
            PromptDelivery.account_id.in_(asked), PromptDelivery.morning.in_(mornings)
        )
    ):
        if way.morning == asked[way.account_id].morning:
            deliveries[way.account_id][way.subscription_id] = way
    return {
        account_id: Begun(prompt, followups[account_id], deliveries[account_id])
        for account_id, prompt in asked.items()
    }


def begin(s: Session, prompts: Rows, followups: Rows) -> None:
    """Write mornings before they are sent, in place of what they were to be about before.
    Deliveries of other mornings of these accounts are given up: only this one counts now. The rows
    are of `prompts` and `prompt_followups`; at most one morning for each account."""
    keys = [_key(row["account_id"], row["morning"]) for row in prompts]
    others = delete(_DELIVERIES).where(
        _DELIVERIES.c.account_id == _ACCOUNT, _DELIVERIES.c.morning != _MORNING
    )
    before = delete(_FOLLOWUPS).where(
        _FOLLOWUPS.c.account_id == _ACCOUNT, _FOLLOWUPS.c.morning == _MORNING
    )
    _run_many(s, others, keys)
    _run_many(s, before, keys)
    row = insert_into(s, _PROMPTS)
    replaced = {name: row.excluded[name] for name in ("begun_at", "expires_at", "taken")}
    _run_many(
        s,
        row.on_conflict_do_update(index_elements=["account_id", "morning"], set_=replaced),
        prompts,
    )
    _run_many(s, insert_into(s, _FOLLOWUPS), followups)


def set_sending(s: Session, rows: Rows, now: datetime) -> None:
    """Record that these devices may have the morning from now on. `rows`: account, morning,
    subscription."""
    new = {"state": "sending", "attempts": 0, "retry_at": now}
    row = insert_into(s, _DELIVERIES)
    _run_many(
        s,
        row.on_conflict_do_update(
            index_elements=["account_id", "morning", "subscription_id"],
            set_={"state": "sending"},
        ),
        [each | new for each in rows],
    )


def set_outcomes(s: Session, rows: Rows) -> None:
    """Record the outcomes of attempts: rows of `prompt_deliveries`. `accepted` makes the morning
    count."""
    new = ("state", "attempts", "retry_at")
    values = {name: bindparam(f"b_{name}", type_=_DELIVERIES.c[name].type) for name in new}
    _run_many(
        s,
        update(_DELIVERIES).where(*_THIS_DELIVERY).values(values),
        [_way(row) | {f"b_{name}": row[name] for name in new} for row in rows],
    )
    taken = {(row["account_id"], row["morning"]) for row in rows if row["state"] == "accepted"}
    _run_many(
        s,
        update(_PROMPTS).where(*_THIS_PROMPT).values(taken=True),
        [_key(account, morning) for account, morning in sorted(taken)],
    )


def letters_taken(s: Session, account_ids: Sequence[str], morning: date) -> None:
    """The letters of a morning were sent: it counts, and its pushes are not tried again."""
    this = (_DELIVERIES.c.account_id.in_(account_ids), _DELIVERIES.c.morning == morning)
    is_letter = _DELIVERIES.c.subscription_id == LETTER
    s.execute(update(_DELIVERIES).where(*this, is_letter).values(state="accepted"))
    unsettled = _DELIVERIES.c.state.in_(("sending", "waiting"))
    s.execute(update(_DELIVERIES).where(*this, ~is_letter, unsettled).values(state="failed"))
    s.execute(
        update(_PROMPTS)
        .where(_PROMPTS.c.account_id.in_(account_ids), _PROMPTS.c.morning == morning)
        .values(taken=True)
    )


def letter_failed(s: Session, account_id: str, morning: date) -> None:
    """The letter of a morning was certainly not accepted, and is not tried again."""
    s.execute(
        update(_DELIVERIES)
        .where(
            _DELIVERIES.c.account_id == account_id,
            _DELIVERIES.c.morning == morning,
            _DELIVERIES.c.subscription_id == LETTER,
        )
        .values(state="failed")
    )


def forget_deliveries(s: Session, rows: Rows) -> None:
    """Delete deliveries to devices that are gone for good. `rows`: account, morning,
    subscription."""
    _run_many(s, delete(_DELIVERIES).where(*_THIS_DELIVERY), [_way(row) for row in rows])


def drop(s: Session, mornings: Mapping[str, date]) -> None:
    """Delete, by account, a morning that no device has and that has nobody left to name, as if it
    was never begun."""
    keys = [_key(account, morning) for account, morning in mornings.items()]
    _run_many(s, delete(_PROMPTS).where(*_THIS_PROMPT), keys)


def _key(account_id: str, morning: date) -> dict[str, Any]:
    return {"b_account": account_id, "b_morning": morning}


def _way(row: dict[str, Any]) -> dict[str, Any]:
    return _key(row["account_id"], row["morning"]) | {"b_device": row["subscription_id"]}


def _run_many(s: Session, statement: Any, rows: Rows) -> None:
    """Run one statement for all rows at once."""
    if rows:
        s.connection().execute(statement, list(rows))
