"""How slowly a body may arrive. Pure.

1. Not 10 seconds without a byte.
2. After 10 seconds, at least 1 KiB a second on average.
3. At most 120 seconds, unless the view reads it as it arrives.
"""

import math
from dataclasses import dataclass

SILENCE_S = 10.0
GRACE_S = 10.0
LEAST_BYTES_A_SECOND = 1024
TOTAL_S = 120.0


@dataclass(slots=True)
class Pace:
    """The progress of one body. Instants are seconds of a monotonic clock."""

    began: float
    total: float = TOTAL_S
    received: int = 0
    last: float = 0.0

    def __post_init__(self) -> None:
        self.last = self.began

    def take(self, count: int, now: float) -> None:
        """Count bytes that have arrived."""
        if count:
            self.received += count
            self.last = now

    @property
    def too_slow_at(self) -> float:
        """Returns when it will be too slow, if nothing more arrives until then."""
        average = self.began + max(GRACE_S, self.received / LEAST_BYTES_A_SECOND)
        return min(self.last + SILENCE_S, average, self.began + self.total)


def without_end(began: float) -> Pace:
    """For a body that is read as it arrives."""
    return Pace(began, total=math.inf)
