"""Columns and column types that behave alike on SQLite and on PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import DateTime, Dialect, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class TextUuid(Uuid[str]):
    """A UUID that is lower-case text with hyphens in Python, whatever the database stores.

    SQLite stores 32 digits. SQLAlchemy's own type creates a `uuid.UUID` from each of them, only to
    turn it into text again; that took a tenth of a pull.
    """

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(as_uuid=False)

    def result_processor(
        self, dialect: Dialect, _coltype: object
    ) -> Callable[[Any], str | None] | None:
        if dialect.supports_native_uuid:
            return str

        def hyphenate(digits: str | None) -> str | None:
            if digits is None:
                return None
            return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

        return hyphenate


UuidText = TextUuid()


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database.

    Storing a naive value raises ValueError, since its instant is unknown. SQLite does not store the
    zone; this type adds it again on reading.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[Any]):
    """A JSON value, stored as the text that is sent to clients.

    It is text, and not the database's JSON type, so that a pull can send the stored bytes without
    parsing them and every device gets the same ones. Values were validated before: they contain no
    lone surrogate and no infinite number.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else to_json(value).decode()

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else from_json(value)


def account_key() -> Mapped[str]:
    """Returns the column with which every key begins: the account that owns the row. Deleting the
    account deletes the row."""
    return mapped_column(UuidText, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)


def partial_index(name: str, *columns: str, where: str) -> Index:
    """Returns an index of the rows for which the SQL condition `where` holds."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))
