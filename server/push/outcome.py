"""The result of one push, and what to do about it."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum


class Verdict(Enum):
    """What to do after a push."""

    ACCEPTED = "accepted"
    #: The subscription is over: remove it, and nothing else.
    GONE = "gone"
    #: The service or the network has a temporary problem.
    RETRY = "retry"
    #: This message will never be accepted.
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is None if there was no answer; `retry_after` is in seconds from now; `uncertain`:
    the service may have accepted the message without saying so."""

    status: int | None
    reason: str = ""
    retry_after: float | None = None
    uncertain: bool = False
    forbidden: bool = False

    @property
    def verdict(self) -> Verdict:
        """What to do: it is settled, is tried again, or the endpoint is deleted."""
        if self.forbidden:
            return Verdict.REFUSED
        if self.status is None or self.status == 429 or 500 <= self.status < 600:
            return Verdict.RETRY
        if 200 <= self.status < 300:
            return Verdict.ACCEPTED
        return Verdict.GONE if self.status in (404, 410) else Verdict.REFUSED


def read_retry_after(value: str, now: datetime) -> float | None:
    """Returns the seconds to wait, from a number of seconds or a date (RFC 9110, 10.2.3); None for
    anything else.

    `now` is the real time, even in a simulated pass: the date comes from the push service.
    """
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, math.ceil((date - now).total_seconds()))
