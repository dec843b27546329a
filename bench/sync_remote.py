"""What is gained by sending a sync's statements together, if the database is elsewhere?

`python -m bench.sync_remote` serves a PostgreSQL through a relay that delays whatever is sent to
it, and syncs one new note after the other, in turns

- as the app does: statements go to the driver, together if none waits for another;
- one by one: the same statements, each with its own round trip;
- by a Session: the same, in a transaction of SQLAlchemy's.

It prints the medians of elapsed time, by the length of a round trip, and how many round trips that
makes, by the slope. With half a millisecond the first has to take at most 4.3 ms, and less than
three quarters of the second. `tests/server/sync/test_journeys.py` counts the round trips.
"""

import gc
import multiprocessing
import socket
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from select import select
from threading import Thread
from typing import Any
from unittest.mock import patch

from bench.rig import Phone, fresh_app
from bench.sync_one_note import note, send
from server import database
from server.pipeline import Pipeline, Reply
from tests.rigs.postgres import start_postgres

JOURNEYS_MS = (0.0, 0.5, 1.0)
SYNCS = 150
WARM_UP = 20
TARGET, TARGET_MS = 0.75, 4.3
SOCKET = ".s.PGSQL.5432"


def relay(listener: socket.socket, target: str, seconds: float) -> None:
    """Passes each connection on to `target`; what is sent there arrives that many seconds later."""
    while True:
        near, _ = listener.accept()
        far = socket.socket(socket.AF_UNIX)
        far.connect(target)
        Thread(target=carry, args=(near, far, seconds), daemon=True).start()


def carry(near: socket.socket, far: socket.socket, seconds: float) -> None:
    """Delays data as a long cable does: data sent later does not wait for earlier data."""
    on_the_way: deque[tuple[float, bytes]] = deque()
    while True:
        # A sleep would take a tenth of a millisecond too long.
        readable, _, _ = select([near, far], [], [], 0 if on_the_way else None)
        if near in readable:
            chunk = near.recv(1 << 16)
            on_the_way.append((time.perf_counter() + seconds, chunk))
        if far in readable:
            near.sendall(far.recv(1 << 16))
        while on_the_way and time.perf_counter() >= on_the_way[0][0]:
            _, chunk = on_the_way.popleft()
            if not chunk:
                far.close()
                return
            far.sendall(chunk)


@contextmanager
def far_away(target: Path, journey_ms: float, folder: Path) -> Iterator[str]:
    """Returns the folder of a socket behind which the database is that far away."""
    folder.mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / SOCKET))
        listener.listen()
        child = multiprocessing.get_context("fork").Process(
            target=relay, args=(listener, str(target), journey_ms / 1000), daemon=True
        )
        child.start()
        try:
            yield str(folder)
        finally:
            child.kill()
            child.join()


@contextmanager
def one_by_one() -> Iterator[None]:
    together = Pipeline.execute

    def alone(pipeline: Pipeline, *given: Any) -> Reply:
        reply = together(pipeline, *given)
        pipeline.wait()
        return reply

    with patch.object(Pipeline, "execute", alone):
        yield


@contextmanager
def by_a_session() -> Iterator[None]:
    def write(work: Callable[[Any], Any], **_: Any) -> Any:
        with database.write() as s:
            return work(s)

    with patch.object(database, "write_together", write):
        yield


WAYS: dict[str, Callable[[], Any]] = {
    "as the app does it": nullcontext,
    "one by one": one_by_one,
    "by a Session": by_a_session,
}


def measure(phone: Phone) -> dict[str, float]:
    """Returns the median of each way, in milliseconds."""
    spent: dict[str, list[float]] = {name: [] for name in WAYS}
    for number in range(WARM_UP + SYNCS):
        for name, way in WAYS.items():
            with way():
                _, wall = send(phone, [note(phone, number)])
            if number >= WARM_UP:
                spent[name].append(wall * 1000)
    return {name: statistics.median(each) for name, each in spent.items()}


def main() -> int:
    found: dict[float, dict[str, float]] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir="/tmp")))
        server = stack.enter_context(start_postgres(durable=False))
        gc.freeze()
        for number, journey in enumerate(JOURNEYS_MS):
            url = server.create_database(f"remote_{number}")
            there = far_away(server.folder / SOCKET, journey, folder / f"relay-{number}")
            with there as near:
                place = folder / f"app-{number}"
                place.mkdir()
                moved = url.replace(str(server.folder), near)
                found[journey] = measure(Phone(fresh_app(place, DATABASE_URL=moved)))
    heads = [f"{ms:g} ms away" for ms in JOURNEYS_MS]
    print(f"{'one new note, PostgreSQL, ms':30}", *(f"{head:>13}" for head in (*heads, "journeys")))
    for name in WAYS:
        spent = [found[journey][name] for journey in JOURNEYS_MS]
        slope = (spent[-1] - spent[0]) / (JOURNEYS_MS[-1] - JOURNEYS_MS[0])
        print(f"{name:30}", *(f"{each:13.1f}" for each in (*spent, slope)))
    ours = found[0.5]["as the app does it"]
    ratio = ours / found[0.5]["one by one"]
    print(f"Half a millisecond away: {ours:.1f} ms. The target is {TARGET_MS:g}.")
    print(f"That is {ratio:.2f} of one by one. The target is {TARGET:g}.")
    return 0 if ratio <= TARGET and ours <= TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
