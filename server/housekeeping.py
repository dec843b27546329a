"""What is forgotten for its age, and by which clock.

A clock that jumps ahead by 200 days, if only for seconds, must not make everything old. So age is
reckoned by the time that the database has lived through: from tick to tick of a worker, where the
next one came soon. A longer gap (nobody was at work, or a clock was set) counts for nothing, and
nothing is forgotten too early; what it makes of the age of things is at most too young.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from server.columns import UtcDateTime

#: The jobs of `worker_ticks` that this is kept in: the instant lived to, and that of the last pass.
LIVED, FORGOTTEN = "lived", "forgotten"
#: Workers tick each 20 seconds.
LONGEST_GAP = timedelta(minutes=3)
#: What one pass forgets at most became old within so long.
DAY = timedelta(days=1)
#: By this instant nothing is old.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_TICKS = table("worker_ticks", column("name"), column("ticked_at", UtcDateTime()))


def lived_on(lived: datetime, last_tick: datetime | None, now: datetime) -> datetime:
    """The instant that a database which had lived to `lived` has lived to now. Pure."""
    gap = timedelta() if last_tick is None else now - last_tick
    return lived + gap if timedelta() < gap <= LONGEST_GAP else lived


def next_pass(lived: datetime, forgotten: datetime) -> datetime | None:
    """By which instant the next pass is to reckon, if it is time for one: one for each day lived
    through, and no two at a time. Pure."""
    return forgotten + DAY if lived - forgotten >= DAY else None


def reckon_from(s: Session, now: datetime) -> datetime:
    """The instant by which things are old, never ahead of `now`. Where no worker has ever been at
    work, nothing is old."""
    lived = s.scalar(select(_TICKS.c.ticked_at).where(_TICKS.c.name == LIVED))
    return NEVER if lived is None else min(lived, now)
