"""Batches that were prepared before their morning begins, and when each is sent."""

from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta

from server.prompts.batch import Batch

#: The batches of a morning are spread over this time, so that a hundred thousand phones do not
#: ring, and open the app, in one second. It is less than GRACE, for which they stay claimed.
SPREAD = timedelta(seconds=40)
#: Accounts that one process keeps ready: some 4 KB each.
MOST_AHEAD = 10_000
MINUTE = timedelta(minutes=1)


class Prefetch:
    """Batches by the instant their morning begins."""

    def __init__(self) -> None:
        self._waiting: dict[datetime, deque[Batch]] = {}
        self._made: dict[datetime, int] = {}
        self._accounts = 0

    @property
    def has_room(self) -> bool:
        return self._accounts < MOST_AHEAD

    def add(self, morning: datetime, batch: Batch) -> None:
        """Keep a batch until its morning begins."""
        self._waiting.setdefault(morning, deque()).append(batch)
        self._made[morning] = self._made.get(morning, 0) + 1
        self._accounts += len(batch.ready)

    def next_at(self) -> datetime | None:
        """Returns when the next batch is to be sent; None if there is none."""
        return min((self._slot(morning) for morning in self._waiting), default=None)

    def pop(self, now: datetime) -> Batch | None:
        """Returns a batch whose time has come, or None."""
        for morning in sorted(self._waiting):
            if self._slot(morning) <= now:
                return self._pop(morning)
        return None

    def pop_all(self) -> Iterator[tuple[datetime, Batch]]:
        """Returns all batches, each with its morning."""
        for morning in list(self._waiting):
            while morning in self._waiting:
                yield morning, self._pop(morning)

    def _pop(self, morning: datetime) -> Batch:
        batches = self._waiting[morning]
        batch = batches.popleft()
        self._accounts -= len(batch.ready)
        if not batches:
            del self._waiting[morning], self._made[morning]
        return batch

    def _slot(self, morning: datetime) -> datetime:
        made = self._made[morning]
        return morning + SPREAD * ((made - len(self._waiting[morning])) / made)


def mornings_ahead(now: datetime, ahead: timedelta) -> list[datetime]:
    """Returns the instants within `ahead` at which mornings begin. These are whole minutes, since
    `prompt_at` is local time to the minute, and so is every zone's offset since 1972."""
    first = now.replace(second=0, microsecond=0) + MINUTE
    minutes = [first + MINUTE * place for place in range(ahead // MINUTE + 1)]
    return [minute for minute in minutes if minute <= now + ahead]
