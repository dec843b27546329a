"""When a morning is, and whom it names. Pure: `now` is an argument, and nothing is read.

1. A morning is a date. It begins at the account's `prompt_at` on that date, in its time zone, and
   stays open for three hours of real time, even across midnight or a change of the clocks.
2. A follow-up is named on the first morning from `due_on` on that has room, and once more on a
   later morning that has room after those who were not named yet.
3. A morning names at most five people, in the order in which they were met.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPEN_FOR = timedelta(hours=3)
TIME_TO_LIVE = timedelta(hours=4)
PEOPLE_PER_MORNING = 5
FOLLOWUPS_PER_PERSON = 4
TIMES = 2
LATE_AFTER_DAYS = 7
LOOK_AHEAD = timedelta(days=400)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """An open follow-up. `times`: how often it was in a prompt with this `due_on`; `last_on`: the
    last morning of these; `known_at`: when the server learned of this `due_on`."""

    followup_id: str
    person_id: str
    due_on: date
    known_at: datetime
    times: int = 0
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A person whom a morning names, with their follow-ups in this prompt."""

    person_id: str
    followups: tuple[Due, ...]

    @property
    def first(self) -> bool:
        """Whether any of these follow-ups was not prompted before."""
        return any(due.times == 0 for due in self.followups)


@dataclass(frozen=True, slots=True)
class Mornings:
    """The mornings of an account: `prompt_at` is local time in `zone`."""

    zone: ZoneInfo
    prompt_at: time

    def begins_at(self, day: date) -> datetime:
        """Returns when the morning of that date begins. A time that does not exist that night moves
        forward by what the clocks skipped; of one that exists twice, the first is taken. Both are
        what fold=0 means."""
        return datetime.combine(day, self.prompt_at, self.zone).astimezone(UTC)

    def exists(self, day: date) -> bool:
        """Returns False for a date that a country skipped, as Samoa did when it crossed the date
        line."""
        return self.begins_at(day) < self.begins_at(day + ONE_DAY)

    def midnight(self, day: date) -> datetime:
        """Returns when a date begins, to compare it with instants."""
        # At either end of the calendar the instant may not exist in UTC.
        zone = self.zone if 1 < day.year < 9999 else UTC
        return datetime.combine(day, time.min, zone).astimezone(UTC)

    def today(self, now: datetime) -> date:
        """Returns the account's date at that instant."""
        return now.astimezone(self.zone).date()

    def open_at(self, now: datetime) -> date | None:
        """Returns the morning whose three hours contain `now`: the last one that has begun, if it
        is still open.

        It may be tomorrow's, if the clocks go back across midnight, and that of two days ago, if a
        country skipped a day.
        """
        for days in (1, 0, -1, -2):
            day = self.today(now) + days * ONE_DAY
            if self.exists(day) and self.begins_at(day) <= now:
                return day if now <= self.begins_at(day) + OPEN_FOR else None
        return None

    def following(self, now: datetime, not_before: date) -> date:
        """Returns the first morning that begins after `now` and is not before that date."""
        day = max(self.today(now) - 2 * ONE_DAY, not_before)
        while self.begins_at(day) <= now or not self.exists(day):
            day += ONE_DAY
        return day

    def earliest(self, due: Due) -> date:
        """Returns the first date on which `due` may be named next."""
        return max(due.due_on, due.last_on + ONE_DAY) if due.last_on else due.due_on

    def may_be_prompted(self, due: Due) -> bool:
        """Returns whether it may be named once more, and was known in time: not more than 7 days
        late."""
        late = self.today(due.known_at) - due.due_on
        return due.times < TIMES and late.days <= LATE_AFTER_DAYS

    def may_have_turn(self, due: Due, morning: date) -> bool:
        """Returns whether `due` may be named on that morning already."""
        return self.may_be_prompted(due) and self.earliest(due) <= morning


def choose(
    dues: Iterable[Due],
    morning: date,
    mornings: Mornings,
    met_at: Mapping[str, datetime],
) -> list[Turn]:
    """Returns whom `morning` names. `met_at` has, for each person who can be named, when they were
    met; people who are not in it (archived, deleted, not yet arrived) are skipped."""
    by_person: dict[str, list[Due]] = {}
    for due in dues:
        if due.person_id in met_at and mornings.may_have_turn(due, morning):
            by_person.setdefault(due.person_id, []).append(due)
    turns = [
        Turn(person_id, _longest_waiting(their_dues)) for person_id, their_dues in by_person.items()
    ]
    turns.sort(key=lambda turn: (not turn.first, met_at[turn.person_id], turn.person_id))
    return turns[:PEOPLE_PER_MORNING]


def _longest_waiting(dues: list[Due]) -> tuple[Due, ...]:
    ordered = sorted(dues, key=lambda due: (due.times, due.due_on, due.followup_id))
    return tuple(ordered[:FOLLOWUPS_PER_PERSON])


def next_look(
    now: datetime,
    dues: Iterable[Due],
    mornings: Mornings,
    closed: Collection[date],
) -> datetime | None:
    """Returns when the account has to be checked again if nothing in it changes: the beginning of
    the next morning, not in `closed` (those already prompted), that may name somebody. None if
    there is none. `dues` are those that can be named."""
    waiting = [mornings.earliest(due) for due in dues if mornings.may_be_prompted(due)]
    if not waiting:
        return None
    first = min(waiting)
    if first > mornings.today(now) + LOOK_AHEAD:
        return now + LOOK_AHEAD
    open_now = mornings.open_at(now)
    if open_now is not None and open_now >= first and open_now not in closed:
        return now
    day = mornings.following(now, first)
    while day in closed:
        day = mornings.following(now, day + ONE_DAY)
    return mornings.begins_at(day)
