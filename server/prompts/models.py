"""What is stored so that every morning is prompted once.

A row of `prompt_schedules` is the queue: it says when to check its account. `prompts` has the
mornings that were begun; its rows stay, because they record who was named before.
"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import UuidText, account_key
from server.extensions import Base


class PromptSchedule(Base):
    """`next_at`: when to check the account, null for never. While a worker has it, `claim_token` is
    that worker's, and its lease ends at `lease_until`. `planned_for`: the morning for which it was
    claimed, until that begins."""

    __tablename__ = "prompt_schedules"
    __table_args__ = (Index("ix_prompt_schedules_next_at", "next_at"),)

    account_id: Mapped[str] = account_key()
    next_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    claim_token: Mapped[str | None] = mapped_column(UuidText)
    planned_for: Mapped[datetime | None]


class Prompt(Base):
    """A morning that was begun. `taken`: a device has it, so it counts and is never begun again. It
    is not sent after `expires_at`."""

    __tablename__ = "prompts"

    account_id: Mapped[str] = account_key()
    morning: Mapped[date] = mapped_column(Date, primary_key=True)
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    taken: Mapped[bool]


class PromptFollowup(Base):
    """A follow-up in a morning, with its `due_on` at that time; `place` is its position."""

    __tablename__ = "prompt_followups"
    __table_args__ = (
        ForeignKeyConstraint(
            ["account_id", "morning"],
            ["prompts.account_id", "prompts.morning"],
            ondelete="CASCADE",
        ),
        Index("ix_prompt_followups_followup", "account_id", "followup_id"),
    )

    account_id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    morning: Mapped[date] = mapped_column(Date, primary_key=True)
    followup_id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    person_id: Mapped[str] = mapped_column(UuidText)
    due_on: Mapped[str] = mapped_column(String(10))
    place: Mapped[int]


class PromptDelivery(Base):
    """A morning and one device to which it is sent.

    `state`: `sending` (handed to the push service, or about to be: it may have arrived), `waiting`
    (certainly not accepted, to be tried again at `retry_at`), `accepted`, `failed`.
    """

    __tablename__ = "prompt_deliveries"
    __table_args__ = (
        ForeignKeyConstraint(
            ["account_id", "morning"],
            ["prompts.account_id", "prompts.morning"],
            ondelete="CASCADE",
        ),
    )

    account_id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    morning: Mapped[date] = mapped_column(Date, primary_key=True)
    subscription_id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    retry_at: Mapped[datetime]

    @property
    def is_unsettled(self) -> bool:
        return self.state in ("sending", "waiting")


class PastFace(Base):
    """Somebody who came back as a face from the past, and on which morning last."""

    __tablename__ = "past_faces"

    account_id: Mapped[str] = account_key()
    person_id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    came_on: Mapped[date] = mapped_column(Date)
