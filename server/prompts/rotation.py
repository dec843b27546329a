"""Who is next among the faces from the past. Pure.

People who never came are first, in the order in which they were met; then those who came longest
ago. So nobody comes twice before everybody has come once, and nothing that somebody is or does
changes their place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

EVERY = timedelta(days=7)
#: How long after the meeting somebody becomes a face from the past.
PAST_AFTER = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody who may come, and when they were met."""

    person_id: str
    met_at: datetime


def whose_turn(faces: Iterable[Face], came_on: Mapping[str, date]) -> str | None:
    """Returns who comes next; None if nobody may. `came_on`: when each of them came last."""

    def key(face: Face) -> tuple[date, datetime, str]:
        return came_on.get(face.person_id, date.min), face.met_at, face.person_id

    return min(faces, key=key).person_id if (faces := list(faces)) else None


def not_before(came_on: Mapping[str, date], today: date) -> date:
    """Returns the first morning on which the next face may come."""
    return max(came_on.values()) + EVERY if came_on else today
