"""How much memory the processes of the server and the worker use, over a day."""

import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread

import psutil

from bench.world.people import START
from tests.rigs.fast_clock import FastClock

SAMPLES = 180
#: From one third of the day to the next: 3 MB of a server's process, 300 bytes a sync.
MOST_GROWTH = 1.05


@dataclass(frozen=True, slots=True)
class Grown:
    """Megabytes: after a tenth of the day, at its end, and the medians of its last two thirds."""

    warm: float
    end: float
    second: float
    last: float

    @property
    def is_flat(self) -> bool:
        return self.last <= MOST_GROWTH * self.second


def working(name: str, parent: int) -> dict[str, psutil.Process]:
    """Yields, by a name, a process and all that it started to do its work."""
    first = psutil.Process(parent)
    each = (one for one in first.children() if "resource_tracker" not in str(one.cmdline()))
    numbered = {f"{name} {number}": one for number, one in enumerate(each, 1)}
    return {f"{name}, which watches": first} | numbered


class Memory(Thread):
    """Measures at intervals until the end of the day (`join()` waits for it), or `stop()`."""

    def __init__(
        self, processes: Mapping[str, psutil.Process], clock: FastClock, end: datetime
    ) -> None:
        super().__init__(name="memory", daemon=True)
        self._processes, self._clock, self._end = processes, clock, end
        self._stop_it = Event()
        #: How much of the day was over, and the megabytes of each living process.
        self._samples: list[tuple[float, dict[str, float]]] = []
        self.start()

    def run(self) -> None:
        length = self._end - START
        for number in range(1, SAMPLES + 1):
            at = self._clock.real(START + length * number / SAMPLES)
            if self._stop_it.wait(max(0.0, at - time.time())):
                return
            found = {name: _megabytes(one) for name, one in self._processes.items() if _lives(one)}
            self._samples.append((number / SAMPLES, found))

    def stop(self) -> None:
        self._stop_it.set()
        self.join()

    @property
    def gone(self) -> int:
        """Returns how many have died since; their replacements start with little memory."""
        return sum(not _lives(one) for one in self._processes.values())

    def grown(self) -> Iterator[tuple[str, Grown]]:
        """Returns the growth of each process that lived all day."""
        for name in self._processes:
            held = [(part, found[name]) for part, found in self._samples if name in found]
            if len(held) == SAMPLES:
                yield name, _grown(held)


def _grown(held: list[tuple[float, float]]) -> Grown:
    return Grown(
        warm=next(found for part, found in held if part >= 1 / 10),
        end=held[-1][1],
        second=statistics.median(found for part, found in held if 1 / 3 < part <= 2 / 3),
        last=statistics.median(found for part, found in held if part > 2 / 3),
    )


def _lives(process: psutil.Process) -> bool:
    return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)


def _megabytes(process: psutil.Process) -> float:
    """Returns what would be free if it ended; shared memory does not count."""
    return float(process.memory_full_info().uss) / 1024 / 1024
