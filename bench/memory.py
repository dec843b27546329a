"""Does a server give back the memory that large uploads took?

`python -m bench.memory` starts `flask serve --processes 2` on SQLite, lets 8 phones at once upload
5,000 notes with their follow-ups each, 1,000 changes a sync, and pull all of them again. It prints
the memory of all its processes before and after, in MB; shared memory counts once (PSS). The target
is 1.3 times the memory of before, measured when each had answered every phone once.
"""

import multiprocessing
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

import psutil

from bench.one_machine import Phone
from bench.rig import Phone as Maker
from bench.rig import fresh_app
from bench.sync_upload import with_followups
from tests.support.live import LiveServer

PHONES, NOTES, BATCH = 8, 5_000, 1_000
PROCESSES = 2
#: How long the server has to give memory back: the worker's tick, and a little more.
WAIT_S = 15.0
TARGET = 1.3


def upload(port: int, number: int, changes: list[dict[str, Any]], barrier: Any) -> None:
    """A phone in its own process: connects, waits, uploads, and pulls what it has sent."""
    phone = Phone(port, number)
    for _ in range(2 * PROCESSES):
        phone.sync([])
    barrier.wait()  # all have connected
    barrier.wait()  # measured
    phone.connection.close()  # the server may have, meanwhile; it is opened again
    for start in range(0, len(changes), BATCH):
        _, answer = phone.sync(changes[start : start + BATCH])
        assert {each["status"] for each in answer["results"]} == {"applied"}, answer["results"]
    assert phone.count() == len(changes)
    barrier.wait()


def megabytes(root: int) -> dict[str, float]:
    """Returns the PSS of a process and of all below it."""
    first = psutil.Process(root)
    found = {}
    for place, process in enumerate((first, *first.children(recursive=True))):
        found[f"{place} {process.name()}"] = process.memory_full_info().pss / 1e6
    return found


def main() -> int:
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        (folder / "maker").mkdir()
        maker = Maker(fresh_app(folder / "maker"))
        made = list(islice(with_followups(maker), 2 * NOTES))
        url = f"sqlite:///{folder / 'karmadex.sqlite3'}"
        fresh_app(folder, DATABASE_URL=url)
        server = LiveServer(folder, url, FLASK_SERVE_PROCESSES=str(PROCESSES))
        try:
            barrier = context.Barrier(PHONES + 1)
            phones = [
                context.Process(
                    target=upload, args=(server.port, number, made, barrier), daemon=True
                )
                for number in range(PHONES)
            ]
            for phone in phones:
                phone.start()
            barrier.wait(120)
            idle = megabytes(server.process.pid)
            barrier.wait()
            barrier.wait(600)
            at_once = megabytes(server.process.pid)
            time.sleep(WAIT_S)
            after = megabytes(server.process.pid)
            for phone in phones:
                phone.join(30)
        finally:
            server.stop()
    print(f"{'PSS, MB':24} {'idle':>8} {'at once':>8} {f'{WAIT_S:g} s on':>8}")
    for name, before in idle.items():
        print(f"{name:24} {before:8.1f} {at_once.get(name, 0):8.1f} {after.get(name, 0):8.1f}")
    sums = [sum(each.values()) for each in (idle, at_once, after)]
    print(f"{'all':24} {sums[0]:8.1f} {sums[1]:8.1f} {sums[2]:8.1f}")
    print(f"{sums[2] / sums[0]:.2f} times what it was. The target is {TARGET:g}.")
    return 0 if sums[2] <= TARGET * sums[0] else 1


if __name__ == "__main__":
    sys.exit(main())
