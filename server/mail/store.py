"""The SQL of letters: the row is the queue, as it is for the prompts."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy.orm import Session as Transaction

from server.mail.models import Letter

Kind = Literal["recovery", "sign_in", "sign_in_push", "morning"]

#: For how long a letter is tried, by its kind.
USEFUL: dict[Kind, timedelta] = {
    "recovery": timedelta(minutes=30),
    "sign_in": timedelta(hours=24),
    "sign_in_push": timedelta(minutes=5),
    "morning": timedelta(hours=3),
}


def add_letter(
    s: Transaction,
    account_id: str,
    kind: Kind,
    about: dict[str, Any],
    now: datetime,
    *,
    not_after: datetime | None = None,
) -> None:
    """A letter that is to go out at once."""
    s.add(
        Letter(
            account_id=account_id,
            id=str(uuid.uuid4()),
            kind=kind,
            about=about,
            next_at=now,
            not_after=not_after or now + USEFUL[kind],
            attempts=0,
        )
    )
    s.flush()
