"""Which statements were run, and what the database would scan for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import Connection, event

from server.extensions import Base, db

#: Tables of a row or two, which no index could make quicker.
TINY = {"worker_ticks", "server_epoch", "alembic_version"}
LARGE = set(Base.metadata.tables) - TINY

Statement = tuple[str, Any]
_numbers = count()


@contextmanager
def statements(app: Flask) -> Iterator[list[Statement]]:
    """Each statement of the application that is run meanwhile, with (the first of) its
    parameters."""
    seen: list[Statement] = []

    def note(_c: Any, _cursor: Any, statement: str, given: Any, _x: Any, is_many: bool) -> None:
        if statement.split()[0] in ("SELECT", "UPDATE", "INSERT", "DELETE", "WITH"):
            seen.append((statement, given[0] if is_many else given))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def scanned(connection: Connection, statement: Statement) -> set[str]:
    """The large tables of which the statement would read every row, or every entry of an index."""
    if connection.dialect.name == "sqlite":
        return _scanned_by_sqlite(connection, statement)
    return _scanned_by_postgresql(connection, statement)


def _scanned_by_sqlite(connection: Connection, statement: Statement) -> set[str]:
    sql, given = statement
    # The number, since the driver keeps the plan of a text that it has seen before.
    asked = f"EXPLAIN QUERY PLAN {sql} -- {next(_numbers)}"
    steps = connection.exec_driver_sql(asked, given).fetchall()
    words = [str(step[-1]).split() for step in steps]
    aliases = {each[1] for each in words if each[0] == "SCAN" and len(each) > 1}
    return aliases & LARGE


def _scanned_by_postgresql(connection: Connection, statement: Statement) -> set[str]:
    """Planned for these parameters, and for any: a statement that comes often is planned once."""
    sql, given = statement
    explained = f"EXPLAIN (FORMAT JSON) {sql}"
    if "$1" in sql:
        cursor = psycopg.RawCursor(connection.connection.driver_connection)
        found = _scans(cursor.execute(explained, given).fetchone()[0])
    else:
        found = _scans(connection.exec_driver_sql(explained, given).scalar())
    numbered = sql
    for place, name in enumerate(given, 1):
        written = f"%({name})s" if isinstance(given, dict) else "%s"
        numbered = numbered.replace(written, f"${place}", -1 if isinstance(given, dict) else 1)
    # The driver's own cursor would prepare it, and then ask for the parameters.
    with psycopg.ClientCursor(connection.connection.driver_connection) as cursor:
        cursor.execute(f"EXPLAIN (GENERIC_PLAN, FORMAT JSON) {numbered}")
        return found | _scans(cursor.fetchone()[0])


def _scans(plan: Any) -> set[str]:
    def walk(node: dict[str, Any]) -> Iterator[str]:
        if node["Node Type"] == "Seq Scan":
            yield node["Relation Name"]
        is_index = node["Node Type"] in ("Index Scan", "Index Only Scan")
        if is_index and "Index Cond" not in node:
            yield node["Relation Name"]
        for inner in node.get("Plans", []):
            yield from walk(inner)

    return set(walk(plan[0]["Plan"])) & LARGE
