"""The SQL of letters: the row is the queue, as for the prompts."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session as Transaction

from server.for_account import add_for_account
from server.mail.models import Letter
from server.worker_ticks import last_tick

Kind = Literal["recovery", "sign_in", "sign_in_push", "morning"]

#: How long a letter is tried, by its kind; a morning has its own end.
USEFUL: dict[Kind, timedelta] = {
    "recovery": timedelta(minutes=30),
    "sign_in": timedelta(hours=24),
    "sign_in_push": timedelta(minutes=5),
    "morning": timedelta(hours=3),
}
#: Longer than a letter can take, including those that are sent before it.
LEASE = timedelta(minutes=5)
#: In place of a claim, by workers of releases before 0.10: the letter is being handed over.
HANDED_BEFORE = "ffffffff-ffff-4fff-bfff-ffffffffffff"

#: A problem of the mail server counts as over if it did not occur again for this long.
MAIL_PROBLEM_LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that this worker has claimed."""

    account_id: str
    id: str
    kind: Kind
    about: dict[str, Any]
    not_after: datetime
    attempts: int
    token: str


@dataclass(frozen=True, slots=True)
class Queue:
    """How many letters wait, and since when the oldest has been due."""

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
    """Add a letter that is due at once; does nothing if the account does not exist."""
    letter = {
        Letter.id: str(uuid.uuid4()),
        Letter.kind: kind,
        Letter.about: about,
        Letter.next_at: now,
        Letter.not_after: not_after or now + USEFUL[kind],
        Letter.attempts: 0,
    }
    add_for_account(s, Letter, account_id, letter)


def handed(token: str) -> str:
    """Returns what stands in place of a claim while its worker hands the letter over: should nobody
    come back to say what became of it, it counts as sent. It differs from claim to claim: a worker
    that comes late must not take another's letter in hand for its own, and send it once more."""
    return f"{token[:14]}f{token[15:]}"  # a UUID with a version that does not exist


def _is_handed(token: str | None) -> bool:
    return token is not None and token in (handed(token), HANDED_BEFORE)


def is_any_due(s: Transaction, now: datetime) -> bool:
    """Returns whether a claim would find something; it does not block writers."""
    due = select(Letter.id).where(Letter.next_at <= now).order_by(Letter.next_at).limit(1)
    return s.scalar(due) is not None


def claim(s: Transaction, now: datetime, most: int) -> list[Claimed]:
    """Claim letters that are due, those that have waited longest first. A letter that a worker was
    sending when it died counts as sent."""
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
        was_handed = _is_handed(row.claim_token)
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
    """Record that they may arrive from now on. Returns the ids of those that this worker may send;
    others are gone, or claimed by another worker."""
    ours: set[str] = set()
    for token, claimed in _by_token(letters).items():
        ours |= _change(s, claimed, claim_token=handed(token), next_at=now + LEASE)
    return ours


def put_back(s: Transaction, letter: Claimed, next_at: datetime) -> None:
    """The letter was certainly not sent: try again at that instant."""
    _change(s, [letter], claim_token=None, next_at=next_at, attempts=letter.attempts + 1)


def remove(s: Transaction, letters: Sequence[Claimed]) -> set[str]:
    """Delete letters that are finished. Returns the ids of those that existed and were still this
    worker's."""
    gone: set[str] = set()
    for which in _ours(letters):
        gone.update(s.scalars(delete(Letter).where(*which).returning(Letter.id)))
    return gone


def queue(s: Transaction, now: datetime) -> Queue:
    """Returns what waits; it reads one index only."""
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
    """Returns the account's waiting letters. For tests and operators."""
    return s.scalars(select(Letter.id).where(Letter.account_id == account_id)).all()


def _change(s: Transaction, letters: Sequence[Claimed], **values: Any) -> set[str]:
    changed: set[str] = set()
    for which in _ours(letters):
        change = update(Letter).where(*which).values(**values).returning(Letter.id)
        changed.update(s.scalars(change, execution_options={"synchronize_session": False}))
    return changed


def _ours(letters: Sequence[Claimed]) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Selects which of these rows are still claimed by this worker, by the claim's token, of which
    there is mostly one. The ids alone would be enough to name them, but every key begins with the
    account."""
    for token, claimed in _by_token(letters).items():
        yield (
            Letter.account_id.in_([each.account_id for each in claimed]),
            Letter.id.in_([each.id for each in claimed]),
            Letter.claim_token.in_((token, handed(token))),
        )


def _by_token(letters: Sequence[Claimed]) -> dict[str, list[Claimed]]:
    tokens: dict[str, list[Claimed]] = defaultdict(list)
    for letter in letters:
        tokens[letter.token].append(letter)
    return tokens


def is_mail_server_down(s: Transaction, now: datetime) -> bool:
    """Returns whether the mail server failed at the last attempt."""
    failed, works = last_tick(s, "mail_failed"), last_tick(s, "mail_works")
    is_latest = failed is not None and (works is None or works < failed)
    return is_latest and failed is not None and now - failed < MAIL_PROBLEM_LASTS
