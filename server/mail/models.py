"""A letter that is to be sent: the row is the queue."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import JsonText, UuidText, account_key
from server.extensions import Base


class Letter(Base):
    """The row is deleted when the letter was sent, was refused permanently, or is no longer useful.
    While a worker has it, `claim_token` is that worker's, and at `next_at` its lease ends. The
    content is composed when the letter is sent; `about` is what that needs, and never a token."""

    __tablename__ = "letters"
    __table_args__ = (Index("ix_letters_next_at", "next_at"),)

    account_id: Mapped[str] = account_key()
    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[dict[str, Any]] = mapped_column(JsonText)
    next_at: Mapped[datetime]
    #: After this the letter is no longer useful.
    not_after: Mapped[datetime]
    attempts: Mapped[int]
    claim_token: Mapped[str | None] = mapped_column(UuidText)
