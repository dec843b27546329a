"""The SQL of mornings: what was begun, who had their turn, what is on its way.

Each query takes the account first.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from server.prompts.models import Prompt, PromptDelivery, PromptFollowup, WorkerTick
from server.push.models import PushSubscription
from server.records.models import Record
from server.sync.models import Device
from server.sync.store import insert_into


@dataclass(frozen=True, slots=True)
class Had:
    """How often a follow-up was prompted with the `due_on` it has now, and when last."""

    times: int
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A morning that was begun, with what it is about in its order, and its way to each device."""

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
        """By subscription, how often it was tried."""
        return {row.subscription_id: row.attempts for row in self.deliveries.values()}


def zone_of_last_sync(s: Session, account_id: str) -> str | None:
    """The time zone of the last sync of a device with a subscription, else of any device."""
    subscribed = (
        select(PushSubscription.id)
        .where(
            PushSubscription.account_id == Device.account_id,
            PushSubscription.session_id == Device.session_id,
        )
        .exists()
    )
    return s.scalar(
        select(Device.timezone)
        .where(Device.account_id == account_id, Device.timezone.is_not(None))
        .order_by(subscribed.desc(), Device.last_sync_at.desc(), Device.id)
        .limit(1)
    )


def turns_had(s: Session, account_id: str) -> dict[str, Had]:
    """By follow-up, for those which are open: the turns that a device took. One whose `due_on` was
    moved since has had none."""
    rows = s.execute(
        select(PromptFollowup.followup_id, func.count(), func.max(PromptFollowup.morning))
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
            PromptFollowup.account_id == account_id,
            Prompt.taken,
            Record.due_on == PromptFollowup.due_on,
        )
        .group_by(PromptFollowup.followup_id)
    )
    return {followup: Had(times, last_on) for followup, times, last_on in rows}


def mornings_begun(s: Session, account_id: str, since: date) -> dict[date, Prompt]:
    """The mornings from that date on that were begun."""
    rows = s.scalars(select(Prompt).where(Prompt.account_id == account_id, Prompt.morning >= since))
    return {row.morning: row for row in rows}


def load_begun(s: Session, prompt: Prompt) -> Begun:
    """A morning with all that belongs to it."""
    of_morning = {"account_id": prompt.account_id, "morning": prompt.morning}
    followups = s.scalars(
        select(PromptFollowup).filter_by(**of_morning).order_by(PromptFollowup.place)
    ).all()
    deliveries = s.scalars(select(PromptDelivery).filter_by(**of_morning)).all()
    return Begun(prompt, followups, {row.subscription_id: row for row in deliveries})


def count_due(s: Session, account_id: str, on: date) -> int:
    """How many follow-ups are open and due on that date or before."""
    count = select(func.count()).where(
        Record.account_id == account_id, Record.due_on <= on.isoformat()
    )
    return s.scalar(count) or 0


def begin(
    s: Session,
    prompt: Prompt,
    followups: Iterable[PromptFollowup],
) -> None:
    """Write a morning down before it is sent, over what it was to be about before. Deliveries of
    other mornings are given up: this is the one that counts now."""
    account_id, morning = prompt.account_id, prompt.morning
    s.execute(
        delete(PromptDelivery).where(
            PromptDelivery.account_id == account_id, PromptDelivery.morning != morning
        )
    )
    s.execute(
        delete(PromptFollowup).where(
            PromptFollowup.account_id == account_id, PromptFollowup.morning == morning
        )
    )
    s.merge(prompt)
    s.flush()
    s.add_all(followups)


def set_sending(
    s: Session, account_id: str, morning: date, ids: Collection[str], now: datetime
) -> None:
    """From now on these devices may have the morning."""
    if not ids:
        return
    row = insert_into(s, PromptDelivery.__table__)  # type: ignore[arg-type]
    values = [
        {
            "account_id": account_id,
            "morning": morning,
            "subscription_id": subscription_id,
            "state": "sending",
            "attempts": 0,
            "retry_at": now,
        }
        for subscription_id in ids
    ]
    s.execute(
        row.on_conflict_do_update(
            index_elements=["account_id", "morning", "subscription_id"],
            set_={"state": "sending"},
        ),
        values,
    )


def set_outcome(
    s: Session,
    account_id: str,
    morning: date,
    subscription_id: str,
    *,
    state: str,
    attempts: int,
    retry_at: datetime,
) -> None:
    """What became of one attempt. `accepted` makes the morning one that counts."""
    s.execute(
        update(PromptDelivery)
        .where(
            PromptDelivery.account_id == account_id,
            PromptDelivery.morning == morning,
            PromptDelivery.subscription_id == subscription_id,
        )
        .values(state=state, attempts=attempts, retry_at=retry_at)
    )
    if state == "accepted":
        s.execute(
            update(Prompt)
            .where(Prompt.account_id == account_id, Prompt.morning == morning)
            .values(taken=True)
        )


def forget_delivery(s: Session, account_id: str, morning: date, ids: Collection[str]) -> None:
    """The way to these devices is over, for good."""
    s.execute(
        delete(PromptDelivery).where(
            PromptDelivery.account_id == account_id,
            PromptDelivery.morning == morning,
            PromptDelivery.subscription_id.in_(ids),
        )
    )


def drop(s: Session, account_id: str, morning: date) -> None:
    """A morning that nobody has, and that has nobody left to name, was never begun."""
    s.execute(delete(Prompt).where(Prompt.account_id == account_id, Prompt.morning == morning))


def tick(s: Session, name: str, now: datetime) -> None:
    """Note that the worker did its job `name`."""
    row = insert_into(s, WorkerTick.__table__).values(name=name, ticked_at=now)  # type: ignore[arg-type]
    s.execute(row.on_conflict_do_update(index_elements=["name"], set_={"ticked_at": now}))


def last_tick(s: Session, name: str) -> datetime | None:
    """When the worker last did its job `name`; None: never."""
    return s.scalar(select(WorkerTick.ticked_at).where(WorkerTick.name == name))
