"""When was an edit really made? Pure; all times in milliseconds since 1970.

A phone's clock may be wrong by days, either way, and may jump. What is trusted is the distance
between two of its readings: the edit's `at`, and its `now` when it sent the request. The edit is
as old as that, counted back from the moment the server received it.
"""

from dataclasses import dataclass

#: The first moment that RFC 3339 can write. Older than that no edit gets.
EARLIEST = -62_135_596_800_000
#: The longest that a request is believed to have been under way.
SLOWEST_REQUEST = 60_000


@dataclass(frozen=True, slots=True)
class Reading:
    """The last edit known of a device: what its clock said, and what the server made of it."""

    at: int
    corrected: int


def correct(at: int, now: int, received: int, last: Reading | None = None, place: int = 0) -> int:
    """The instant of an edit that was made at `at` on a clock which read `now` on sending.

    Never later than `received`, so that no clock wins over edits yet to be made.

    The time a request is under way is counted as age too little: a slow upload makes its edits
    look younger than they are, and the next edit of the same phone, sent faster, could lose
    against its own predecessor. So an edit that follows `last` on the same device stays behind it,
    as long as the difference is one that a slow network explains; `place`, the edit's in its batch,
    keeps those behind it apart.
    """
    corrected = received - (now - at)
    if last is not None and at > last.at:
        behind = last.corrected + 1 + place
        if 0 < behind - corrected <= SLOWEST_REQUEST:
            corrected = behind
    return max(EARLIEST, min(corrected, received))
