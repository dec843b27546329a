"""From a claim to a batch that is ready to be sent: plan, bring faces from the past back, encrypt.

Each query reads for the whole batch at once. If one row makes that fail, each account is planned
separately, so that the others are sent.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from server import database
from server.prompts import queue, store
from server.prompts.batch import Batch, Ready, make_ready
from server.prompts.past_faces import bring
from server.prompts.plan import Plan, plan_accounts
from server.prompts.queue import Claim
from server.push.service import PushService

T = TypeVar("T")

#: How long a row that raised an error is left alone.
PUSHED_AHEAD = timedelta(hours=1)
#: How long a row with nothing to send is left alone at least: a plan that keeps saying "now" would
#: keep a worker busy for ever.
LEAST_REST = timedelta(minutes=1)
#: Faces are brought so long after their morning has begun, so that the plan for its whole minute is
#: made only once.
AFTER_BEGIN = timedelta(seconds=1)


@dataclass(slots=True)
class Preparer:
    """Makes batches for one thread; errors are collected in `errors`."""

    push: PushService
    public_url: str
    is_simulated: bool = False
    errors: list[Exception] = field(default_factory=list)

    def make_batch(self, claim: Claim, at: datetime, *, is_prefetch: bool = False) -> Batch:
        """Returns what is to be sent at that instant; accounts with nothing to send go back to the
        queue."""
        plans = self._plan(claim.account_ids, at)
        if not is_prefetch:
            plans = self._bring_faces(claim, plans, at)
        ready: dict[str, Ready] = {}
        for account_id, plan in plans.items():
            if plan.sending is not None:
                made = self._try(
                    account_id, partial(make_ready, self.push, account_id, plan.sending)
                )
                if made is not None:
                    ready[account_id] = made
        resting = [account_id for account_id in claim.account_ids if account_id not in ready]
        self._rest(claim, plans, resting, at)
        return Batch(claim, ready)

    def _plan(self, account_ids: Collection[str], at: datetime) -> dict[str, Plan]:
        """Returns the plans of those that can be planned."""
        try:
            with database.read() as s:
                return plan_accounts(s, account_ids, at, self.public_url)
        except Exception as error:
            if len(account_ids) == 1:
                self.note(error, *account_ids)
                return {}
        plans: dict[str, Plan] = {}
        for account_id in account_ids:
            plans |= self._plan([account_id], at)
        return plans

    def _bring_faces(self, claim: Claim, plans: dict[str, Plan], now: datetime) -> dict[str, Plan]:
        """Open the follow-ups of the faces from the past that are due, and plan their accounts
        again."""
        coming = [account_id for account_id, plan in plans.items() if plan.face is not None]
        if not coming:
            return plans
        rest = {account_id: plan for account_id, plan in plans.items() if plan.face is None}
        brought = [
            account_id
            for account_id in coming
            if self._try(account_id, partial(_bring, claim, account_id, plans, now))
        ]
        return rest | self._plan(brought, now)

    def _rest(
        self, claim: Claim, plans: Mapping[str, Plan], resting: Collection[str], at: datetime
    ) -> None:
        if not resting:
            return
        looks = {account_id: self._next_look(plans.get(account_id), at) for account_id in resting}
        emptied = {
            account_id: plan.emptied
            for account_id in resting
            if (plan := plans.get(account_id)) is not None and plan.emptied is not None
        }
        with database.write() as s:
            held = queue.still_held(s, claim, resting)
            store.drop(s, {key: morning for key, morning in emptied.items() if key in held})
            queue.settle(s, claim, looks)

    def _next_look(self, plan: Plan | None, at: datetime) -> datetime | None:
        if plan is None or plan.sending is not None:
            return at + PUSHED_AHEAD  # planning or encrypting raised an error
        if self.is_simulated:
            # A plan for a simulated instant does not apply to the real one.
            return queue.NOW
        if plan.face is not None:
            return at + AFTER_BEGIN
        if plan.next_at is None or plan.next_at > at:
            return plan.next_at
        return at + LEAST_REST

    def _try(self, account_id: str, work: Callable[[], T]) -> T | None:
        """Returns the result of the work, or None if it raises."""
        try:
            return work()
        except Exception as error:
            self.note(error, account_id)
            return None

    def note(self, error: Exception, account_id: str) -> None:
        """Record an error, with the account in which it happened."""
        error.add_note(f"account {account_id}")
        self.errors.append(error)


def _bring(claim: Claim, account_id: str, plans: Mapping[str, Plan], now: datetime) -> bool:
    face = plans[account_id].face
    assert face is not None
    with database.write() as s:
        bring(s, account_id, *face, now)
        queue.hold_on(s, claim, account_id)
    return True
