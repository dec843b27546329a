"""A recovery code that was not used yet."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import UuidText
from server.extensions import Base


class RecoveryCode(Base):
    """The row keeps what the code hashes to."""

    __tablename__ = "recovery_codes"

    account_id: Mapped[str] = mapped_column(
        UuidText, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
