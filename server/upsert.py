"""INSERT … ON CONFLICT DO UPDATE, for SQLite and PostgreSQL."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert(dialect: str, table: Any) -> sqlite.Insert | postgresql.Insert:
    """Returns an INSERT that has `on_conflict_do_update`."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def insert_into(s: Session, table: Any) -> sqlite.Insert | postgresql.Insert:
    """Returns the same for the dialect of this session."""
    return insert(s.get_bind().dialect.name, table)
