"""What does a request cost besides its statements: checks, cookies, JSON, metrics, the log?

`python -m bench.around` sends new notes, one after the other, to an app in this process, on SQLite,
in the way a serving process does (environ, account, app, log). It prints the CPU time of a request:
all of it, and the part outside of the sync's transaction (`write_together`, including the commit).
Before each request 16 MB of memory are read, because a server that has 15 ms between two requests
finds its caches filled by other work.

`python -m bench.around --beside COMMIT` does the same with the code of that commit, request by
request in turns, and prints which part of its time the current code takes. `--postgresql` stores
the notes in a PostgreSQL on this machine.
"""

import argparse
import gc
import gzip
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import brotli
from backports import zstd

from bench.rig import Phone, fresh_app
from bench.sync_one_note import note
from server import database
from server.records.kinds import KNOWN
from server.serving.answers import ask
from server.serving.environ import make_environ
from server.serving.front import Front
from server.telemetry import logs
from tests.rigs.postgres import start_postgres

HERE = Path(__file__).resolve().parent.parent
REQUESTS, WARM_UP, ROUNDS = 300, 100, 5
#: What current phones send: what they sent need not be sent back to them.
BRIEF = {kind: len(fields) for kind, fields in KNOWN.items()}
OTHER_WORK = bytearray(16 * 1024 * 1024)


class Requests:
    """Syncs of one note each, as a serving process handles them, without granian and the event
    loop."""

    def __init__(self, phone: Phone, encodings: str) -> None:
        self.phone, self.app = phone, phone.client.application
        self.front = Front(self.app)
        cookies = phone.client._cookies or {}
        self.headers = {
            "host": "localhost",
            "content-type": "application/json",
            "cookie": "; ".join(f"{each.key}={each.value}" for each in cookies.values()),
            "accept": "*/*",
            "accept-encoding": encodings,
            "origin": "http://localhost",
            "sec-fetch-site": "same-origin",
            "user-agent": "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36",
        }
        self.inside = 0.0

    def send(self, number: int) -> tuple[float, float]:
        """Returns the CPU seconds of a request, and those outside of the transaction."""
        said = self.phone.envelope([note(self.phone, number)]) | {"brief": BRIEF}
        body = json.dumps(said).encode()
        scope: Any = SimpleNamespace(
            method="POST", path="/api/v1/sync", query_string="", http_version="1.1", scheme="http",
            server="127.0.0.1:80", client="127.0.0.1:50000", authority=None,
            headers=self.headers | {"content-length": str(len(body))},
        )  # fmt: skip
        _ = OTHER_WORK[::64].count(1)
        with patch.object(database, "write_together", self._timed(database.write_together)):
            began = time.thread_time()
            environ = make_environ(scope, io.BytesIO(body))
            # Earlier commits want the scope itself.
            self.front._rule(scope if "_rule" in vars(Front) else f"POST {scope.path}")
            self.front._who(environ)
            answer = ask(self.app.wsgi_app, environ)
            spent = time.thread_time() - began
        assert answer.status == 200, answer.body
        text = _unpacked(answer.body, dict(answer.headers).get("Content-Encoding"))
        self.phone.cursor = json.loads(text)["cursor"]
        return spent, spent - self.inside

    def _timed(self, write: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **more: Any) -> Any:
            began = time.thread_time()
            try:
                return write(*given, **more)
            finally:
                self.inside = time.thread_time() - began

        return timed


def _unpacked(data: bytes, encoding: str | None) -> bytes:
    if encoding == "gzip":
        return gzip.decompress(data)
    if encoding == "br":
        return brotli.decompress(data)
    if encoding == "zstd":
        return zstd.decompress(data)
    return data


def answer_on_demand(encodings: str, *, postgresql: bool) -> None:
    """For each line of standard input, send one request and print its two times, in seconds."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = {}
        if postgresql:
            server = stack.enter_context(start_postgres(durable=False))
            settings["DATABASE_URL"] = server.create_database("around")
        app = fresh_app(folder, **settings)
        logs.init_process("json")
        requests = Requests(Phone(app), encodings)
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000)
        for number in range(WARM_UP):
            requests.send(number)
        for number, _ in enumerate(sys.stdin):
            print(json.dumps(requests.send(number)), flush=True)


def measure(trees: Sequence[Path], more: list[str]) -> list[tuple[float, float]]:
    """Returns the medians for the code of each tree, in milliseconds; this file measures it.

    Each has a process of its own, and they take one request in turn. So whatever else the machine
    does meets all of them alike.
    """
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, __file__, "--on-demand", *more],
                    cwd=tree,
                    env=os.environ | {"PYTHONPATH": str(tree)},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    bufsize=1,
                )
            )
            for tree in trees
        ]
        spent: list[list[tuple[float, float]]] = [[] for _ in trees]
        for number in range(REQUESTS):
            pairs = list(zip(started, spent, strict=True))
            for process, each in pairs if number % 2 else reversed(pairs):
                assert process.stdin is not None
                assert process.stdout is not None
                process.stdin.write("next\n")
                whole, around = json.loads(process.stdout.readline())
                each.append((whole * 1000, around * 1000))
    return [
        (statistics.median(whole), statistics.median(around))
        for whole, around in (zip(*each, strict=True) for each in spent)
    ]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--beside", help="a commit to measure in turns with this tree")
    parser.add_argument("--encodings", default="", help="what Accept-Encoding says")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--on-demand", action="store_true", help="answer one request a line")
    given = parser.parse_args()
    if given.on_demand:
        answer_on_demand(given.encodings, postgresql=given.postgresql)
        return 0
    more = ["--encodings", given.encodings, *(["--postgresql"] if given.postgresql else [])]
    engine = "PostgreSQL" if given.postgresql else "SQLite"
    with tempfile.TemporaryDirectory() as folder:
        trees = {"now": HERE}
        if given.beside:
            trees = {given.beside: Path(folder) / "before", "now": HERE}
            add = ["git", "worktree", "add", "--quiet", "--detach", str(trees[given.beside])]
            subprocess.run([*add, given.beside], cwd=HERE, check=True)
        try:
            found: dict[str, list[tuple[float, float]]] = {name: [] for name in trees}
            for _ in range(ROUNDS):
                for name, medians in zip(trees, measure(list(trees.values()), more), strict=True):
                    found[name].append(medians)
        finally:
            if given.beside:
                remove = ["git", "worktree", "remove", "--force", str(trees[given.beside])]
                subprocess.run(remove, cwd=HERE, check=True)
    print(f"{f'one new note, {engine}, CPU ms':32} {'all':>7} {'around':>7}")
    for name, rounds in found.items():
        whole, around = (statistics.median(each) for each in zip(*rounds, strict=True))
        print(f"{name:32} {whole:7.2f} {around:7.2f}")
    if given.beside:
        pairs = list(zip(found[given.beside], found["now"], strict=True))
        ratios = [statistics.median(new[at] / old[at] for old, new in pairs) for at in (0, 1)]
        print(f"{'of that':32} {ratios[0]:7.2f} {ratios[1]:7.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
