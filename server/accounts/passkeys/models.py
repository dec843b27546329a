"""The public half of a passkey."""

from datetime import datetime

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import UuidText, account_key
from server.extensions import Base


class Passkey(Base):
    """`credential_id` and `public_key` (COSE) in base64url."""

    __tablename__ = "passkeys"

    account_id: Mapped[str] = account_key()
    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    credential_id: Mapped[str] = mapped_column(String(1400))
    public_key: Mapped[str] = mapped_column(Text)
    #: The signature counter of the key; 0 for the many keys that do not count.
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
