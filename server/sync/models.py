"""What sync stores about an account, its devices, and the server itself."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import UuidText, account_key
from server.extensions import Base


class SyncHead(Base):
    """The account's revision. The transaction that holds the lock on this row is the only writer of
    the account.

    Revisions are assigned under that lock and committed in order, so that a reader of one of them
    sees all before it: a cursor skips nothing.
    """

    __tablename__ = "sync_heads"

    account_id: Mapped[str] = account_key()
    #: How many records are there, and about how many bytes all takes; null: not counted yet.
    records: Mapped[int | None] = mapped_column(BigInteger)
    bytes: Mapped[int | None] = mapped_column(BigInteger)
    rev: Mapped[int] = mapped_column(BigInteger)
    #: The highest revision of a deleted record that has been forgotten.
    forgotten_rev: Mapped[int] = mapped_column(BigInteger)
    #: The revision of the oldest backup that was ever restored; null: none was. Revisions up to
    #: this one mean the same in all epochs.
    restored_rev: Mapped[int | None] = mapped_column(BigInteger)


class Device(Base):
    """One installation of the app. It outlives its session, since people sign in again."""

    __tablename__ = "devices"
    __table_args__ = (Index("ix_devices_account_id_last_sync_at", "account_id", "last_sync_at"),)

    account_id: Mapped[str] = account_key()
    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    #: The session it last synced with.
    session_id: Mapped[str] = mapped_column(UuidText)
    #: The last time zone of it that is one; null: it never named one.
    timezone: Mapped[str | None] = mapped_column(String(64))
    last_sync_at: Mapped[datetime]
    #: Its latest edit: what its clock said, and the instant that was taken for; milliseconds.
    last_edit_at: Mapped[int | None] = mapped_column(BigInteger)
    last_edit_corrected: Mapped[int | None] = mapped_column(BigInteger)


class ServerEpoch(Base):
    """One row. It changes when a backup is restored, so that older cursors are not trusted."""

    __tablename__ = "server_epoch"

    epoch: Mapped[str] = mapped_column(String(32), primary_key=True)
