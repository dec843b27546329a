"""A push subscription: one row for each browser that may be sent to."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import UuidText, account_key
from server.extensions import Base


class PushSubscription(Base):
    """It is deleted with the session of its phone: a phone that was signed out is not sent to."""

    __tablename__ = "push_subscriptions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["account_id", "session_id"],
            ["sessions.account_id", "sessions.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("account_id", "endpoint_key"),
        Index("ix_push_subscriptions_session", "account_id", "session_id"),
        Index("ix_push_subscriptions_endpoint_key", "endpoint_key"),
    )

    account_id: Mapped[str] = account_key()
    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    #: As the browser gave it, character for character.
    endpoint: Mapped[str] = mapped_column(Text)
    #: SHA-256 of the endpoint, in hex. One endpoint belongs to one account: `put_subscription` sees
    #: to it, since tables that are spread by account can have no key across all of them.
    endpoint_key: Mapped[str] = mapped_column(String(64))
    p256dh: Mapped[str] = mapped_column(String(88))
    auth: Mapped[str] = mapped_column(String(24))
    #: The server's key that it was made with, and that its pushes have to be signed with; null: the
    #: one in use since before keys were rotated.
    public_key: Mapped[str | None] = mapped_column(String(88))
    session_id: Mapped[str] = mapped_column(UuidText)
    created_at: Mapped[datetime]
