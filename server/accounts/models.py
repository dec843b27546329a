"""Accounts and their sessions: one session row for each phone or browser that is signed in."""

from datetime import datetime
from typing import Literal

from sqlalchemy import (
    BigInteger,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import UuidText, account_key
from server.extensions import Base

#: Whether the morning is sent by mail: only if no phone accepts pushes, or in any case.
PromptByMail = Literal["never", "without_push", "always"]


class Account(Base):
    """All rows of an account refer to this one with ON DELETE CASCADE."""

    __tablename__ = "accounts"
    # Somebody who signs in with a passkey does not enter an address.
    __table_args__ = (Index("ix_accounts_user_handle", "user_handle"),)

    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    #: The address in the form in which addresses are compared: without case.
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
    #: `never`, `without_push` or `always`.
    prompt_by_mail: Mapped[PromptByMail] = mapped_column(
        String(12), default="never", server_default="never"
    )
    #: How many mornings in a row the mail server of the address has refused for good.
    letters_refused: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    #: The owner's own card, as the app keeps it.
    card: Mapped[str | None] = mapped_column(Text)
    #: The id of the account in its passkeys: 32 random bytes in base64url; null: none was made yet.
    user_handle: Mapped[str | None] = mapped_column(String(43))
    #: The secret of one-time codes; null: they are off. A pending one counts after its first code.
    totp_secret: Mapped[str | None] = mapped_column(String(32))
    totp_pending: Mapped[str | None] = mapped_column(String(32))
    #: The last time step of which a code was used.
    totp_step: Mapped[int | None] = mapped_column(BigInteger)


class Session(Base):
    """The cookie holds the account's id and a token; the row stores only a hash of the token."""

    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("account_id", "token_hash"),)

    account_id: Mapped[str] = account_key()
    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    user_agent: Mapped[str] = mapped_column(String(300))
    #: Since when its phone must wipe itself, after sending its outbox; null: it need not.
    wiping_since: Mapped[datetime | None]
