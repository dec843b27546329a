"""How slowly a body may come."""

from hypothesis import given
from hypothesis import strategies as st

from server.serving.pace import GRACE_S, LEAST_BYTES_A_SECOND, SILENCE_S, TOTAL_S, Pace, without_end

STEPS = st.lists(st.tuples(st.floats(0, 20), st.integers(0, 40_000)), max_size=40)


def test_ten_seconds_without_a_byte_are_too_slow() -> None:
    pace = Pace(100.0)
    assert pace.too_slow_at == 110.0
    pace.take(50_000, 105.0)
    assert pace.too_slow_at == 115.0
    pace.take(0, 112.0)  # nothing is nothing
    assert pace.too_slow_at == 115.0


def test_a_byte_now_and_then_is_not_enough() -> None:
    pace = Pace(0.0)
    for second in range(1, 10):
        pace.take(1, float(second))
    assert pace.too_slow_at == GRACE_S


def test_a_kilobyte_a_second_is_enough_for_two_minutes() -> None:
    pace = Pace(0.0)
    for second in range(1, 120):
        assert pace.too_slow_at >= second
        pace.take(1200, float(second))
    assert pace.too_slow_at <= TOTAL_S


def test_a_body_stored_as_it_arrives_may_take_longer() -> None:
    pace = without_end(0.0)
    for second in range(1, 1000):
        pace.take(2048, float(second))
    assert pace.too_slow_at == 999 + SILENCE_S


@given(STEPS)
def test_the_deadline_is_the_earliest_of_the_three_rules(steps: list[tuple[float, int]]) -> None:
    """`too_slow_at` is the first instant at which a rule is broken, whatever came before."""
    pace = Pace(0.0)
    now = last = 0.0
    received = 0
    for wait, count in steps:
        now += wait
        pace.take(count, now)
        received += count
        last = now if count else last

    def is_broken(at: float) -> bool:
        return (
            at - last >= SILENCE_S
            or (at >= GRACE_S and received <= LEAST_BYTES_A_SECOND * at)
            or at >= TOTAL_S
        )

    assert is_broken(pace.too_slow_at + 0.001)
    assert not is_broken(pace.too_slow_at - 0.001) or pace.too_slow_at <= now
