"""How slowly a body may come. Pure.

1. 10 seconds without a byte are too long.
2. From 10 seconds on it comes with 1 KiB a second, on average.
3. After 120 seconds it is over, unless it is one that is kept as it arrives.
"""

import math
from dataclasses import dataclass

SILENCE_S = 10.0
GRACE_S = 10.0
LEAST_BYTES_A_SECOND = 1024
TOTAL_S = 120.0


@dataclass(slots=True)
class Pace:
    """Where one body stands. Instants are seconds of a clock that only goes forward."""

    began: float
    total: float = TOTAL_S
    received: int = 0
    last: float = 0.0

    def __post_init__(self) -> None:
        self.last = self.began

    def take(self, count: int, now: float) -> None:
        """So many bytes have come."""
        if count:
            self.received += count
            self.last = now

    @property
    def too_slow_at(self) -> float:
        """When it is over, if nothing more comes until then."""
        average = self.began + max(GRACE_S, self.received / LEAST_BYTES_A_SECOND)
        return min(self.last + SILENCE_S, average, self.began + self.total)


def without_end(began: float) -> Pace:
    """For a body that is kept as it arrives."""
    return Pace(began, total=math.inf)
