"""A token bucket: so many tokens at once, then one each interval. Pure.

Only one number is stored, the instant at which the bucket will be full again; each token moves it
one interval ahead. (It is the "theoretical arrival time" of the generic cell rate algorithm, ITU-T
I.371, A.1.) A full bucket need not be stored at all.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TokenBucket:
    """At most `size` tokens, a new one each `every` milliseconds. Instants are in milliseconds."""

    size: int
    every: int

    @property
    def span(self) -> int:
        """How long it takes to fill, in milliseconds."""
        return self.size * self.every

    def widened(self, times: int) -> "TokenBucket":
        """Returns a bucket of so many times the size, which takes as long to fill."""
        return TokenBucket(self.size * times, self.every // times)

    def start(self, full_at: int, now: int) -> int:
        """Returns the instant from which the next token is counted. No bucket is further ahead of
        the clock than an empty one; if it is, the clock was set back since, and the bucket counts
        as full, so that nobody has to wait because of the clock."""
        return full_at if now < full_at <= now + self.span else now

    def take(self, full_at: int, now: int) -> int | None:
        """Returns the new `full_at` after taking one token, None if there is none."""
        taken = self.start(full_at, now) + self.every
        return taken if taken <= now + self.span else None

    def wait(self, full_at: int, now: int) -> int:
        """Returns in how many milliseconds there will be a token; 0 if there is one."""
        return max(0, self.start(full_at, now) + self.every - now - self.span)
