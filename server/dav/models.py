"""What the address book shows and has shown: derived from the records, and stored beside them."""

from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.columns import JsonText, UuidText, account_key, partial_index
from server.extensions import Base


class DavBook(Base):
    """The revision up to which the book is up to date with the account's records."""

    __tablename__ = "dav_books"

    account_id: Mapped[str] = account_key()
    #: The account's revision up to which records were processed.
    rev: Mapped[int] = mapped_column(BigInteger)
    #: The last revision at which something that is shown changed.
    changed_rev: Mapped[int] = mapped_column(BigInteger)
    #: The `shown.WRITER` with which they were processed.
    writer: Mapped[int] = mapped_column(Integer)


class DavCard(Base):
    """A person's entry in the book."""

    __tablename__ = "dav_cards"
    __table_args__ = (
        UniqueConstraint("account_id", "name"),
        Index("ix_dav_cards_account_id_rev", "account_id", "rev"),
        partial_index(
            "ix_dav_cards_account_id_photo_id",
            "account_id",
            "photo_id",
            where="photo_id IS NOT NULL",
        ),
        partial_index(
            "ix_dav_cards_account_id_original_id",
            "account_id",
            "original_id",
            where="original_id IS NOT NULL",
        ),
    )

    account_id: Mapped[str] = account_key()
    person_id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    #: The last part of its address, without `.vcf`: the person's id, or what a client chose.
    name: Mapped[str] = mapped_column(String(255))
    #: Null: it is not shown.
    etag: Mapped[str | None] = mapped_column(String(32))
    #: The account's revision at which what is shown last changed.
    rev: Mapped[int] = mapped_column(BigInteger)
    #: The record with the lines that came with this person, and their picture.
    original_id: Mapped[str | None] = mapped_column(UuidText)
    photo_id: Mapped[str | None] = mapped_column(UuidText)


class DavVersion(Base):
    """What the card with a given ETag showed, so that an edit based on it can be merged."""

    __tablename__ = "dav_versions"
    __table_args__ = (
        partial_index(
            "ix_dav_versions_replaced_at", "replaced_at", where="replaced_at IS NOT NULL"
        ),
    )

    account_id: Mapped[str] = account_key()
    person_id: Mapped[str] = mapped_column(UuidText, primary_key=True)
    etag: Mapped[str] = mapped_column(String(32), primary_key=True)
    #: The fields that were shown; see `shown.Shown`.
    shown: Mapped[dict[str, Any]] = mapped_column(JsonText)
    #: Since when it is no longer shown, in milliseconds; null: it is shown.
    replaced_at: Mapped[int | None] = mapped_column(BigInteger)
