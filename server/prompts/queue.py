"""The queue: which accounts must be checked, and which worker has claimed each.

A row is claimed with a lease and a token in one statement, so that two workers never have the same
one. A worker that is killed loses it when the lease is over.

Minutes before a morning begins its accounts are claimed ahead, so that everything is ready then.
Such a claim has no effect yet, so it need not exclude anybody: if something changes in the account,
any worker can claim it at once.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    Table,
    bindparam,
    case,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from server.accounts.models import Account
from server.columns import UtcDateTime, UuidText
from server.prepared import Executor, PreparedStatement
from server.prompts.models import PromptSchedule
from server.push.models import PushSubscription
from server.upsert import insert

#: Longer than a chunk may take to be sent and its outcome to be recorded.
LEASE = timedelta(seconds=90)
#: How long before a morning begins its accounts are claimed.
AHEAD = timedelta(minutes=2)
#: How long after the beginning of a morning its claim ends if nothing was sent. Not a whole number
#: of minutes, because mornings begin at whole minutes.
GRACE = timedelta(seconds=75)
#: An instant that is due at the next tick, whatever the clock says then.
NOW = datetime(1970, 1, 1, tzinfo=UTC)
#: The most accounts in one claim, and so in each statement and in memory during a tick.
CHUNK = 500

_ROW = cast(Table, PromptSchedule.__table__).c
_TABLE = cast(Table, PromptSchedule.__table__)


@dataclass(frozen=True, slots=True)
class Claim:
    """Accounts that this worker has claimed until `lease_until`; sorted."""

    token: str
    lease_until: datetime
    account_ids: Sequence[str]


def mark_dirty(s: Executor, account_id: str) -> None:
    """Something changed: the account is to be checked at the next tick. What was planned ahead for
    it is out of date, and that claim ends."""
    _MARK_DIRTY.run(s, account=account_id)


def _mark_dirty(dialect: str) -> Executable:
    is_ahead = _ROW.planned_for.is_not(None)
    row = insert(dialect, _TABLE).values(
        account_id=bindparam("account", type_=UuidText), next_at=NOW
    )
    return row.on_conflict_do_update(
        index_elements=["account_id"],
        set_={
            "next_at": NOW,
            "planned_for": None,
            "lease_until": case((is_ahead, null()), else_=_ROW.lease_until),
            "claim_token": case((is_ahead, null()), else_=_ROW.claim_token),
        },
    )


_MARK_DIRTY = PreparedStatement(_mark_dirty)


def all_accounts(s: Session) -> list[str]:
    """Returns all accounts that ever had to be checked, the next ones first."""
    rows = select(PromptSchedule.account_id).order_by(
        PromptSchedule.next_at.is_(None), PromptSchedule.next_at, PromptSchedule.account_id
    )
    return list(s.scalars(rows))


def is_anything_due(s: Session, now: datetime) -> bool:
    """Returns whether a claim would find something; it does not block writers."""
    # Ordered, because otherwise PostgreSQL may scan the table from its start for any row.
    return s.scalar(_due(now).order_by(PromptSchedule.next_at).limit(1)) is not None


def is_anything_to_plan(s: Session, morning: datetime, now: datetime) -> bool:
    """Returns whether a claim for that instant would find something."""
    return s.scalar(_beginning(morning, now).limit(1)) is not None


def claim_due(s: Session, now: datetime, limit: int = CHUNK) -> Claim:
    """Claim accounts that are due, those that have waited longest first."""
    due = _due(now).order_by(PromptSchedule.next_at, PromptSchedule.account_id)
    return _claim(s, due, now + LEASE, limit=limit)


def claim_ahead(s: Session, morning: datetime, now: datetime, limit: int = CHUNK) -> Claim:
    """Claim accounts that are to be checked at the instant `morning`, which is in the future."""
    rows = _beginning(morning, now)
    return _claim(s, rows, morning + GRACE, limit=limit, planned_for=morning)


def claim_after(s: Session, now: datetime, account_id: str | None) -> Claim:
    """Claim the next accounts in the order of their ids, due or not."""
    free = or_(_free(now), PromptSchedule.planned_for.is_not(None))
    rows = select(PromptSchedule.account_id).where(free).order_by(PromptSchedule.account_id)
    if account_id is not None:
        rows = rows.where(PromptSchedule.account_id > account_id)
    return _claim(s, rows, now + LEASE, limit=CHUNK)


def take(s: Session, claim: Claim, now: datetime) -> tuple[Claim, dict[str, set[str]]]:
    """Returns those accounts of the claim that exist, that no other worker has claimed since, and
    in which nothing has changed since; with the ids of their subscriptions. Renews their lease, and
    none of them can be deleted before the transaction ends."""
    living = _lock_living(s, claim.account_ids)
    lease_until = now + LEASE
    held = s.scalars(
        update(PromptSchedule)
        .where(
            PromptSchedule.account_id.in_(living),
            PromptSchedule.claim_token == claim.token,
            PromptSchedule.next_at == claim.lease_until,
        )
        .values(next_at=lease_until, lease_until=lease_until, planned_for=None)
        .returning(PromptSchedule.account_id)
        .execution_options(synchronize_session=False)
    ).all()
    devices: dict[str, set[str]] = {account_id: set() for account_id in sorted(held)}
    rows = select(PushSubscription.account_id, PushSubscription.id)
    for account_id, device in s.execute(rows.where(PushSubscription.account_id.in_(held))):
        devices[account_id].add(device)
    return replace(claim, lease_until=lease_until, account_ids=list(devices)), devices


def hold_on(s: Session, claim: Claim, account_id: str) -> None:
    """Keep the claim of an account in which this worker itself has just changed something. Earlier
    changes by others are seen by a read after this transaction."""
    s.execute(
        update(_TABLE)
        .where(_ROW.account_id == account_id, _ROW.claim_token == claim.token)
        .values(next_at=claim.lease_until)
    )


def still_held(s: Session, claim: Claim, account_ids: Collection[str]) -> set[str]:
    """Returns those of the accounts that exist and that no other worker has claimed since; none of
    them can be deleted before the transaction ends."""
    living = _lock_living(s, account_ids)
    return set(
        s.scalars(
            select(PromptSchedule.account_id).where(
                PromptSchedule.account_id.in_(living), PromptSchedule.claim_token == claim.token
            )
        )
    )


def settle(s: Session, claim: Claim, looks: Mapping[str, datetime | None]) -> None:
    """Release accounts, each to be checked again at that instant (None: when it changes). If one
    was marked as changed meanwhile, the mark stays. Accounts whose lease was lost are skipped."""
    if not looks:
        return
    account, look = bindparam("b_account", type_=UuidText), bindparam("b_look", type_=UtcDateTime)
    statement = (
        update(_TABLE)
        .where(_ROW.account_id == account, _ROW.claim_token == claim.token)
        .values(
            lease_until=None,
            claim_token=None,
            planned_for=None,
            next_at=case((_ROW.next_at == claim.lease_until, look), else_=_ROW.next_at),
        )
    )
    rows: list[dict[str, Any]] = [
        {"b_account": account_id, "b_look": looks[account_id]} for account_id in sorted(looks)
    ]
    s.execute(statement, rows)


def _lock_living(s: Session, account_ids: Collection[str]) -> Sequence[str]:
    """Returns those of the accounts that exist. Their rows are locked against deletion, in the
    order in which a deletion locks."""
    accounts = select(Account.id).where(Account.id.in_(account_ids)).order_by(Account.id)
    return s.scalars(accounts.with_for_update(read=True, key_share=True)).all()


def _claim(
    s: Session,
    rows: Select[str],
    lease_until: datetime,
    *,
    limit: int,
    planned_for: datetime | None = None,
) -> Claim:
    token = str(uuid.uuid4())
    # Two statements, and not one: of an UPDATE whose rows a query with LIMIT finds, PostgreSQL may
    # believe that it changes many, and read the whole table. What is found stays locked.
    account_ids = sorted(s.scalars(rows.limit(limit).with_for_update(skip_locked=True)))
    if account_ids:
        s.execute(
            update(_TABLE)
            .where(_ROW.account_id.in_(account_ids))
            # Due again when the lease is over: so another worker takes over from one that died.
            .values(
                next_at=lease_until,
                lease_until=lease_until,
                claim_token=token,
                planned_for=planned_for,
            )
        )
    return Claim(token, lease_until, account_ids)


def _due(now: datetime) -> Select[str]:
    return select(PromptSchedule.account_id).where(PromptSchedule.next_at <= now, _free(now))


def _beginning(morning: datetime, now: datetime) -> Select[str]:
    return select(PromptSchedule.account_id).where(PromptSchedule.next_at == morning, _free(now))


def _free(now: datetime) -> ColumnElement[bool]:
    """Selects rows that nobody has claimed. A lease that ends later than any that could be issued
    now was issued before the clock was set back, and is ignored."""
    lease = PromptSchedule.lease_until
    return or_(lease.is_(None), lease <= now, lease > now + AHEAD + GRACE)
