"""The tables of all records, and of every change that was ever made to one."""

from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import JsonText, UuidText, account_key, partial_index
from server.extensions import Base

#: SQL: it is deleted and has values that can be purged: not a stone (`server.sync.merge`), and not
#: only an id.
IS_TO_BE_PURGED = "deleted_at <> 0 AND rev > 0"


class Record(Base):
    """A record of any kind, in its current state. Times that are numbers are milliseconds since
    1970.

    There is one table for all kinds, so that a pull reads one range of one index, and the merge
    only deals with fields.
    """

    __tablename__ = "records"
    __table_args__ = (
        Index("ix_records_account_id_rev", "account_id", "rev"),
        partial_index(
            "ix_records_account_id_due_on", "account_id", "due_on", where="due_on IS NOT NULL"
        ),
        partial_index(
            "ix_records_account_id_merged_into",
            "account_id",
            "merged_into",
            where="merged_into IS NOT NULL",
        ),
        partial_index(
            "ix_records_account_id_attachments", "account_id", where="kind = 'attachment'"
        ),
        partial_index("ix_records_purge_changed_at", "changed_at", where=IS_TO_BE_PURGED),
    )

    account_id: Mapped[str] = account_key()
    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    #: The account's revision at which it last changed; 0: only its deletion has arrived, or is
    #: left.
    rev: Mapped[int] = mapped_column(BigInteger)
    #: Every field of the kind, in the order of the register.
    fields: Mapped[dict[str, Any]] = mapped_column(JsonText)
    #: Which change set which fields: [[…stamp, [field, …]], …]; see `server.sync.merge`.
    winners: Mapped[list[Any]] = mapped_column(JsonText)
    #: Other versions of a text that two devices changed without seeing each other; null: none.
    conflicts: Mapped[list[dict[str, Any]] | None] = mapped_column(JsonText)
    #: When it was deleted, by the corrected clock of the device; null: it is there.
    deleted_at: Mapped[int | None] = mapped_column(BigInteger)
    #: The date on which an open follow-up is due; null for everything else.
    due_on: Mapped[str | None] = mapped_column(String(10))
    #: When the server received its first and its last change.
    arrived_at: Mapped[int] = mapped_column(BigInteger)
    changed_at: Mapped[int] = mapped_column(BigInteger)
    #: The record into which a person was merged, even if deleted since; null for everything else.
    merged_into: Mapped[str | None] = mapped_column(String(36))


class Change(Base):
    """A change that was applied. Its id shows whether it is sent again; its texts are the history.

    The history exists as long as its record: nothing that was typed is lost before.
    """

    __tablename__ = "changes"
    __table_args__ = (Index("ix_changes_account_id_record_id", "account_id", "record_id"),)

    account_id: Mapped[str] = account_key()
    id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    record_id: Mapped[str] = mapped_column(UuidText)
    device_id: Mapped[str] = mapped_column(UuidText)
    #: The corrected instant of the edit, in milliseconds, and its position in the batch.
    at: Mapped[int] = mapped_column(BigInteger)
    position: Mapped[int] = mapped_column(Integer)
    #: The text fields that it set; null: none.
    texts: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
