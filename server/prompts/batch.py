"""Batches: accounts that were claimed together, and the messages that are ready to be sent to them.

Preparing a batch only reads, and the batch is in memory only: encrypted messages are never written
to a disk, and are dropped as soon as they are sent or out of date.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from sqlalchemy.orm import Session

from server.mail.store import add_letter
from server.prompts import queue, store
from server.prompts.compose import morning_topic
from server.prompts.plan import Sending
from server.prompts.queue import Claim
from server.prompts.schedule import TIME_TO_LIVE
from server.push.outcome import Outcome
from server.push.service import Message, PushService
from server.push.transfer import Prepared

Answer = tuple[str, Outcome]
NOBODYS = Claim("", queue.NOW, ())


@dataclass(slots=True)
class Ready:
    """A morning of one account, encrypted for each of its devices.

    `attempts` has for each device how often it was tried before, `answers` the outcomes so far.
    `followups` are (follow-up, person, due_on) of those in this morning, None if that was fixed
    before. `claim` is the claim of the account.
    """

    account_id: str
    morning: date
    begun_at: datetime
    expires_at: datetime
    next_begins_at: datetime
    attempts: dict[str, int]
    followups: Sequence[tuple[str, str, str]] | None
    messages: list[Prepared] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    claim: Claim = NOBODYS
    #: Until when its letter is useful, if one is sent with it; and whether one may follow.
    letter_until: datetime | None = None
    letter_may_follow: bool = False

    @property
    def is_answered(self) -> bool:
        return len(self.answers) == len(self.attempts)

    def keep_only(self, living: Collection[str]) -> None:
        """Keep only these devices; the others are gone."""
        self.attempts = {device: n for device, n in self.attempts.items() if device in living}
        self.messages = [each for each in self.messages if key_of(each)[1] in living]
        self.answers = [answer for answer in self.answers if answer[0] in living]


@dataclass(slots=True)
class Batch:
    """`ready` is by account."""

    claim: Claim
    ready: dict[str, Ready]


def make_ready(push: PushService, account_id: str, sending: Sending) -> Ready:
    """Encrypt a morning for its devices."""
    about = None
    if sending.turns is not None:
        about = [
            (due.followup_id, turn.person_id, due.due_on.isoformat())
            for turn in sending.turns
            for due in turn.followups
        ]
    ready = Ready(
        account_id=account_id,
        morning=sending.morning,
        begun_at=sending.begun_at,
        expires_at=sending.expires_at,
        next_begins_at=sending.next_begins_at,
        attempts={device.id: sending.attempts.get(device.id, 0) for device in sending.to},
        followups=about,
        letter_until=sending.letter_until,
        letter_may_follow=sending.letter_may_follow,
    )
    message = Message(
        payload=sending.payload,
        topic=morning_topic(sending.morning),
        ttl=int(TIME_TO_LIVE.total_seconds()),
    )
    for device in sending.to:
        try:
            ready.messages.append(push.prepare(device, message, (ready, device.id)))
        except ValueError as error:
            ready.answers.append((device.id, Outcome(None, str(error), forbidden=True)))
    return ready


def take(s: Session, batch: Batch, now: datetime) -> list[Ready]:
    """Returns the messages that are still due, after recording that they are about to be sent. This
    is the last check before sending.

    An account goes back to the queue, to be planned again, if one of the people was answered, if
    prompts were turned off or moved, or if the account or its devices are gone.
    """
    claim, devices = queue.take(s, batch.claim, now)
    taken = [batch.ready[account_id] for account_id in devices]
    for ready in taken:
        ready.claim = claim
        ready.keep_only(devices[ready.account_id])
    taken = [ready for ready in taken if ready.attempts or ready.letter_until]
    _write_down(s, taken, now)
    # A mark that was set meanwhile stays; an account that lost its last device is marked here.
    changed = batch.ready.keys() - {ready.account_id for ready in taken}
    queue.settle(s, claim, dict.fromkeys(changed, queue.NOW))
    return taken


def key_of(message: Prepared) -> tuple[Ready, str]:
    """Returns the morning and the subscription of a message in a batch."""
    return cast(tuple[Ready, str], message.key)


def _write_down(s: Session, taken: Sequence[Ready], now: datetime) -> None:
    """Record what each morning is about and to which devices it goes, before anything is sent."""
    new = [ready for ready in taken if ready.followups is not None]
    store.begin(
        s,
        [
            {
                "account_id": ready.account_id,
                "morning": ready.morning,
                "begun_at": ready.begun_at,
                "expires_at": ready.expires_at,
                "taken": False,
            }
            for ready in new
        ],
        [
            {
                "account_id": ready.account_id,
                "morning": ready.morning,
                "followup_id": followup_id,
                "person_id": person_id,
                "due_on": due_on,
                "place": place,
            }
            for ready in new
            for place, (followup_id, person_id, due_on) in enumerate(ready.followups or ())
        ],
    )
    store.set_sending(
        s,
        [
            {"account_id": ready.account_id, "morning": ready.morning, "subscription_id": device}
            for ready in taken
            for device in (*ready.attempts, *([store.LETTER] if ready.letter_until else []))
        ],
        now,
    )
    for ready in taken:
        if ready.letter_until is not None:
            about = {"morning": ready.morning.isoformat()}
            add_letter(s, ready.account_id, "morning", about, now, not_after=ready.letter_until)
