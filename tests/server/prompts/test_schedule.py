"""The pure rules of mornings and turns, over whatever evenings there may be."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import assume, given
from hypothesis import strategies as st

from server.backoff import LONGEST, pause
from server.prompts.schedule import (
    OPEN_FOR,
    PEOPLE_PER_MORNING,
    TIMES,
    Due,
    Mornings,
    choose,
    next_look,
)

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
START = datetime(2026, 1, 1, tzinfo=UTC)

mornings = st.builds(
    lambda zone, hour, minute: Mornings(ZoneInfo(zone), time(hour, minute)),
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(0, 59),
)
instants = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@given(mornings, instants)
def test_a_morning_is_open_for_three_hours_of_real_time(own: Mornings, now: datetime) -> None:
    day = own.following(now, date(2026, 1, 1))
    begins_at = own.begins_at(day)
    assert begins_at > now
    assert own.open_at(begins_at) == day
    assert own.open_at(begins_at + OPEN_FOR) == day
    assert own.open_at(begins_at - timedelta(seconds=1)) != day
    assert own.open_at(begins_at + OPEN_FOR + timedelta(seconds=1)) != day


@given(mornings, instants)
def test_mornings_follow_each_other(own: Mornings, now: datetime) -> None:
    day = own.following(now, date(2026, 1, 1))
    then = own.following(own.begins_at(day), date(2026, 1, 1))
    assert timedelta(hours=21) <= own.begins_at(then) - own.begins_at(day) <= timedelta(hours=51)
    assert then > day


@given(mornings, instants)
def test_a_morning_begins_at_the_chosen_local_time(own: Mornings, now: datetime) -> None:
    day = own.following(now, date(2026, 1, 1))
    shown = own.begins_at(day).astimezone(own.zone)
    assert shown.date() == day
    # Later only where the clocks skipped it that night.
    skipped = (
        datetime.combine(day, own.prompt_at, own.zone).astimezone(UTC).astimezone(own.zone).time()
        != own.prompt_at
    )
    assert skipped or shown.time() == own.prompt_at


people = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), instants, min_size=1, max_size=25
)


def live_through(own: Mornings, met: dict[str, datetime]) -> list[list[str]]:
    """Morning after morning, with nobody ever answered, until nobody is named."""
    first = own.today(max(met.values())) + timedelta(1)
    known_at = own.begins_at(first) - timedelta(hours=6)
    had = dict.fromkeys(met, (0, None))
    named: list[list[str]] = []
    morning = first
    for _ in range(4 * len(met)):
        dues = [
            Due(f"followup of {person}", person, first, known_at, times, last_on)
            for person, (times, last_on) in had.items()
        ]
        turns = choose(dues, morning, own, met)
        named.append([turn.person_id for turn in turns])
        for turn in turns:
            had[turn.person_id] = (had[turn.person_id][0] + 1, morning)  # type: ignore[assignment]
        morning += timedelta(1)
    return named


@given(mornings, people)
def test_everybody_is_prompted_twice_and_then_no_more(
    own: Mornings, met: dict[str, datetime]
) -> None:
    named = live_through(own, met)
    everybody = [person for morning in named for person in morning]
    assert {person: everybody.count(person) for person in met} == dict.fromkeys(met, TIMES)
    assert all(len(morning) <= PEOPLE_PER_MORNING for morning in named)
    assert all(len(set(morning)) == len(morning) for morning in named)
    # A morning is only short of people when there is nobody left who could be named.
    counts = [len(morning) for morning in named]
    assert all(later == 0 for count, later in zip(counts, counts[2:], strict=False) if count == 0)


@given(mornings, people)
def test_first_turns_come_in_the_order_of_meeting(own: Mornings, met: dict[str, datetime]) -> None:
    everybody = [person for morning in live_through(own, met) for person in morning]
    firsts = list(dict.fromkeys(everybody))
    assert firsts == sorted(met, key=lambda person: (met[person], person))


@given(mornings, people, st.randoms())
def test_the_order_in_which_follow_ups_are_read_does_not_matter(
    own: Mornings, met: dict[str, datetime], random: object
) -> None:
    morning = own.today(max(met.values())) + timedelta(1)
    known_at = own.begins_at(morning) - timedelta(hours=6)
    dues = [Due(person, person, morning, known_at) for person in met]
    shuffled = dues.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert choose(dues, morning, own, met) == choose(shuffled, morning, own, met)


@given(mornings, instants, st.integers(-3, 40))
def test_the_next_look_is_a_morning_on_which_somebody_has_a_turn(
    own: Mornings, now: datetime, days: int
) -> None:
    due_on = own.today(now) + timedelta(days)
    due = Due("followup", "Maya", due_on, known_at=now)
    look = next_look(now, [due], own, closed=())
    assume(own.may_be_prompted(due))
    assert look is not None
    assert look >= now
    morning = own.open_at(look)
    assert morning is not None
    assert [turn.person_id for turn in choose([due], morning, own, {"Maya": now})] == ["Maya"]


@given(mornings, instants)
def test_with_nobody_waiting_there_is_no_next_look(own: Mornings, now: datetime) -> None:
    assert next_look(now, [], own, closed=()) is None


@given(st.integers(1, 1000), st.none() | st.floats(0, 1e6), st.floats(0, 1))
def test_a_pause_is_never_shorter_than_asked_nor_longer_than_needed(
    attempts: int, retry_after: float | None, chance: float
) -> None:
    waited = pause(attempts, retry_after, chance)
    assert waited >= timedelta(seconds=retry_after or 0)
    assert waited <= max(LONGEST, timedelta(seconds=retry_after or 0))
    assert waited >= timedelta(seconds=15)
