"""A link that lets its reader choose a new password: the newest of an account alone counts."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import account_key
from server.extensions import Base


class RecoveryLink(Base):
    """The row keeps what its token hashes to."""

    __tablename__ = "recovery_links"

    account_id: Mapped[str] = account_key()
    token_hash: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
