"""A link to choose a new password. Only the newest link of an account is valid."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import account_key
from server.extensions import Base


class RecoveryLink(Base):
    """The row stores a hash of the token."""

    __tablename__ = "recovery_links"

    account_id: Mapped[str] = account_key()
    token_hash: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
