"""The buckets that are not full."""

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.extensions import Base


class RateBucket(Base):
    """A bucket that is not full; a full one has no row. It belongs to no account, because somebody
    who tries to sign in has none yet. The key does not reveal whom it is about: see
    `server.rate_limits.attempts`."""

    __tablename__ = "rate_buckets"
    __table_args__ = (Index("ix_rate_buckets_full_at", "full_at"),)

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    #: When it is full again, in milliseconds since 1970.
    full_at: Mapped[int] = mapped_column(BigInteger)
