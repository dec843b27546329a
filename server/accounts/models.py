"""An account, and its sessions: one row a phone or browser that is signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import UuidText
from server.extensions import Base


class Account(Base):
    """Whatever belongs to an account refers to this row with ON DELETE CASCADE."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    #: The address as it is compared: without case.
    email_key: Mapped[str] = mapped_column(String(1000), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(64))
    #: Local time of the morning prompt, `HH:MM`.
    prompt_at: Mapped[str] = mapped_column(String(5))
    language: Mapped[str] = mapped_column(String(35))
    #: Whether a face from the past may come once a week.
    past_faces: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime]


class Session(Base):
    """The cookie holds the account's id and a token, the row only what the token hashes to."""

    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("account_id", "token_hash"),)

    account_id: Mapped[str] = mapped_column(
        UuidText, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    user_agent: Mapped[str] = mapped_column(String(300))
