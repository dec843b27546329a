"""Columns, and their types, which mean the same on SQLite and on PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import DateTime, Dialect, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class TextUuid(Uuid[str]):
    """A UUID as lower-case text with hyphens in Python, whatever the database keeps.

    SQLite keeps 32 digits. SQLAlchemy's own type makes a `uuid.UUID` of each, only to have its
    text; that was a tenth of what a pull costs.
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

    A naive value raises ValueError on its way in, since nobody can say which instant it is. SQLite
    forgets the zone of what it stores; what comes back is aware again.
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
    """A JSON value, kept as the text that is given out.

    Text, and not the database's own JSON: a pull hands the stored bytes on without reading them, so
    that every device gets the same ones. The values were checked before, so that they hold no
    lone surrogate and no infinite number.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else to_json(value).decode()

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else from_json(value)


def account_key() -> Mapped[str]:
    """Returns the column with which every key begins: whose row it is. It goes with the account."""
    return mapped_column(UuidText, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)


def partial_index(name: str, *columns: str, where: str) -> Index:
    """Returns an index of the rows for which the SQL condition `where` holds."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))
