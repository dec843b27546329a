"""Which bytes an account has, and which are being uploaded."""

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import account_key
from server.extensions import Base


class Blob(Base):
    """Bytes that have arrived completely. Times that are numbers are milliseconds since 1970."""

    __tablename__ = "blobs"

    account_id: Mapped[str] = account_key()
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: The name of their object in the store. Names are never used again, so that a late deletion
    #: cannot hit another object.
    name: Mapped[str] = mapped_column(String(43))
    bytes: Mapped[int] = mapped_column(BigInteger)
    arrived_at: Mapped[int] = mapped_column(BigInteger)


class Upload(Base):
    """Bytes that are being uploaded; the store knows how many have arrived."""

    __tablename__ = "uploads"

    account_id: Mapped[str] = account_key()
    id: Mapped[str] = mapped_column(String(43), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    #: The announced length.
    bytes: Mapped[int] = mapped_column(BigInteger)
    #: When it was created, or a byte last arrived.
    touched_at: Mapped[int] = mapped_column(BigInteger)
    #: Until then only the holder of `lease` may write to it.
    leased_until: Mapped[int] = mapped_column(BigInteger)
    lease: Mapped[str | None] = mapped_column(String(43))
