"""What does it cost to upload 10,000 queued notes?

`python -m bench.sync_upload` sends the same batches of 1,000 changes to `POST /api/v1/sync` and to
a bare Flask view, which parses the same JSON and upserts the same rows with SQLAlchemy Core: no
validation, no merging, no history, no answer. Each runs in its own process, on its own SQLite file,
and is called without a network. It prints the CPU time of each (user and system), best of five, and
their ratio; the target is 3.
"""

import gc
import json
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, request
from sqlalchemy import create_engine, event
from sqlalchemy.dialects.sqlite import insert

from bench.rig import ZONE, Phone, fresh_app
from server.records.kinds import KNOWN
from server.records.models import Record
from server.sync.followups import NAMESPACE, due_on, followup_id

NOTES = 10_000
BATCH = 1_000
ROUNDS = 5
TARGET = 3.0
#: As the app sends it: for changes that were stored as sent, the answer is brief.
BRIEF = {kind: len(fields) for kind, fields in KNOWN.items()}

Change = dict[str, Any]
WORDS = [
    "water-skis",
    "sails",
    "bakes",
    "blogs",
    "about",
    "marathons",
    "and",
    "is",
    "moving",
    "to",
    "Lisbon",
    "with",
    "two",
    "cats",
]


def notes(phone: Phone, *, at_events: bool) -> Iterator[Change]:
    """Yields notes of about 80 characters about one person each; ten people an event."""
    for number in range(NOTES):
        words = [WORDS[(number * 7 + place) % len(WORDS)] for place in range(14)]
        fields: Change = {
            "body": f"{number}: {' '.join(words)}",
            "captured_at": f"2026-11-{1 + number % 28:02}T01:10:00.{number % 1000:03}Z",
            "captured_timezone": ZONE,
        }
        if at_events:
            person = uuid.uuid5(NAMESPACE, f"person {number}")
            event = uuid.uuid5(NAMESPACE, f"event {number // 10}")
            fields |= {"person_ids": [str(person)], "event_id": str(event)}
        yield phone.change("note", fields)


def with_followups(phone: Phone) -> Iterator[Change]:
    """Yields the same, each with the follow-up that a phone makes for it."""
    for note in notes(phone, at_events=True):
        yield note
        (person,) = note["set"]["person_ids"]
        due = due_on(note["set"]["captured_at"], ZoneInfo(ZONE))
        fields = {"person_id": person, "due_on": due, "reason": "next_morning", "status": "open"}
        followup = phone.change("followup", fields, if_absent=True)
        yield followup | {"record": followup_id(person, due)}


UPLOADS: dict[str, Callable[[Phone], Iterator[Change]]] = {
    "notes at no event": lambda phone: notes(phone, at_events=False),
    "notes at events, with their follow-ups": with_followups,
    "notes at events, the server makes the follow-ups": lambda phone: notes(phone, at_events=True),
}


def bare_app(folder: Path) -> Flask:
    """A view that checks nothing. It writes whole rows into the same table as our server, with its
    indexes, on a database that is set up like ours."""
    fresh_app(folder)
    engine = create_engine(f"sqlite:///{folder / 'karmadex.sqlite3'}")
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA journal_mode=WAL").close())
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=FULL").close())
    columns = Record.__table__.columns.keys()
    upsert = insert(Record.__table__)
    upsert = upsert.on_conflict_do_update(
        index_elements=["account_id", "id"],
        set_={name: upsert.excluded[name] for name in columns if name not in ("account_id", "id")},
    )
    app = Flask("bare")

    @app.post("/api/v1/sync")
    def sync() -> dict[str, Any]:
        body = request.get_json()
        rows = [
            {
                "account_id": body["account"],
                "id": change["record"],
                "kind": change["kind"],
                "rev": rev,
                "fields": change["set"],
                "winners": [],
                "conflicts": None,
                "deleted_at": None,
                "due_on": change["set"].get("due_on"),
                "arrived_at": body["now"],
                "changed_at": change["at"],
            }
            for rev, change in enumerate(body["changes"])
        ]
        with engine.begin() as connection:
            connection.execute(upsert, rows)
        return {"taken": len(rows)}

    return app


def measure(name: str, *, bare: bool) -> float:
    """Returns the CPU seconds of one upload, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        app = bare_app(Path(folder)) if bare else fresh_app(Path(folder))
        phone = Phone(app, signed_in=not bare)
        changes = list(UPLOADS[name](phone))
        batches = [changes[start : start + BATCH] for start in range(0, len(changes), BATCH)]
        gc.collect()
        gc.freeze()
        # As in a serving process (server/serving/process.py); for the bare view too.
        gc.set_threshold(20_000)
        spent = 0.0
        for batch in batches:
            said = phone.envelope(batch) | ({} if bare else {"brief": BRIEF})
            body = json.dumps(said).encode()
            before = time.process_time()
            answer = phone.post(body)
            spent += time.process_time() - before
            assert answer.status_code == 200, answer.text
            if not bare:
                parsed = json.loads(answer.data)
                assert all(result["status"] == "applied" for result in parsed["results"])
                phone.cursor = parsed["cursor"]
        return spent


def measure_both(name: str) -> tuple[float, float]:
    """Returns (bare, ours), each the best of some, in turns and in fresh processes."""
    found: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(ROUNDS):
        for bare, seconds in found.items():
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                seconds.append(pool.submit(measure, name, bare=bare).result())
    return min(found[True]), min(found[False])


def main() -> int:
    print(f"{'CPU seconds, SQLite':50} {'bare':>7} {'sync':>7} {'ratio':>7}")
    worst = 0.0
    for name in UPLOADS:
        bare, ours = measure_both(name)
        worst = max(worst, ours / bare) if "server makes" not in name else worst
        print(f"{name:50} {bare:7.2f} {ours:7.2f} {ours / bare:7.2f}")
    print(f"The target is {TARGET:g} for what phones send; follow-ups that the server makes are")
    print("rows which the bare view does not write.")
    return 0 if worst <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
