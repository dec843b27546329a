"""A face from the past: nobody comes twice before everybody has come once."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from server.prompts.rotation import EVERY, Face, not_before, whose_turn

MONDAY = date(2026, 11, 23)
NAMES = ["ada", "leo", "maya", "noor", "tom", "zoë"]


def face(name: str, days: int = 0) -> Face:
    return Face(name, datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=days))


def test_the_person_met_first_comes_first() -> None:
    assert whose_turn([face("tom", 2), face("maya", 1), face("ada", 3)], {}) == "maya"


def test_the_person_who_came_longest_ago_is_next() -> None:
    came_on = {"maya": MONDAY, "tom": MONDAY - EVERY}
    assert whose_turn([face("maya"), face("tom")], came_on) == "tom"
    assert whose_turn([face("maya"), face("tom"), face("new")], came_on) == "new"


def test_without_people_nobody_is_next() -> None:
    assert whose_turn([], {"maya": MONDAY}) is None


def test_a_face_may_come_once_a_week() -> None:
    assert not_before({}, MONDAY) == MONDAY
    came_on = {"maya": MONDAY, "tom": MONDAY - 3 * EVERY}
    assert not_before(came_on, MONDAY + timedelta(days=2)) == MONDAY + EVERY


weeks = st.lists(st.sets(st.sampled_from(NAMES)), max_size=30)
met = st.fixed_dictionaries({name: st.integers(0, 500) for name in NAMES})


@given(weeks, met)
def test_nobody_comes_twice_before_everybody_came_once(
    weeks: list[set[str]], met: dict[str, int]
) -> None:
    """Whatever is due, put away, deleted or met meanwhile: between two turns of one person,
    everybody else who could have come all the while has come."""
    came_on: dict[str, date] = {}
    turns: list[str | None] = []
    for week, there in enumerate(weeks):
        turn = whose_turn([face(name, met[name]) for name in there], came_on)
        assert (turn is None) == (not there)
        assert turn is None or turn in there
        if turn is not None:
            came_on[turn] = MONDAY + week * EVERY
        turns.append(turn)
    for name in NAMES:
        own = [week for week, turn in enumerate(turns) if turn == name]
        for first, second in pairwise(own):
            all_the_while = set.intersection(*weeks[first + 1 : second + 1])
            assert all_the_while - {name} <= set(turns[first + 1 : second])


@given(st.sets(st.sampled_from(NAMES), min_size=1), met)
def test_while_nothing_changes_everybody_comes_once_a_round(
    there: set[str], met: dict[str, int]
) -> None:
    faces = [face(name, met[name]) for name in there]
    came_on: dict[str, date] = {}
    rounds = []
    for week in range(2 * len(there)):
        turn = whose_turn(faces, came_on)
        assert turn is not None
        came_on[turn] = MONDAY + week * EVERY
        rounds.append(turn)
    assert set(rounds[: len(there)]) == there
    assert rounds[: len(there)] == rounds[len(there) :]
