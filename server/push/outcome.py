"""What became of one push, and what that means."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum


class Verdict(Enum):
    """What to do about a push."""

    ACCEPTED = "accepted"
    #: The subscription is over: remove it, and nothing else.
    GONE = "gone"
    #: The service or the way to it has a bad moment.
    RETRY = "retry"
    #: This message will never be taken.
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is None when there was no answer; `retry_after` is in seconds from now; `uncertain`
    when the service may have taken the message although it did not say so."""

    status: int | None
    reason: str = ""
    retry_after: float | None = None
    uncertain: bool = False
    forbidden: bool = False

    @property
    def verdict(self) -> Verdict:
        """What is done about it: settled, tried again, or the endpoint forgotten."""
        if self.forbidden:
            return Verdict.REFUSED
        if self.status is None or self.status == 429 or 500 <= self.status < 600:
            return Verdict.RETRY
        if 200 <= self.status < 300:
            return Verdict.ACCEPTED
        return Verdict.GONE if self.status in (404, 410) else Verdict.REFUSED


def read_retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait, from a number of seconds or a date (RFC 9110, 10.2.3); None for
    anything else.

    `now` is the real time: the date was written by somebody who knows no other.
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
