"""How many syncs a second does one machine take, with `flask serve --processes 2`?

`python -m bench.one_machine` starts the server on SQLite, then on its own PostgreSQL, both on this
machine. 8 phones, each with its own account and one open connection, send one new note after the
other for 15 seconds. It prints syncs a second with their 50th and 95th percentile, and the CPU time
of server and database a sync; the phones run on the same cores, so a machine of its own carries
more. Nothing may fail, and every note has to be there afterwards.
"""

import http.client
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from tests.rigs.postgres import Postgres, start_postgres
from tests.support.changes import NOTE, change
from tests.support.databases import migrate
from tests.support.live import LiveServer

PHONES = 8
WARM_UP, SECONDS = 3.0, 15.0
API = "/api/v1"


class Phone:
    """One account and one open connection; only the standard library, to use little CPU."""

    def __init__(self, port: int, number: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie = ""
        self.device = f"00000000-0000-4000-8000-{number:012}"
        self.cursor: str | None = None
        me = {"email": f"phone{number}@example.org", "password": "karma comes around"}
        _, answer = self.ask(f"{API}/accounts", me | {"name": "Bench", "timezone": "Etc/UTC"}, 201)
        self.account = answer["id"]
        self.taken = 0

    def ask(self, path: str, body: dict[str, Any], expected: int) -> tuple[float, Any]:
        """Returns (elapsed seconds, the answer)."""
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        text = json.dumps(body)
        began = time.perf_counter()
        self.connection.request("POST", path, text, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        spent = time.perf_counter() - began
        assert answer.status == expected, (answer.status, data)
        if cookies := answer.headers.get_all("Set-Cookie"):
            self.cookie = "; ".join(cookie.partition(";")[0] for cookie in cookies)
        return spent, json.loads(data)

    def sync(self, changes: list[dict[str, Any]]) -> tuple[float, Any]:
        body = {
            "account": self.account, "device": self.device, "now": int(time.time() * 1000),
            "timezone": "Etc/UTC", "cursor": self.cursor, "changes": changes,
        }  # fmt: skip
        spent, answer = self.ask(f"{API}/sync", body, 200)
        self.cursor = answer["cursor"]
        return spent, answer

    def jot(self) -> float:
        spent, answer = self.sync([change("note", set=NOTE)])
        assert answer["results"][0]["status"] == "applied", answer
        self.taken += 1
        return spent

    def count(self) -> int:
        """Returns how many of its notes the server has."""
        self.cursor, more, found = None, True, 0
        while more:
            _, page = self.sync([])
            found += len(page["records"])
            more = page["more"]
        return found


def carry(port: int, number: int, ready: Any, found: Any) -> None:
    """A phone in its own process."""
    phone = Phone(port, number)
    ready.wait()
    began = time.monotonic()
    spent: list[float] = []
    while (elapsed := time.monotonic() - began) < WARM_UP + SECONDS:
        once = phone.jot()
        if elapsed >= WARM_UP:
            spent.append(once)
    ready.wait()
    found.put((spent, phone.taken, phone.count()))


def cpu_seconds(roots: list[int]) -> float:
    """Returns the CPU time of these processes and of all that they started."""
    total = 0.0
    for root in roots:
        first = psutil.Process(root)
        for process in (first, *first.children(recursive=True)):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def measure(server: LiveServer, database: Postgres | None) -> tuple[list[float], float]:
    """Returns (elapsed seconds of each sync, CPU seconds a sync of server and database)."""
    context = multiprocessing.get_context("spawn")
    ready, found = context.Barrier(PHONES + 1), context.Queue()
    phones = [
        context.Process(target=carry, args=(server.port, number, ready, found), daemon=True)
        for number in range(PHONES)
    ]
    for phone in phones:
        phone.start()
    roots = [server.process.pid, *([] if database is None else [database.pid])]
    ready.wait(60)
    before = cpu_seconds(roots)
    ready.wait(WARM_UP + SECONDS + 60)
    cpu = cpu_seconds(roots) - before
    answers = [found.get(timeout=120) for _ in phones]
    for phone in phones:
        phone.join(30)
    for _, taken, held in answers:
        assert taken == held, f"{taken} notes were taken, {held} are there"
    every = sum(taken for _, taken, _ in answers)
    return [each for spent, _, _ in answers for each in spent], cpu / every


def main() -> int:
    rows = []
    for name in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory() as text:
            folder = Path(text)
            # Durable on both: a commit is on disk before it is answered.
            database = start_postgres() if name == "PostgreSQL" else None
            if database is None:
                url = f"sqlite:///{folder / 'karmadex.sqlite3'}"
            else:
                url = database.create_database("karmadex")
            migrate(folder, url)
            server = LiveServer(folder, url, FLASK_SERVE_PROCESSES="2", PROMPT_WORKER="off")
            try:
                rows.append((name, *measure(server, database)))
            finally:
                server.stop()
                if database is not None:
                    database.close()
    print(f"{os.cpu_count()} cores, {PHONES} phones on the same machine, one new note a sync")
    print(f"{'':12} {'syncs/s':>9} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms/sync':>12}")
    for name, spent, cpu in rows:
        ranks = statistics.quantiles(spent, n=20)
        rate = len(spent) / SECONDS
        print(
            f"{name:12} {rate:9,.0f} {ranks[9] * 1e3:8.1f} {ranks[18] * 1e3:8.1f} {cpu * 1e3:12.2f}"
        )
    print("Every note that was acknowledged is there, once.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
