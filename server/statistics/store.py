"""The SQL of figures about all accounts together. They reveal nothing about single people."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session as Transaction

from server.accounts.models import Account, Session
from server.prompts.models import PromptSchedule
from server.prompts.queue import NOW
from server.push.models import PushSubscription
from server.records.models import Record
from server.worker_ticks import last_tick

ACTIVE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Queue:
    """The prompts that wait. `to_plan`: accounts in which something changed, to be checked at the
    next tick; they have no due time."""

    due: int
    oldest_due_seconds: float
    to_plan: int
    ticked_seconds: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The size of everything."""

    accounts: int
    active: int
    records: dict[str, int]
    subscriptions: int
    database_bytes: int


def queue(s: Transaction, now: datetime) -> Queue:
    """Returns what is due; it reads one index only."""
    due, oldest = s.execute(
        select(func.count(), func.min(PromptSchedule.next_at)).where(
            PromptSchedule.next_at > NOW, PromptSchedule.next_at <= now
        )
    ).one()
    to_plan = s.scalar(select(func.count()).where(PromptSchedule.next_at == NOW))
    ticked_at = last_tick(s, "loop")
    return Queue(
        due=due,
        oldest_due_seconds=0.0 if oldest is None else (now - oldest).total_seconds(),
        to_plan=to_plan or 0,
        ticked_seconds=None if ticked_at is None else (now - ticked_at).total_seconds(),
    )


def figures(s: Transaction, now: datetime) -> Figures:
    """Returns the counts of everything: for an operator who asks now and then."""
    kinds = (
        select(Record.kind, func.count().label("number"))
        .where(Record.rev > 0, Record.deleted_at.is_(None))
        .group_by(Record.kind)
        .order_by(Record.kind)
    )
    active = select(func.count(Session.account_id.distinct())).where(
        Session.last_used_at > now - ACTIVE
    )
    return Figures(
        accounts=s.scalar(select(func.count()).select_from(Account)) or 0,
        active=s.scalar(active) or 0,
        records={row.kind: row.number for row in s.execute(kinds)},
        subscriptions=s.scalar(select(func.count()).select_from(PushSubscription)) or 0,
        database_bytes=_size(s),
    )


def _size(s: Transaction) -> int:
    if s.get_bind().dialect.name == "postgresql":
        size = text("SELECT pg_database_size(current_database())")
    else:
        size = text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    return int(s.execute(size).scalar_one())
