"""An app on a fresh database, and a phone that is signed in to it without a network."""

import itertools
import re
import uuid
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from server import clock
from server.app import create_app

ZONE = "America/New_York"


def fresh_app(folder: Path, **settings: str) -> Flask:
    """Returns our app, migrated; on a SQLite file, unless the settings say otherwise."""
    own = {
        "INSTANCE_PATH": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'karmadex.sqlite3'}",
        "PROMPT_WORKER": "off",
    }
    app = create_app(own | settings)
    result = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert result.exit_code == 0, result.output
    return app


def complaints(log: Path, levels: str = "warning|error|critical") -> list[str]:
    """Returns the lines of a server's or worker's log that have one of these levels, or say that a
    process ended by an error. The log has no "Traceback" for an error that was caught."""
    lines = log.read_text(errors="replace").splitlines()
    return [line for line in lines if re.match(rf"\S+ ({levels}) |Traceback", line)]


class Phone:
    """Makes changes, a millisecond apart, and sends them."""

    def __init__(self, app: Flask, *, signed_in: bool = True) -> None:
        self.client = app.test_client()
        self.account = str(uuid.uuid4())
        self.device = str(uuid.uuid4())
        self.cursor: str | None = None
        # It has been offline for a while.
        self._clock = itertools.count(int(clock.now().timestamp() * 1000) - 3_600_000)
        if signed_in:
            name = {"name": "Bench", "timezone": ZONE}
            secret = {"email": "bench@example.org", "password": "karma comes around"}
            answer = self.client.post("/api/v1/accounts", json=name | secret)
            assert answer.status_code == 201, answer.text
            self.account = answer.get_json()["id"]

    def change(self, kind: str, fields: dict[str, Any], **members: Any) -> dict[str, Any]:
        made = {"id": str(uuid.uuid4()), "kind": kind, "record": str(uuid.uuid4())}
        return made | {"at": next(self._clock), "set": fields} | members

    def envelope(self, changes: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "account": self.account,
            "device": self.device,
            "now": int(clock.now().timestamp() * 1000),
            "timezone": ZONE,
            "cursor": self.cursor,
            "changes": changes,
        }

    def post(self, body: bytes) -> TestResponse:
        return self.client.post("/api/v1/sync", data=body, content_type="application/json")
