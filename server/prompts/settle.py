"""Records the outcome of the mornings that were sent, and when to check their accounts again."""

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from server.backoff import pause
from server.prompts import queue, store
from server.prompts.batch import Ready
from server.prompts.queue import Claim
from server.push.outcome import Outcome, Verdict
from server.push.store import remove_all
from server.telemetry import metrics

#: How long to wait before checking an account whose morning is finished. The check only determines
#: the next morning, so it waits until the load of this one is over.
CALM = timedelta(minutes=10)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """The counts of a pass. `accounts`: how many were prompted on at least one device."""

    accounts: int = 0
    devices: int = 0
    retries: int = 0
    removed: int = 0
    refused: int = 0


@dataclass(slots=True)
class _Settled:
    """What is to be written for some accounts."""

    looks: dict[str, datetime | None] = field(default_factory=dict)
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    gone: list[dict[str, Any]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)


def settle_mornings(
    s: Session,
    claim: Claim,
    mornings: Sequence[Ready],
    now: datetime,
    *,
    is_simulated: bool = False,
) -> Tally:
    """Record the outcome of mornings that were taken under that claim. Those whose lease was lost
    are left to whoever has it. A pass for a simulated instant (`is_simulated`) does not decide when
    to check next; the real clock does."""
    held = queue.still_held(s, claim, [ready.account_id for ready in mornings])
    settled = _Settled()
    for ready in mornings:
        if ready.account_id in held:
            look = _sort_out(settled, ready, now, is_simulated)
            settled.looks[ready.account_id] = queue.NOW if is_simulated else look
    # Subscriptions are locked before the queue, as when somebody subscribes, to avoid a deadlock.
    remove_all(s, [(row["account_id"], row["subscription_id"]) for row in settled.gone])
    store.forget_deliveries(s, settled.gone)
    store.set_outcomes(s, settled.outcomes)
    queue.settle(s, claim, settled.looks)
    return settled.tally


def _sort_out(settled: _Settled, ready: Ready, now: datetime, is_simulated: bool) -> datetime:
    """Evaluate the answers of the push services. Returns when to check the account again."""
    looks = [now + CALM, ready.next_begins_at]
    accepted = 0
    for device, outcome in ready.answers:
        row: dict[str, Any] = {
            "account_id": ready.account_id,
            "morning": ready.morning,
            "subscription_id": device,
        }
        if outcome.verdict is Verdict.GONE:
            settled.gone.append(row)
            settled.tally.removed += 1
            continue
        attempts = ready.attempts[device] + 1
        retry_at = now + pause(attempts, outcome.retry_after, random.random())  # noqa: S311
        state = _state(ready, outcome, retry_at)
        if state in ("sending", "waiting"):
            looks.append(retry_at)
            settled.tally.retries += 1
        accepted += state == "accepted"
        settled.tally.refused += state == "failed"
        if state != "accepted":
            log.warning(
                "push not taken: account=%s morning=%s reason=%s attempts=%d state=%s",
                *(ready.account_id, ready.morning, outcome.reason, attempts, state),
            )
        settled.outcomes.append(row | {"state": state, "attempts": attempts, "retry_at": retry_at})
    if ready.letter_may_follow and ready.attempts and not accepted:
        looks.append(now)  # a letter is sent instead
    settled.tally.devices += accepted
    settled.tally.accounts += accepted > 0
    if accepted and not is_simulated:
        metrics.prompt_dwelt((now - ready.begun_at).total_seconds())
    return min(looks)


def _state(ready: Ready, outcome: Outcome, retry_at: datetime) -> str:
    if outcome.verdict is Verdict.ACCEPTED:
        return "accepted"
    if outcome.verdict is Verdict.RETRY and retry_at < ready.expires_at:
        # A fixed morning stays fixed: an earlier attempt may have arrived.
        return "sending" if outcome.uncertain or ready.followups is None else "waiting"
    return "failed"
