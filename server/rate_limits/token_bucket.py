"""A bucket of tokens: so many at once, then one each so often. Pure.

Kept is one number, the instant at which the bucket will be full again: it runs ahead of the clock
by one interval a token. (It is the "theoretical arrival time" of the generic cell rate algorithm,
ITU-T I.371, A.1.) A bucket that is full need not be kept at all.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TokenBucket:
    """`size` tokens at most, a new one each `every` milliseconds. Instants are in milliseconds."""

    size: int
    every: int

    @property
    def span(self) -> int:
        """How long it takes to fill, in milliseconds."""
        return self.size * self.every

    def widened(self, times: int) -> "TokenBucket":
        """One of so many times the size, which takes as long to fill."""
        return TokenBucket(self.size * times, self.every // times)

    def start(self, full_at: int, now: int) -> int:
        """The instant from which a token is reckoned: no bucket is further ahead of the clock than
        an empty one. One that is was filled before the clock was set back, and is taken for full:
        nobody waits for what the clock did."""
        return full_at if now < full_at <= now + self.span else now

    def take(self, full_at: int, now: int) -> int | None:
        """The new `full_at` with one token taken, None if there is none."""
        taken = self.start(full_at, now) + self.every
        return taken if taken <= now + self.span else None

    def wait(self, full_at: int, now: int) -> int:
        """In how many milliseconds there will be a token; 0 if there is one."""
        return max(0, self.start(full_at, now) + self.every - now - self.span)
