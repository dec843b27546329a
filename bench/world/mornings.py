"""What arrived at the push service, compared with what was due."""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bench.morning_burst import LATE, Sink
from bench.world.people import DAY
from bench.world.phones import Phone
from tests.rigs.fast_clock import FastClock

Came = Sequence[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Mornings:
    """The mornings of a day; `after`: how many real seconds after its beginning each prompt
    arrived."""

    due: int
    after: Sequence[float]
    missing: int
    twice: int
    unasked: int
    early: int

    @property
    def late(self) -> int:
        return sum(each > LATE for each in self.after)


def wait_for_the_last(
    sink: Sink, phones: Sequence[Phone], clock: FastClock, end: datetime
) -> Mornings:
    """Gives prompts that are due before `end` the time they may take."""
    while True:
        found = judge(phones, sink.get("/came"), clock, end)
        if not found.missing or time.time() > clock.real(end) + LATE:
            # Time for one that arrives twice.
            time.sleep(5)
            return judge(phones, sink.get("/came"), clock, end)
        time.sleep(1)


def judge(phones: Sequence[Phone], came: Came, clock: FastClock, end: datetime) -> Mornings:
    by_number: dict[int, list[float]] = defaultdict(list)
    for number, at in came:
        by_number[number].append(at)
    due = missing = twice = unasked = early = 0
    after: list[float] = []
    for phone in phones:
        morning = phone.account.kind.morning
        begins, next_begins = clock.real(morning), clock.real(morning + DAY)
        # The clock runs on meanwhile: a second morning belongs to the next day.
        mine = sorted(at for at in by_number.pop(phone.account.number, ()) if at < next_begins)
        early += sum(at < begins for at in mine)
        if morning >= end:
            continue
        due += phone.is_due
        missing += phone.is_due and not mine
        unasked += not phone.is_due and bool(mine)
        twice += len(mine) > 1
        after += [at - begins for at in mine[:1]]
    # The rest came for unknown accounts.
    return Mornings(due, sorted(after), missing, twice, unasked + len(by_number), early)
