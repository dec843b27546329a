"""How long to wait before the next attempt, after a push service failed. Pure."""

from datetime import timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(minutes=20)


def pause(attempts: int, retry_after: float | None, chance: float) -> timedelta:
    """Returns how long to wait after so many attempts (1 or more).

    The time doubles with each attempt, up to LONGEST. `chance`, from 0 to 1, chooses between half
    of it and all of it, so that thousands of messages that failed together do not come back
    together. It is never less than the `retry_after` seconds that the service asked for.
    """
    doubled = FIRST * (1 << min(attempts - 1, 10))
    own = min(doubled, LONGEST) * (0.5 + chance / 2)
    return max(own, timedelta(seconds=retry_after or 0))
