"""When old data is deleted, and which clock decides what is old.

If a clock jumps ahead by 200 days, even for a few seconds, data must not become old by that. So age
is counted in time during which a worker was running: from tick to tick, as long as the ticks are
close together. A longer gap (no worker was running, or a clock was set) does not count. So nothing
is deleted too early; at worst it is kept longer.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from server.columns import UtcDateTime

#: The rows of `worker_ticks` for this: the instant of the database's own clock, and the last pass.
LIVED, FORGOTTEN = "lived", "forgotten"
#: Workers tick each 20 seconds.
LONGEST_GAP = timedelta(minutes=3)
#: One pass deletes at most what became old within this time.
DAY = timedelta(days=1)
#: Counted from this instant nothing is old.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_TICKS = table("worker_ticks", column("name"), column("ticked_at", UtcDateTime()))


def lived_on(lived: datetime, last_tick: datetime | None, now: datetime) -> datetime:
    """Returns the instant that the database's own clock has reached; it was at `lived` before.
    Pure."""
    gap = timedelta() if last_tick is None else now - last_tick
    return lived + gap if timedelta() < gap <= LONGEST_GAP else lived


def next_pass(lived: datetime, forgotten: datetime) -> datetime | None:
    """Returns the instant for the next pass, if it is time for one: one for each day of running
    time, never two at once. Pure."""
    return forgotten + DAY if lived - forgotten >= DAY else None


def reckon_from(s: Session, now: datetime) -> datetime:
    """Returns the instant from which age is counted back, never later than `now`. If no worker has
    ever run, nothing is old."""
    lived = s.scalar(select(_TICKS.c.ticked_at).where(_TICKS.c.name == LIVED))
    return NEVER if lived is None else min(lived, now)
