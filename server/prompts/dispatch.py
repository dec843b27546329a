"""Sends what is due: claim, plan, encrypt, take, send, settle.

1. Claim a batch of accounts with one lease and one token.
2. Plan all of them; this only reads. If a face from the past is due, open its follow-up first.
   Accounts with nothing to send go back to the queue until their next check.
3. Encrypt the messages. For a morning that has not begun, steps 1 to 3 are done ahead, and the
   batch is kept in memory until it begins.
4. Take: check once more that each is due, and record which mornings are sent to which devices.
5. Send, outside any transaction. The next batch does not wait for the slowest answer of this one.
6. Settle, with the token: what was accepted counts, what is finished is removed, the rest is tried
   again.
7. A row that raised is postponed by an hour, so that it does not hold up others. Its error is
   raised again when all others are done.

If the worker is killed between 5 and 6, the row is claimed again when its lease is over, and the
same morning is sent again. Its topic at the push service and its tag on the phone are the same, so
it is shown once.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime

from server import database
from server.heartbeat import beat
from server.prompts import queue
from server.prompts.batch import Batch, Ready, key_of, take
from server.prompts.prefetch import Prefetch, mornings_ahead
from server.prompts.prepare import PUSHED_AHEAD, Preparer
from server.prompts.queue import AHEAD, CHUNK
from server.prompts.settle import Tally, settle_mornings
from server.push.sender import Sender
from server.push.service import PushService
from server.push.transfer import Prepared

#: Answers are recorded when there are so many, or the first has waited for so long.
SETTLE_AFTER_SECONDS = 2.0
#: How long one pass lasts before the worker reports that it is alive.
MOST_SECONDS = 30.0
SOME_FAILED = "some accounts could not be prompted"


def _never() -> bool:
    return False


class Dispatcher:
    """Sends for one thread. `now` returns the instant that schedule, leases and back-off use; if it
    `is_simulated`, it is not the real one. Once it `is_told_to_stop`, it finishes what it has
    claimed and claims nothing more."""

    def __init__(
        self,
        push: PushService,
        sender: Sender,
        public_url: str,
        now: Callable[[], datetime],
        *,
        is_simulated: bool = False,
        is_told_to_stop: Callable[[], bool] = _never,
    ) -> None:
        self.now = now
        self.tally = Tally()
        self.prefetch = Prefetch()
        self._sender = sender
        self._is_moved = is_simulated
        self._is_told_to_stop = is_told_to_stop
        self._preparer = Preparer(push, public_url, is_simulated)
        self._answered: list[Ready] = []
        self._settle_at = 0.0

    def send_due(self) -> bool:
        """Send what is due, for about MOST_SECONDS at a time. Returns whether there was anything.
        An account that fails does not hold up others. Raises ExceptionGroup."""
        return self._send(self._due())

    def send_all(self) -> None:
        """Send all that is due. Raises ExceptionGroup."""
        errors: list[Exception] = []
        more = True
        while more:
            try:
                more = self.send_due()
            except ExceptionGroup as group:
                errors += group.exceptions
        if errors:
            raise ExceptionGroup(SOME_FAILED, errors)

    def send_to_everybody(self) -> None:
        """Make one pass over all accounts, whether they are due or not. Raises ExceptionGroup."""
        self._send(self._everybody())

    def plan_prefetch(self) -> bool:
        """Prepare one batch of what is due within the next minutes. Returns whether there was any.
        Raises ExceptionGroup."""
        if not self.prefetch.has_room:
            return False
        now = self.now()
        with database.read() as s:
            beginning = (
                each
                for each in mornings_ahead(now, AHEAD)
                if queue.is_anything_to_plan(s, each, now)
            )
            morning = next(beginning, None)
        if morning is None:
            return False
        with database.write() as s:
            claim = queue.claim_ahead(s, morning, now)
        batch = self._preparer.make_batch(claim, morning, is_prefetch=True)
        if batch.ready:
            self.prefetch.add(morning, batch)
        self._raise()
        return True

    def give_back(self) -> None:
        """Return what was prepared here to the queue, because this worker ends."""
        for morning, batch in self.prefetch.pop_all():
            with database.write() as s:
                queue.settle(s, batch.claim, dict.fromkeys(batch.ready, morning))

    def _due(self) -> Iterator[Batch]:
        enough_at = time.monotonic() + MOST_SECONDS
        while not self._is_told_to_stop() and time.monotonic() < enough_at:
            beat()
            now = self.now()
            batch = self.prefetch.pop(now)
            if batch is None:
                with database.read() as s:
                    if not queue.is_anything_due(s, now):
                        return
                with database.write() as s:
                    claim = queue.claim_due(s, now)
                batch = self._preparer.make_batch(claim, now)
            yield batch

    def _everybody(self) -> Iterator[Batch]:
        account_id: str | None = None
        while True:
            now = self.now()
            with database.write() as s:
                claim = queue.claim_after(s, now, account_id)
            if not claim.account_ids:
                return
            account_id = claim.account_ids[-1]
            yield self._preparer.make_batch(claim, now)

    def _send(self, batches: Iterator[Batch]) -> bool:
        was_any = False

        def messages() -> Iterator[Prepared]:
            nonlocal was_any
            for batch in batches:
                was_any = True
                yield from self._take(batch)

        try:
            for message, outcome in self._sender.send(messages()):
                beat()
                ready, device = key_of(message)
                ready.answers.append((device, outcome))
                self._settle_if_enough(ready)
        finally:
            # Also if the next claim raised an error: what was sent must be recorded.
            self._settle_answered()
        self._raise()
        return was_any

    def _take(self, batch: Batch) -> Iterator[Prepared]:
        """Returns the messages of a batch that are still due."""
        if not batch.ready:
            return
        with database.write() as s:
            mornings = take(s, batch, self.now())
        for ready in mornings:
            self._settle_if_enough(ready)  # maybe nothing could be sent
            # From here on nobody but the sender holds the encrypted bytes.
            while ready.messages:
                yield ready.messages.pop()

    def _settle_if_enough(self, ready: Ready) -> None:
        if not ready.is_answered:
            return
        if not self._answered:
            self._settle_at = time.monotonic() + SETTLE_AFTER_SECONDS
        self._answered.append(ready)
        if len(self._answered) >= CHUNK or time.monotonic() >= self._settle_at:
            self._settle_answered()

    def _settle_answered(self) -> None:
        by_claim: dict[str, list[Ready]] = defaultdict(list)
        for ready in self._answered:
            by_claim[ready.claim.token].append(ready)
        self._answered = []
        for mornings in by_claim.values():
            try:
                self._settle(mornings)
            except Exception:
                for ready in mornings:
                    self._settle_alone(ready)

    def _settle_alone(self, ready: Ready) -> None:
        """Settle one account that may have made the whole batch fail, or postpone it."""
        try:
            self._settle([ready])
        except Exception as error:
            self._preparer.note(error, ready.account_id)
            with database.write() as s:
                queue.settle(s, ready.claim, {ready.account_id: self.now() + PUSHED_AHEAD})

    def _settle(self, mornings: list[Ready]) -> None:
        claim, now = mornings[0].claim, self.now()
        with database.write() as s:
            done = settle_mornings(s, claim, mornings, now, is_simulated=self._is_moved)
        for each in fields(Tally):
            total = getattr(self.tally, each.name) + getattr(done, each.name)
            setattr(self.tally, each.name, total)

    def _raise(self) -> None:
        errors, self._preparer.errors = self._preparer.errors, []
        if errors:
            raise ExceptionGroup(SOME_FAILED, errors)
