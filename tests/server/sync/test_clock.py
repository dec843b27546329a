"""When was an edit really made?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sync.clock import EARLIEST, SLOWEST_REQUEST, Reading, correct

HOUR = 3_600_000
DAY = 24 * HOUR
RECEIVED = 1_795_415_905_195
ANY = st.integers(-(2**53), 2**53)


@pytest.mark.parametrize("wrong_by", [0, -3 * DAY, 3 * DAY, -20 * 365 * DAY, 1])
def test_a_wrong_clock_does_not_matter(wrong_by: int) -> None:
    now = RECEIVED + wrong_by
    assert correct(now - HOUR, now, RECEIVED) == RECEIVED - HOUR


def test_no_edit_is_from_the_future() -> None:
    assert correct(RECEIVED + DAY, RECEIVED, RECEIVED) == RECEIVED


@given(ANY, ANY, st.none() | st.builds(Reading, ANY, st.integers(EARLIEST, RECEIVED)))
def test_any_clock_gives_an_instant_that_can_be_written(
    at: int, now: int, last: Reading | None
) -> None:
    assert EARLIEST <= correct(at, now, RECEIVED, last) <= RECEIVED


def test_a_slow_upload_does_not_make_the_phone_beat_its_own_next_edit() -> None:
    # Edited at 0:00, sent at once, under way for 20 s; the next edit at 0:05, sent at 0:21.
    first = correct(0, 0, RECEIVED)
    second = correct(5_000, 21_000, RECEIVED + 1_000, Reading(0, first))
    assert first == RECEIVED
    assert second > first


@given(
    st.lists(st.tuples(st.integers(1, 5000), st.integers(0, 30_000)), min_size=1, max_size=20),
)
def test_edits_of_one_honest_phone_keep_their_order_on_any_network(
    edits: list[tuple[int, int]],
) -> None:
    """Each edit is sent at once, and is under way for so long; one is sent at a time."""
    last: Reading | None = None
    clock = RECEIVED
    before = EARLIEST
    for pause, under_way in edits:
        clock += pause
        at = clock
        corrected = correct(at, at, clock + under_way, last)
        assert corrected > before
        before, last = corrected, Reading(at, corrected)
        clock += under_way


def test_an_edit_that_is_older_by_the_clock_of_its_phone_gains_nothing() -> None:
    last = Reading(RECEIVED, RECEIVED)
    assert correct(RECEIVED - HOUR, RECEIVED, RECEIVED, last) == RECEIVED - HOUR


def test_a_jump_of_the_clock_is_not_taken_for_a_slow_network() -> None:
    # Its clock was set forward by ten days in between: it says "six days ago" and is believed.
    last = Reading(RECEIVED + 3 * DAY, RECEIVED)
    at, now = RECEIVED + 4 * DAY, RECEIVED + 10 * DAY
    assert correct(at, now, RECEIVED, last) == RECEIVED - 6 * DAY
    late = Reading(0, RECEIVED)
    assert correct(1, SLOWEST_REQUEST, RECEIVED, late) == RECEIVED
    assert correct(1, SLOWEST_REQUEST + 2, RECEIVED, late) == RECEIVED - SLOWEST_REQUEST - 1


@given(st.integers(0, 50_000), st.lists(st.integers(1, 400), min_size=2, max_size=30))
def test_edits_of_one_batch_keep_their_order_after_the_last_edit(
    shortfall: int, pauses: list[int]
) -> None:
    """The batch before was under way for longer than this one, by so much."""
    last = Reading(0, RECEIVED)
    now = sum(pauses) + 1
    received = RECEIVED + now  # the server's clock goes on
    at, before = 0, RECEIVED
    for place, pause in enumerate(pauses):
        at += pause
        corrected = correct(at, now + shortfall, received, last, place)
        assert before < corrected <= received
        before = corrected
