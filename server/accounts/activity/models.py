"""One thing that happened to an account."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import UuidText, account_key
from server.extensions import Base


class AccountActivity(Base):
    """`detail` is the browser that signed in, or the name of a key; never a text about people."""

    __tablename__ = "account_activity"
    __table_args__ = (
        Index("ix_account_activity_account_id_at", "account_id", "at"),
        # For the daily deletion of old entries.
        Index("ix_account_activity_at", "at"),
    )

    account_id: Mapped[str] = account_key()
    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    what: Mapped[str] = mapped_column(String(30))
    detail: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]
