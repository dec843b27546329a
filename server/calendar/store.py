"""The SQL of the calendar. Each query takes the account first."""

from collections.abc import Iterator

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from server.accounts.models import Account
from server.calendar.entries import Row
from server.records.models import Record
from server.sync.models import ServerEpoch, SyncHead


def state_of(s: Session, account_id: str) -> str:
    """Returns a text that differs whenever the calendar may have changed, for its ETag."""
    rev = s.scalar(select(SyncHead.rev).where(SyncHead.account_id == account_id))
    epoch = s.scalar(select(ServerEpoch.epoch))
    return f"{epoch}.{rev or 0}.{language_of(s, account_id)}"


def language_of(s: Session, account_id: str) -> str | None:
    """Returns the language of an account, or None where there is no such account."""
    return s.scalar(select(Account.language).where(Account.id == account_id))


def rows_of(s: Session, account_id: str) -> Iterator[Row]:
    """The events and people of an account, and its open follow-ups."""
    wanted = select(Record.id, Record.kind, Record.fields, Record.changed_at).where(
        Record.account_id == account_id,
        Record.rev > 0,
        Record.deleted_at.is_(None),
        or_(
            Record.kind.in_(("event", "person")),
            and_(Record.kind == "followup", Record.due_on.is_not(None)),
        ),
    )
    return (Row(*row) for row in s.execute(wanted))
