"""The kinds of letters. Each folder that writes letters registers how to compose them, and is told
what became of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from server.mail.message import Content
from server.mail.store import Claimed

Compose = Callable[[Session, Sequence[Claimed], datetime, str], Mapping[str, tuple[str, Content]]]


def _nothing(_s: Session, _about: object, _now: datetime) -> None:
    pass


@dataclass(frozen=True, slots=True)
class LetterKind:
    """`compose` returns (address, content) by letter id, for each of these letters that is still
    useful. It may write to the database. A kind that is not sent by mail has `deliver` instead.
    `sent`, `refused` (by the mail server, permanently) and `expired` (too late, or no longer
    useful) are called in the transaction that removes letters from the queue; `sent` for many at
    once."""

    compose: Compose | None = None
    deliver: Callable[[Claimed], None] | None = None
    sent: Callable[[Session, Sequence[Claimed], datetime], None] = _nothing
    refused: Callable[[Session, Claimed, datetime], None] = _nothing
    expired: Callable[[Session, Claimed, datetime], None] = _nothing


KINDS: dict[str, LetterKind] = {}
