"""Sends what is due: claim, plan, write down, send, settle.

1. Claim a batch of accounts with one lease and one token.
2. Plan each, reading only; where a face from the past has its morning, open its follow-up first.
3. Write down which mornings are being sent to which devices, if they are still ours.
4. Send, outside of any transaction.
5. Settle with the token: what was taken counts, what is over is removed, the rest comes again.
6. A row that raised is pushed an hour ahead, so that it holds nobody up, and its error is raised
   again when the others of the batch are done.

Killed between 4 and 5, a row is claimed again when its lease is over and the same morning is sent
again: the topic at the push service and the tag on the phone are the same, so it is shown once.
"""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from server import database
from server.prompts import queue, store
from server.prompts.backoff import pause
from server.prompts.compose import morning_topic
from server.prompts.faces import bring, look_for_face
from server.prompts.models import Prompt, PromptFollowup
from server.prompts.plan import Plan, Sending, plan_account
from server.prompts.queue import Claim
from server.prompts.schedule import TIME_TO_LIVE
from server.push.outcome import Outcome, Verdict
from server.push.sender import Sender
from server.push.service import Message, PushService
from server.push.store import remove_subscriptions

PUSHED_AHEAD = timedelta(hours=1)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """What a pass did, in numbers. `accounts`: how many were prompted on one device at least."""

    accounts: int = 0
    devices: int = 0
    retries: int = 0
    removed: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Sends for one thread. `now` gives the instant that schedule, leases and back-off go by; while
    it `is_moved`, it is not the real one."""

    push: PushService
    sender: Sender
    public_url: str
    now: Callable[[], datetime]
    is_moved: bool = False
    tally: Tally = field(default_factory=Tally)

    def send_batch(self) -> bool:
        """One batch of what is due; gives whether there was any. Raises ExceptionGroup."""
        now = self.now()
        with database.read() as s:
            if not queue.is_anything_due(s, now):
                return False
        with database.write() as s:
            claim = queue.claim_due(s, now)
        self._work(claim, now)
        return bool(claim.account_ids)

    def send_all(self) -> None:
        """All that is due; an account that fails holds up nobody. Raises ExceptionGroup."""
        errors: list[Exception] = []
        more = True
        while more:
            try:
                more = self.send_batch()
            except ExceptionGroup as group:
                errors += group.exceptions
        _raise(errors)

    def send_to_everybody(self) -> None:
        """One pass over all accounts, whenever each was to be looked at. Raises ExceptionGroup."""
        account_id: str | None = None
        errors: list[Exception] = []
        while True:
            now = self.now()
            with database.write() as s:
                claim = queue.claim_after(s, now, account_id)
            if not claim.account_ids:
                break
            account_id = claim.account_ids[-1]
            try:
                self._work(claim, now)
            except ExceptionGroup as group:
                errors += group.exceptions
        _raise(errors)

    def _work(self, claim: Claim, now: datetime) -> None:
        plans, errors = self._plan(claim, now)
        sendings: dict[str, Sending] = {}
        with database.write() as s:
            for account_id in queue.still_held(s, claim):
                plan = plans.get(account_id)
                if plan is None:
                    queue.settle(s, account_id, claim, now + PUSHED_AHEAD)
                elif plan.sending is None:
                    self._rest(s, account_id, claim, plan)
                else:
                    sendings[account_id] = plan.sending
                    _write_down(s, account_id, plan.sending, now)
        if sendings:
            errors += self._send(claim, sendings)
        _raise(errors)

    def _plan(self, claim: Claim, now: datetime) -> tuple[dict[str, Plan], list[Exception]]:
        plans: dict[str, Plan] = {}
        errors: list[Exception] = []
        for account_id in claim.account_ids:
            try:
                plans[account_id] = self._plan_one(account_id, now)
            except Exception as error:
                error.add_note(f"account {account_id}")
                errors.append(error)
        return plans, errors

    def _plan_one(self, account_id: str, now: datetime) -> Plan:
        with database.read() as s:
            plan = plan_account(s, account_id, now, self.public_url)
            if plan.sending is not None:
                return plan
            outlook = look_for_face(s, account_id, now)
        if outlook.person_id is None or outlook.morning is None:
            looks = [at for at in (plan.next_at, outlook.next_at) if at is not None]
            return replace(plan, next_at=min(looks, default=None))
        with database.write() as s:
            bring(s, account_id, outlook.person_id, outlook.morning, now)
        with database.read() as s:
            return plan_account(s, account_id, now, self.public_url)

    def _rest(self, s: Session, account_id: str, claim: Claim, plan: Plan) -> None:
        if plan.emptied is not None:
            store.drop(s, account_id, plan.emptied)
        # What was planned for another instant says nothing about the real one.
        queue.settle(s, account_id, claim, queue.NOW if self.is_moved else plan.next_at)

    def _send(self, claim: Claim, sendings: dict[str, Sending]) -> list[Exception]:
        errors: list[Exception] = []
        outcomes: dict[str, list[tuple[str, Outcome]]] = {}
        try:
            outcomes = self._post(sendings)
        except Exception as error:
            errors.append(error)
        with database.write() as s:
            for account_id in sorted(queue.still_held(s, claim) & sendings.keys()):
                next_at = self.now() + PUSHED_AHEAD
                if account_id in outcomes:
                    try:
                        with s.begin_nested():
                            self._settle(s, account_id, sendings[account_id], outcomes[account_id])
                        next_at = queue.NOW
                    except Exception as error:
                        error.add_note(f"account {account_id}")
                        errors.append(error)
                queue.settle(s, account_id, claim, next_at)
        return errors

    def _post(self, sendings: dict[str, Sending]) -> dict[str, list[tuple[str, Outcome]]]:
        """What became of each push, by account and subscription."""
        jobs = [
            (account_id, device, _message(sending))
            for account_id, sending in sendings.items()
            for device in sending.to
        ]
        answers = self.push.send(self.sender, [(device, message) for _, device, message in jobs])
        outcomes: dict[str, list[tuple[str, Outcome]]] = {}
        for (account_id, device, _), outcome in zip(jobs, answers, strict=True):
            outcomes.setdefault(account_id, []).append((device.id, outcome))
        return outcomes

    def _settle(
        self, s: Session, account_id: str, sending: Sending, outcomes: list[tuple[str, Outcome]]
    ) -> None:
        now = self.now()
        gone: list[str] = []
        accepted = 0
        for device_id, outcome in outcomes:
            attempts = sending.attempts.get(device_id, 0) + 1
            retry_at = now + pause(attempts, outcome.retry_after, random.random())  # noqa: S311
            match outcome.verdict:
                case Verdict.GONE:
                    gone.append(device_id)
                    continue
                case Verdict.ACCEPTED:
                    state = "accepted"
                    accepted += 1
                case Verdict.RETRY if retry_at < sending.expires_at:
                    # A morning that was fixed stays it: an attempt before may have arrived.
                    may_have_arrived = outcome.uncertain or sending.turns is None
                    state = "sending" if may_have_arrived else "waiting"
                    self.tally.retries += 1
                case _:
                    state = "failed"
                    self.tally.refused += 1
            if state != "accepted":
                log.warning(
                    "push not taken: account=%s morning=%s reason=%s attempts=%d state=%s",
                    *(account_id, sending.morning, outcome.reason, attempts, state),
                )
            store.set_outcome(
                s,
                *(account_id, sending.morning, device_id),
                state=state,
                attempts=attempts,
                retry_at=retry_at,
            )
        if gone:
            remove_subscriptions(s, account_id, gone)
            store.forget_delivery(s, account_id, sending.morning, gone)
        self.tally.removed += len(gone)
        self.tally.devices += accepted
        self.tally.accounts += accepted > 0


def _raise(errors: list[Exception]) -> None:
    if errors:
        raise ExceptionGroup("some accounts could not be prompted", errors)


def _message(sending: Sending) -> Message:
    return Message(
        payload=sending.payload,
        topic=morning_topic(sending.morning),
        ttl=int(TIME_TO_LIVE.total_seconds()),
    )


def _write_down(s: Session, account_id: str, sending: Sending, now: datetime) -> None:
    """Before anything is sent: what it is about, and to whom."""
    if sending.turns is not None:
        dues = [(turn, due) for turn in sending.turns for due in turn.followups]
        store.begin(
            s,
            Prompt(
                account_id=account_id,
                morning=sending.morning,
                begun_at=sending.begun_at,
                expires_at=sending.expires_at,
                taken=False,
            ),
            [
                PromptFollowup(
                    account_id=account_id,
                    morning=sending.morning,
                    followup_id=due.followup_id,
                    person_id=turn.person_id,
                    due_on=due.due_on.isoformat(),
                    place=place,
                )
                for place, (turn, due) in enumerate(dues)
            ],
        )
    store.set_sending(s, account_id, sending.morning, [row.id for row in sending.to], now)
