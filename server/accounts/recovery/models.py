"""A link that lets its reader choose a new password: the newest of an account alone counts."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import UuidText
from server.extensions import Base


class RecoveryLink(Base):
    """The row keeps what its token hashes to."""

    __tablename__ = "recovery_links"

    account_id: Mapped[str] = mapped_column(
        UuidText, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    token_hash: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
