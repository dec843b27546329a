"""Statements that are compiled once in a process, not once for each app.

A test's app has an engine of its own, which begins with an empty cache: what a server compiles once
in its life, each test compiled anew.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

#: What was compiled, by statement and dialect.
_COMPILED: dict[Any, Any] = {}


class _Alike:
    """A dialect is part of a statement's key in the cache: those of all engines count as one."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


# What SQLAlchemy may cache for, each dialect has to say for itself.
class Sqlite(_Alike, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class Psycopg(_Alike, PGDialect_psycopg):
    supports_statement_cache = True


def register() -> None:
    """Have the engines that are made from now on use these dialects."""
    registry.register("sqlite", __name__, Sqlite.__name__)
    registry.register("postgresql.psycopg", __name__, Psycopg.__name__)


def share(engine: Engine) -> None:
    """Have this engine look where all look."""
    engine.update_execution_options(compiled_cache=_COMPILED)
