"""A recovery code that has not been used yet."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import account_key
from server.extensions import Base


class RecoveryCode(Base):
    """The row stores a hash of the code."""

    __tablename__ = "recovery_codes"

    account_id: Mapped[str] = account_key()
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
