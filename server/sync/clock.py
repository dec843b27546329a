"""When an edit was really made. Pure; all times are in milliseconds since 1970.

A phone's clock may be wrong by days, in either direction, and may jump. Only the distance between
two of its readings is trusted: the edit's `at`, and `now` when it sent the request. That is the age
of the edit, counted back from the moment at which the server received it.
"""

from typing import NamedTuple

#: The first moment that RFC 3339 can write. No edit is older than that.
EARLIEST = -62_135_596_800_000
#: The longest time that a request may have taken to arrive.
SLOWEST_REQUEST = 60_000


class Reading(NamedTuple):
    """The last known edit of a device: its time on the device's clock, and its corrected time."""

    at: int
    corrected: int


def correct(at: int, now: int, received: int, last: Reading | None = None, place: int = 0) -> int:
    """Returns the instant of an edit that was made at `at` on a clock that read `now` when sending.

    It is never later than `received`, so that no clock wins over future edits.

    The time that a request takes to arrive is missing in the age, so that a slow upload makes its
    edits look too young. A later edit of the same phone, sent faster, could then lose against an
    earlier one. So an edit that follows `last` on the same device is placed after it, as long as a
    slow network explains the difference; `place`, the edit's position in its batch, keeps several
    such edits apart.
    """
    corrected = received - (now - at)
    if last is not None and at > last.at:
        behind = last.corrected + 1 + place
        if 0 < behind - corrected <= SLOWEST_REQUEST:
            corrected = behind
    return max(EARLIEST, min(corrected, received))
