"""The least that a server could do: a Flask view which upserts the notes it is sent.

It has no session, merge, history or cursor, so what is left is Flask, JSON and a commit to the
disk. `DATABASE_URL` names a SQLite file or a PostgreSQL database with the table `notes`.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Iterable
from typing import Any

import psycopg
from flask import Flask, Response, request

TABLE = """
CREATE TABLE IF NOT EXISTS notes (
    account text NOT NULL, id text NOT NULL, fields text NOT NULL, PRIMARY KEY (account, id)
)
"""
UPSERT = """
INSERT INTO notes (account, id, fields) VALUES (?, ?, ?)
ON CONFLICT (account, id) DO UPDATE SET fields = excluded.fields
"""

_local = threading.local()


def connect(url: str) -> Any:
    """Returns a connection that commits each statement durably, on SQLite and on PostgreSQL."""
    if not url.startswith("sqlite:///"):
        return psycopg.connect(url, autocommit=True)
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def upsert(connection: Any, rows: Iterable[tuple[str, str, str]]) -> None:
    """Writes all of them or none."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(UPSERT, rows)
        connection.execute("COMMIT")
        return
    with connection.transaction(), connection.cursor() as cursor:
        cursor.executemany(UPSERT.replace("?", "%s"), list(rows))


def create_app() -> Flask:
    app = Flask(__name__)
    url = os.environ["DATABASE_URL"]

    @app.post("/accounts/<account>/notes")
    def put(account: str) -> Response:
        if not hasattr(_local, "connection"):
            _local.connection = connect(url)
        notes = request.get_json()["notes"]
        rows = [(account, note["id"], json.dumps(note["fields"])) for note in notes]
        upsert(_local.connection, rows)
        return Response(json.dumps({"stored": len(rows)}), content_type="application/json")

    return app
