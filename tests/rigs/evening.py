"""An evening on two phones, and all that it leaves behind: `python evening.py FOLDER DATABASE_URL`.

Prints what the server answered, and each row of its tables by the names of the columns. Every clock
and every id is given, so that the same code prints the same.
"""

import json
import sys
import uuid
from datetime import timedelta
from typing import Any

import time_machine
from sqlalchemy import text

from server import clock, database
from server.app import create_app
from server.sync.store import purge_deleted

API = "/api/v1"
PERSON, NOTE, GONE, EVENT = (f"{n}0000000-0000-4000-8000-000000000000" for n in "1234")
TABLES = ("records", "changes", "sync_heads", "devices")

_numbers = iter(range(1, 1000))


def _next_id() -> uuid.UUID:
    return uuid.UUID(int=next(_numbers), version=4)


class Phones:
    """Alice's, by their numbers."""

    def __init__(self, folder: str, database_url: str) -> None:
        self.app = create_app({"INSTANCE_PATH": folder, "DATABASE_URL": database_url})
        self.client = self.app.test_client()
        account = {
            "email": "alice@example.org",
            "name": "Alice",
            "password": "karma comes around",
            "timezone": "UTC",
        }
        self.id = self.client.post(f"{API}/accounts", json=account).get_json()["id"]

    def sync(self, device: int, *changes: dict[str, Any], cursor: str | None = None) -> Any:
        now = clock.milliseconds(clock.now())
        for place, change in enumerate(changes):
            change |= {"id": str(uuid.uuid4()), "at": now - 5000 + place}
        request = {
            "account": self.id,
            "device": f"00000000-0000-4000-8000-00000000000{device}",
            "now": now,
            "timezone": "Europe/Berlin",
            "cursor": cursor,
            "changes": changes,
        }
        answer = self.client.post(f"{API}/sync", json=request)
        assert answer.status_code == 200, answer.text
        return answer.get_json()


def first_changes() -> list[dict[str, Any]]:
    event = {"name": "Mixer", "starts_at": "2026-07-08T19:00:00Z", "timezone": "UTC"}
    note = {
        "body": "one",
        "person_ids": [PERSON],
        "event_id": EVENT,
        "captured_at": "2026-07-08T21:00:00Z",
        "captured_timezone": "UTC",
    }
    maya = {"name": "Maya", "known_for": "sails"}
    return [
        {"kind": "person", "record": PERSON, "set": maya},
        {"kind": "event", "record": EVENT, "set": event},
        {"kind": "note", "record": NOTE, "set": note},
        {"kind": "person", "record": GONE, "set": {"name": "Bob"}},
        {"kind": "person", "record": GONE, "delete": True},
    ]


def main(folder: str, database_url: str) -> None:
    uuid.uuid4 = _next_id
    with time_machine.travel("2026-07-08T21:30:00+00:00", tick=False) as time:
        phones = Phones(folder, database_url)
        said = [phones.sync(1, *first_changes())]
        time.shift(timedelta(minutes=1))
        other = {"kind": "note", "record": NOTE, "base": 0, "set": {"body": "two"}}
        said.append(phones.sync(2, other))
        said.append(phones.sync(1, cursor=said[0]["cursor"]))
        said.append(phones.client.get(f"{API}/records/note/{NOTE}/revisions").get_json())
        time.shift(timedelta(days=181))
        with phones.app.app_context():
            purged = purge_deleted(clock.now())
            with database.read() as s:
                rows = {
                    table: [
                        dict(row)
                        for row in s.execute(
                            text(f"SELECT * FROM {table} ORDER BY 1, 2")
                        ).mappings()
                    ]
                    for table in TABLES
                }
    print(json.dumps({"said": said, "purged": purged, "rows": rows}, sort_keys=True, default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])
