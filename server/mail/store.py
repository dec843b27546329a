"""The SQL of letters: the row is the queue, as it is for the prompts."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session as Transaction

from server.for_account import add_for_account
from server.mail.models import Letter
from server.ticks import last_tick

Kind = Literal["recovery", "sign_in", "sign_in_push", "morning"]

#: For how long a letter is tried, by its kind; a morning says so itself.
USEFUL: dict[Kind, timedelta] = {
    "recovery": timedelta(minutes=30),
    "sign_in": timedelta(hours=24),
    "sign_in_push": timedelta(minutes=5),
    "morning": timedelta(hours=3),
}
#: Longer than a letter can take, with those that are in hand before it.
LEASE = timedelta(minutes=5)
#: In place of a claim: the letter is being handed over. Should nobody come back to say what became
#: of it, it counts as sent.
HANDED = "ffffffff-ffff-4fff-bfff-ffffffffffff"

#: A problem of the mail server that nobody met again for so long is over, for all we know.
MAIL_PROBLEM_LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that this worker has in hand."""

    account_id: str
    id: str
    kind: Kind
    about: dict[str, Any]
    not_after: datetime
    attempts: int
    token: str


@dataclass(frozen=True, slots=True)
class Queue:
    """The letters that wait, and for how long the oldest has been due."""

    due: int
    oldest_due_seconds: float
    tried: int


def add_letter(
    s: Transaction,
    account_id: str,
    kind: Kind,
    about: dict[str, Any],
    now: datetime,
    *,
    not_after: datetime | None = None,
) -> None:
    """A letter that is to go out at once; to nobody, if there is no such account."""
    letter = {
        Letter.id: str(uuid.uuid4()),
        Letter.kind: kind,
        Letter.about: about,
        Letter.next_at: now,
        Letter.not_after: not_after or now + USEFUL[kind],
        Letter.attempts: 0,
    }
    add_for_account(s, Letter, account_id, letter)


def is_any_due(s: Transaction, now: datetime) -> bool:
    """Whether a claim would find something: a look that keeps no writer waiting."""
    due = select(Letter.id).where(Letter.next_at <= now).order_by(Letter.next_at).limit(1)
    return s.scalar(due) is not None


def claim(s: Transaction, now: datetime, most: int) -> list[Claimed]:
    """Take letters that are due, those that have waited longest first. One that was being handed
    over by a worker that died has been sent, as far as anybody knows."""
    token = str(uuid.uuid4())
    rows = s.scalars(
        select(Letter)
        .where(Letter.next_at <= now)
        .order_by(Letter.next_at, Letter.account_id, Letter.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    claimed = []
    for row in rows:
        was_handed = row.claim_token == HANDED
        row.next_at, row.claim_token = now + LEASE, token
        claimed.append(
            Claimed(
                account_id=row.account_id,
                id=row.id,
                kind=row.kind,  # type: ignore[arg-type]
                about=row.about | ({"handed": True} if was_handed else {}),
                not_after=row.not_after,
                attempts=row.attempts,
                token=token,
            )
        )
    s.flush()
    return claimed


def hand_over(s: Transaction, letters: Sequence[Claimed], now: datetime) -> set[str]:
    """From now on they may have arrived. Returns the ids of those that are ours to send: others are
    gone, or somebody else has them in hand."""
    return _change(s, letters, claim_token=HANDED, next_at=now + LEASE)


def put_back(s: Transaction, letter: Claimed, next_at: datetime) -> None:
    """It was certainly not taken: again at that instant."""
    _change(s, [letter], claim_token=None, next_at=next_at, attempts=letter.attempts + 1)


def remove(s: Transaction, letters: Sequence[Claimed]) -> set[str]:
    """They are done with. Returns the ids of those that were there, and not somebody else's."""
    gone: set[str] = set()
    for which in _ours(letters):
        gone.update(s.scalars(delete(Letter).where(*which).returning(Letter.id)))
    return gone


def queue(s: Transaction, now: datetime) -> Queue:
    """What waits, by the index on the next look alone."""
    due, oldest, tried = s.execute(
        select(
            func.count(),
            func.min(Letter.next_at),
            func.count().filter(Letter.attempts > 0),
        ).where(Letter.next_at <= now + LEASE)
    ).one()
    waited = 0.0 if oldest is None else max(0.0, (now - oldest).total_seconds())
    return Queue(due, waited, tried)


def ids_of(s: Transaction, account_id: str) -> Sequence[str]:
    """The account's letters that wait. For tests and for whoever looks."""
    return s.scalars(select(Letter.id).where(Letter.account_id == account_id)).all()


def _change(s: Transaction, letters: Sequence[Claimed], **values: Any) -> set[str]:
    changed: set[str] = set()
    for which in _ours(letters):
        change = update(Letter).where(*which).values(**values).returning(Letter.id)
        changed.update(s.scalars(change, execution_options={"synchronize_session": False}))
    return changed


def _ours(letters: Sequence[Claimed]) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Which of these rows are still in our hand: by the token of a claim, of which there is mostly
    one. The ids alone would name them, and the accounts lead the key."""
    tokens: dict[str, list[Claimed]] = defaultdict(list)
    for letter in letters:
        tokens[letter.token].append(letter)
    for token, claimed in tokens.items():
        yield (
            Letter.account_id.in_([each.account_id for each in claimed]),
            Letter.id.in_([each.id for each in claimed]),
            or_(Letter.claim_token == token, Letter.claim_token == HANDED),
        )


def is_mail_server_down(s: Transaction, now: datetime) -> bool:
    """Whether the last that the postman heard of the mail server was a problem of the server's."""
    failed, works = last_tick(s, "mail_failed"), last_tick(s, "mail_works")
    is_latest = failed is not None and (works is None or works < failed)
    return is_latest and failed is not None and now - failed < MAIL_PROBLEM_LASTS
