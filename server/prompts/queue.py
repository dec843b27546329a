"""The queue: which accounts have to be looked at, and which worker has one in hand.

A row is claimed with a lease and a token in one statement, so that two workers never hold the same
one, and a worker that is killed loses it when the lease is over.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, Table, case, or_, select, update
from sqlalchemy.orm import Session

from server.accounts.models import Account
from server.prompts.models import PromptSchedule
from server.sync.store import insert_into

#: Longer than a batch may take to be sent, with time to write down what came of it.
LEASE = timedelta(seconds=90)
#: "Look at it on the next tick", whatever the clock of that tick says.
NOW = datetime(1970, 1, 1, tzinfo=UTC)
#: Many, since a batch takes as long as the slowest push service in it.
BATCH = 100

_TABLE: Table = PromptSchedule.__table__  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Claim:
    """Accounts that this worker has in hand until `lease_until`."""

    token: str
    lease_until: datetime
    account_ids: Sequence[str]


def mark(s: Session, account_id: str) -> None:
    """Something changed: the account is to be looked at on the next tick."""
    row = insert_into(s, _TABLE).values(account_id=account_id, next_at=NOW)
    s.execute(row.on_conflict_do_update(index_elements=["account_id"], set_={"next_at": NOW}))


def all_accounts(s: Session) -> list[str]:
    """Those that ever had to be looked at, the next ones first."""
    rows = select(PromptSchedule.account_id).order_by(
        PromptSchedule.next_at.is_(None), PromptSchedule.next_at, PromptSchedule.account_id
    )
    return list(s.scalars(rows))


def is_anything_due(s: Session, now: datetime) -> bool:
    """Whether a claim would find something: a look that keeps no writer waiting."""
    found = s.scalar(
        select(PromptSchedule.account_id).where(PromptSchedule.next_at <= now, _free(now)).limit(1)
    )
    return found is not None


def claim_due(s: Session, now: datetime) -> Claim:
    """Take the accounts that are due, those that have waited longest first."""
    due = (
        select(PromptSchedule.account_id)
        .where(PromptSchedule.next_at <= now, _free(now))
        .order_by(PromptSchedule.next_at, PromptSchedule.account_id)
    )
    return _claim(s, now, due.limit(BATCH).with_for_update(skip_locked=True))


def claim_after(s: Session, now: datetime, account_id: str | None) -> Claim:
    """Take the next accounts in the order of their ids, due or not."""
    rows = select(PromptSchedule.account_id).where(_free(now)).order_by(PromptSchedule.account_id)
    if account_id is not None:
        rows = rows.where(PromptSchedule.account_id > account_id)
    return _claim(s, now, rows.limit(BATCH).with_for_update(skip_locked=True))


def still_held(s: Session, claim: Claim) -> set[str]:
    """Those accounts of the claim which exist and which nobody else has taken over.

    Their rows in `accounts` are locked against deletion, in the order in which a deletion locks."""
    accounts = select(Account.id).where(Account.id.in_(claim.account_ids)).order_by(Account.id)
    living = s.scalars(accounts.with_for_update(read=True, key_share=True)).all()
    return set(
        s.scalars(
            select(PromptSchedule.account_id).where(
                PromptSchedule.account_id.in_(living), PromptSchedule.claim_token == claim.token
            )
        )
    )


def settle(s: Session, account_id: str, claim: Claim, next_at: datetime | None) -> None:
    """Give an account back, to be looked at again at `next_at`; a mark that was set meanwhile
    stands."""
    s.execute(
        update(PromptSchedule)
        .where(PromptSchedule.account_id == account_id, PromptSchedule.claim_token == claim.token)
        .values(
            lease_until=None,
            claim_token=None,
            next_at=case(
                (PromptSchedule.next_at == claim.lease_until, next_at),
                else_=PromptSchedule.next_at,
            ),
        )
    )


def _claim(s: Session, now: datetime, rows: Select[str]) -> Claim:
    token, lease_until = str(uuid.uuid4()), now + LEASE
    # As a CTE it is evaluated once: within IN, PostgreSQL may ask again and lock more than LIMIT.
    due = rows.cte("due")
    claimed = s.scalars(
        update(PromptSchedule)
        .where(PromptSchedule.account_id.in_(select(due.c.account_id)))
        # Due again when the lease is over: that is all there is to taking over from the dead.
        .values(next_at=lease_until, lease_until=lease_until, claim_token=token)
        .returning(PromptSchedule.account_id)
        .execution_options(synchronize_session=False)
    ).all()
    return Claim(token, lease_until, sorted(claimed))


def _free(now: datetime) -> ColumnElement[bool]:
    """Nobody has it in hand. A lease that ends later than any given now was given before the clock
    was set back, and holds nobody up."""
    lease = PromptSchedule.lease_until
    return or_(lease.is_(None), lease <= now, lease > now + LEASE)
