"""`flask --app wsgi …` on a day that passes faster than a real one.

`python -m tests.rigs.fast_clock serve` is like `flask --app wsgi serve`, but goes by the clock that
FAST_CLOCK describes: everything of the server asks `server.clock` what time it is, and so do the
processes that are forked from it.

Whoever waits still waits in real time: a worker looks once a real second, which is 50 of a day that
passes 50 times as fast. The push service, and what is signed for it, go by the real clock.
"""

import os
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask.cli import main

from server import clock
from server.prompts import dispatch, queue

FAST_CLOCK = "KARMADEX_TEST_FAST_CLOCK"
MINUTE = timedelta(minutes=1)
SOME_SECONDS = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class FastClock:
    """It showed `start` at the real instant `began`, in seconds since 1970, and runs `speed` times
    as fast, before as after."""

    began: float
    start: datetime
    speed: float

    @classmethod
    def read(cls, text: str) -> "FastClock":
        began, start, speed = text.split()
        return cls(float(began), datetime.fromisoformat(start), float(speed))

    def __str__(self) -> str:
        return f"{self.began!r} {self.start.isoformat()} {self.speed!r}"

    def now(self) -> datetime:
        return self.shows(time.time())

    def shows(self, real: float) -> datetime:
        """What it shows at a real instant."""
        return self.start + timedelta(seconds=(real - self.began) * self.speed)

    def real(self, shown: datetime) -> float:
        """The real instant at which it shows that."""
        return self.began + (shown - self.start).total_seconds() / self.speed


def _install(fast: FastClock) -> None:
    clock.now = fast.now
    # These bound work, which takes as long as ever: a lease of 90 seconds would be over after 1.8
    # real ones, and whoever is sending would be taken for dead and have everything sent twice. All
    # three, since a lease that ends later than AHEAD + GRACE from now is believed by nobody.
    queue.LEASE *= fast.speed
    queue.AHEAD *= fast.speed
    # Still no whole number of minutes.
    queue.GRACE = queue.GRACE * fast.speed // MINUTE * MINUTE + SOME_SECONDS
    # How far ahead a worker prepares mornings stays: 2 minutes of the day are two looks or three,
    # as stretched it would have 100 mornings to ask for at each of them.
    assert dispatch.AHEAD < queue.AHEAD or fast.speed == 1, "dispatch has a name of its own for it"


if FAST_CLOCK in os.environ:
    _install(FastClock.read(os.environ[FAST_CLOCK]))
if __name__ == "__main__":
    sys.argv[1:1] = ["--app", "wsgi"]
    main()
