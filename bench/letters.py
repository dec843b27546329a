"""Twenty thousand people get their morning prompt by mail, all at half past eight.

`python -m bench.letters [LETTERS [sqlite] [postgresql]]` fills a database with accounts that are
due, starts one worker, and lets it send to a mail server on this machine that takes 50 ms for each
letter and checks them all; on SQLite, then on PostgreSQL. It prints how many letters a second left,
beside the 111 needed for 20,000 in 3 minutes; when the first and the last arrived, counted from the
start of the worker; and how many a second its CPU would allow. It ends with 1 if a letter was
missing, wrong or sent twice, if the last of 20,000 came after 3 minutes, or if fewer than that were
slower than 111 a second.
"""

import json
import os
import socket
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from flask import Flask

from bench.rig import complaints, fresh_app
from server import clock
from server.extensions import Base, db
from tests.rigs import processes
from tests.rigs.crowd import multiply
from tests.rigs.postgres import start_postgres
from tests.server.prompts.life import about_noon
from tests.support import changes
from tests.support.api import ApiClient

LETTERS = 20_000
LONGEST_S = 180
PAUSE_MS = 50
BOUND = LETTERS / LONGEST_S
#: If none arrived for so long, no more will.
STALLED_S = 60


def fill(app: Flask, accounts: int) -> None:
    """Makes accounts whose morning has begun."""
    zone, local = about_noon()
    alice = ApiClient(app, "Alice", zone)
    people = [changes.person(name="Maya Chen"), changes.person(name="Tom", known_for="sailing")]
    notes = [changes.note(person_ids=[each["record"]]) for each in people]
    dues = [
        changes.followup(each["record"], due_on=local.date().isoformat(), reason="promise")
        for each in people
    ]
    answer = alice.sync([*people, *notes, *dues], timezone=zone)
    assert set(changes.statuses(answer)) == {"applied"}
    wanted = {"prompt_by_mail": "always", "prompt_at": f"{local:%H:%M}"}
    assert alice.patch("/api/v1/me", wanted).status_code == 200
    tables = {table.name for table in Base.metadata.sorted_tables} - {"changes"}
    with app.app_context():
        with db.engine.begin() as connection:
            # Alice is one of them.
            multiply(connection, alice.id, accounts - 1, only=tables)
        db.engine.dispose()


def ask(port: int, verb: str) -> str:
    """Returns what the mail server answers; waits for it however busy the machine is."""
    with socket.create_connection(("127.0.0.1", port)) as sink:
        sink.sendall(f"{verb}\r\nQUIT\r\n".encode())
        with sink.makefile("rb") as said:
            return said.read().splitlines()[1].removeprefix(b"250 ").decode()


def wait_for(port: int, letters: int) -> None:
    """Waits until all have arrived, or none has for STALLED_S."""
    came, since = -1, time.monotonic()
    while came < letters and time.monotonic() - since < STALLED_S:
        time.sleep(0.5)
        if (now := int(ask(port, "X-COUNT"))) > came:
            came, since = now, time.monotonic()


def cpu_seconds(process: int) -> float:
    """Returns the CPU time of a process and of those it started."""
    total = 0.0
    for each in [process, *_children(process)]:
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _children(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [each for child in map(int, found) for each in (child, *_children(child))]


def run(url: str | None, letters: int) -> bool:
    """Returns whether everything is as required."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        port = processes.free_port()
        command = [sys.executable, "-m", "bench.letter_sink", str(port), str(PAUSE_MS)]
        command.append(str(folder / "report.json"))
        sink = processes.start(command, log=folder / "sink.log", env=dict(os.environ))
        stack.callback(processes.stop, sink)
        settings = {
            "INSTANCE_PATH": str(folder),
            "DATABASE_URL": url or f"sqlite:///{folder / 'karmadex.sqlite3'}",
            "SMTP_URL": f"smtp://127.0.0.1:{port}",
            "MAIL_FROM": "hello@karmadex.example",
            "PROMPT_WORKER": "off",
        }
        fill(fresh_app(folder, **settings), letters)
        begun = clock.now().timestamp()
        worker = processes.start(
            [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
            log=folder / "worker.log",
            env=dict(os.environ) | settings,
        )
        stack.callback(processes.stop, worker)
        wait_for(port, letters)
        busy = cpu_seconds(worker.pid)
        time.sleep(2)  # for one that arrives twice
        processes.stop(worker)
        ask(port, "X-END")
        sink.wait()
        report = json.loads((folder / "report.json").read_text())
        errors = complaints(folder / "worker.log")
    return show("PostgreSQL" if url else "SQLite", letters, begun, busy, report, errors)


def show(
    name: str, letters: int, begun: float, busy: float, report: dict[str, Any], errors: list[str]
) -> bool:
    arrivals = report["arrivals"]
    rate = (len(arrivals) - 1) / (arrivals[-1] - arrivals[0])
    took = arrivals[-1] - begun
    bad = {
        "missed": letters - report["to"],
        "twice": report["twice"],
        "wrong": sum(report["wrong"].values()),
        "complaints": len(errors),
    }
    print(
        f"{name:<11}{letters:8,} letters{rate:8.0f} /s = {rate / BOUND:.2f} of the bound;"
        f" the first after {arrivals[0] - begun:.1f} s, the last after {took:.0f} s;"
        f" {len(arrivals) / busy:.0f} a CPU second; "
        + ", ".join(f"{what} {count}" for what, count in bad.items()),
        *report["wrong"],
        *errors[:3],
        flush=True,
    )
    is_quick = took <= LONGEST_S if letters >= LETTERS else rate >= BOUND
    return is_quick and not any(bad.values())


def main(letters: int, databases: Sequence[str]) -> int:
    reached = []
    if "sqlite" in databases:
        reached.append(run(None, letters))
    if "postgresql" in databases:
        with start_postgres() as server:
            reached.append(run(server.create_database("letters"), letters))
    print("Reached." if all(reached) else "Missed.")
    return 0 if all(reached) else 1


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(int(given[0]) if given else LETTERS, given[1:] or ("sqlite", "postgresql")))
