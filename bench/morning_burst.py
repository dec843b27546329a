"""A hundred thousand people are due in the same minute.

`python -m bench.morning_burst [ACCOUNTS]` fills a PostgreSQL database with accounts whose morning
begins in a minute or two, each with two people to say hi to, and starts `flask worker` with a
process a core against a push service on this machine, which speaks HTTP/2 over TLS. It prints when
the first and the last push arrived, who was late, missed or prompted twice, and the maximum memory
of a worker. It ends with 1 if one of these is not as required.
"""

import json
import os
import ssl
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import text

from bench.rig import complaints, fresh_app
from server.extensions import Base, db
from tests.rigs import processes
from tests.rigs.certificate import make_certificate
from tests.rigs.crowd import multiply
from tests.rigs.postgres import start_postgres
from tests.server.prompts.life import about_noon
from tests.support import changes
from tests.support.api import ApiClient

ACCOUNTS = 100_000
PROCESSES = 2
LEAD = timedelta(seconds=60)
LATE = 120.0
MOST_MEMORY_MB = 200


class Sink:
    """The push service; `close()` it."""

    def __init__(self, folder: Path) -> None:
        key, self.certificate = make_certificate(folder)
        port = processes.free_port()
        self.origin = f"https://localhost:{port}"
        command = [sys.executable, "-m", "granian", "bench.morning_sink:app", "--interface", "rsgi"]
        command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
        command += ["--ssl-keyfile", str(key), "--ssl-certificate", str(self.certificate)]
        command += ["--http2-max-concurrent-streams", "100", "--workers", "1"]
        environ = dict(os.environ) | {"SINK_ORIGIN": self.origin}
        self.process = processes.start(command, log=folder / "sink.log", env=environ)
        processes.wait_until(self._answers, "the push service")

    def get(self, path: str) -> Any:
        context = ssl.create_default_context(cafile=str(self.certificate))
        with urllib.request.urlopen(self.origin + path, timeout=120, context=context) as answer:
            return json.load(answer)

    def close(self) -> None:
        processes.stop(self.process)

    def _answers(self) -> bool:
        try:
            return bool(self.get("/keys"))
        except OSError:
            return False


def fill(app: Flask, sink: Sink, accounts: int) -> datetime:
    """Makes the accounts; returns when their morning begins."""
    zone, local = about_noon()
    alice = ApiClient(app, "Alice", zone)
    today = local.date().isoformat()
    people = [changes.person(name="Maya Chen"), changes.person(name="Tom", known_for="sailing")]
    notes = [changes.note(person_ids=[each["record"]]) for each in people]
    dues = [changes.followup(each["record"], due_on=today, reason="promise") for each in people]
    answer = alice.sync([*people, *notes, *dues], timezone=zone)
    assert set(changes.statuses(answer)) == {"applied"}
    subscription = {"endpoint": f"{sink.origin}/push", "keys": sink.get("/keys")}
    assert alice.put("/api/v1/push/subscriptions", subscription).status_code == 201
    tables = {table.name for table in Base.metadata.sorted_tables} - {"changes"}
    with app.app_context():
        with db.engine.begin() as connection:
            multiply(connection, alice.id, accounts, only=tables)
            gone = {"email": alice.email}
            connection.execute(text("DELETE FROM accounts WHERE email = :email"), gone)
            morning = (datetime.now(UTC) + LEAD).replace(second=0, microsecond=0)
            morning += timedelta(minutes=1)
            new = {"at": f"{morning.astimezone(ZoneInfo(zone)):%H:%M}", "next": morning}
            connection.execute(text("UPDATE accounts SET prompt_at = :at"), new)
            connection.execute(text("UPDATE prompt_schedules SET next_at = :next"), new)
            connection.execute(text("ANALYZE"))
        db.engine.dispose()
    return morning


def children(parent: int) -> list[str]:
    """Returns the processes that a process started."""
    return Path(f"/proc/{parent}/task/{parent}/children").read_text().split()


def most_memory_mb(process: str) -> float:
    """Returns the maximum memory that a process had."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) / 1024 if lines else 0.0


def watch(sink: Sink, worker: int, accounts: int, until: float) -> tuple[float, int]:
    """Waits until everybody was prompted; returns the memory of the workers and how many came."""
    memory, came = 0.0, 0
    while time.time() < until and came < accounts:
        time.sleep(1)
        memory = max([memory, *(most_memory_mb(each) for each in children(worker))])
        came = sink.get("/count")
    return memory, came


def main(accounts: int) -> int:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(start_postgres())
        sink = Sink(folder)
        stack.callback(sink.close)
        os.environ["SSL_CERT_FILE"] = str(sink.certificate)
        settings = {
            "INSTANCE_PATH": str(folder),
            "DATABASE_URL": server.create_database("burst"),
            "PUSH_ALLOW_LOOPBACK": "1",
            "VAPID_SUBJECT": "mailto:hello@karmadex.example",
            "PROMPT_WORKER": "off",
        }
        begun = time.time()
        morning = fill(fresh_app(folder, **settings), sink, accounts)
        print(f"{accounts:,} accounts, filled in {time.time() - begun:.0f} s", flush=True)
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        command += ["--processes", str(PROCESSES)]
        worker = processes.start(
            command, log=folder / "worker.log", env=dict(os.environ) | settings
        )
        stack.callback(processes.stop, worker)
        memory, _ = watch(sink, worker.pid, accounts, morning.timestamp() + LATE + 60)
        time.sleep(3)
        report = sink.get("/report")
        processes.stop(worker)
        errors = len(complaints(folder / "worker.log", "error|critical"))
    return show(accounts, morning, memory, report, errors)


def show(
    accounts: int, morning: datetime, memory: float, report: dict[str, Any], errors: int
) -> int:
    after = [at - morning.timestamp() for at in report["arrivals"]] or [float("inf")]
    late = sum(at > LATE for at in after)
    bad = {
        "before the morning": sum(at < 0 for at in after),
        "late by more than 2 minutes": late,
        "missed": accounts - report["accounts"],
        "twice": report["twice"],
        f"wrong among {report['sample']:,} decrypted": len(report["violations"]),
        "errors of the workers": errors,
    }
    print(f"first push after the morning began  {after[0]:8.1f} s")
    print(f"half of them                        {after[len(after) // 2]:8.1f} s")
    print(f"last push                           {after[-1]:8.1f} s")
    for what, count in bad.items():
        print(f"{what:<36}{count:8,}")
    print(f"memory of a worker, at most         {memory:8.0f} MB (target {MOST_MEMORY_MB})")
    missed = any(bad.values()) or memory > MOST_MEMORY_MB
    print("Missed." if missed else "Reached.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ACCOUNTS))
