"""Which letters there are. Each room that writes some says how, and hears what became of them."""

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
    """`compose` gives (address, content) of each of these letters that is still of use, by its id.
    It may write. What goes another way than by mail has `deliver` instead. `sent`, `refused` (by
    the mail server, for good) and `expired` (too late, or of no use to anybody) are told inside of
    the transaction that takes the letter out of the queue; of what was sent, of many at once."""

    compose: Compose | None = None
    deliver: Callable[[Claimed], None] | None = None
    sent: Callable[[Session, Sequence[Claimed], datetime], None] = _nothing
    refused: Callable[[Session, Claimed, datetime], None] = _nothing
    expired: Callable[[Session, Claimed, datetime], None] = _nothing


KINDS: dict[str, LetterKind] = {}
