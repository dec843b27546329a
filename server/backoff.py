"""When to try again after a push service had a bad moment. Pure."""

from datetime import timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(minutes=20)


def pause(attempts: int, retry_after: float | None, chance: float) -> timedelta:
    """How long to wait after so many attempts (1 or more).

    Doubled each time up to LONGEST, of which at least half is waited. `chance`, from 0 to 1,
    decides the rest, so that thousands who were refused at once do not come back at once. Never
    less than the `retry_after` seconds that the service asked for.
    """
    doubled = FIRST * (1 << min(attempts - 1, 10))
    own = min(doubled, LONGEST) * (0.5 + chance / 2)
    return max(own, timedelta(seconds=retry_after or 0))
