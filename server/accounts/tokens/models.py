"""A token. The row stores its hash, never the token itself."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import UuidText, account_key
from server.extensions import Base


class Token(Base):
    """Changes made with a token have its id as their device."""

    __tablename__ = "tokens"
    __table_args__ = (
        UniqueConstraint("account_id", "token_hash"),
        # A token is looked up without an account: the token itself identifies the account.
        Index("ix_tokens_token_hash", "token_hash"),
    )

    account_id: Mapped[str] = account_key()
    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(100))
    scope: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
