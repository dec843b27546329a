"""Column types which mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Uuid
from sqlalchemy.types import TypeDecorator

#: A UUID as lower-case text with hyphens in Python, whatever the database keeps.
UuidText = Uuid(as_uuid=False)


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
