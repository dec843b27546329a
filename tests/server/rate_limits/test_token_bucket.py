"""The bucket: so many tokens at once, then one each so often, whatever the clock does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from server.rate_limits.token_bucket import TokenBucket

BUCKETS = st.builds(TokenBucket, st.integers(1, 300), st.integers(1, 10_000_000))
INSTANTS = st.integers(0, 2**45)


@settings(deadline=None)
@given(BUCKETS, INSTANTS)
def test_a_full_bucket_gives_all_its_tokens_at_once(bucket: TokenBucket, now: int) -> None:
    full_at: int | None = now
    for _ in range(bucket.size):
        assert full_at is not None
        full_at = bucket.take(full_at, now)
    assert full_at == now + bucket.span
    assert bucket.take(full_at, now) is None
    assert bucket.wait(full_at, now) == bucket.every


@settings(deadline=None)
@given(BUCKETS, INSTANTS, INSTANTS)
def test_after_the_announced_wait_there_is_a_token(
    bucket: TokenBucket, full_at: int, now: int
) -> None:
    """And not a millisecond before."""
    wait = bucket.wait(full_at, now)
    assert 0 <= wait <= bucket.every
    assert bucket.take(full_at, now + wait) is not None
    if wait > 0:
        assert bucket.take(full_at, now + wait - 1) is None


@settings(deadline=None)
@given(BUCKETS, st.lists(st.integers(0, 5_000_000), max_size=60))
def test_no_pattern_of_tries_gets_more_tokens_than_the_bucket_has(
    bucket: TokenBucket, pauses: list[int]
) -> None:
    now = full_at = 1_795_415_900_000
    began, taken = now, 0
    for pause in pauses:
        now += pause
        after = bucket.take(full_at, now)
        if after is not None:
            taken, full_at = taken + 1, after
    assert taken <= bucket.size + (now - began) // bucket.every


@settings(deadline=None)
@given(BUCKETS, INSTANTS, st.integers(1, 2**45))
def test_nobody_waits_because_a_clock_was_set_back(
    bucket: TokenBucket, now: int, back: int
) -> None:
    emptied = now + bucket.span
    assert bucket.wait(emptied, now - back) == 0


@settings(deadline=None)
@given(BUCKETS, INSTANTS, INSTANTS)
def test_a_token_is_taken_where_there_is_no_wait(
    bucket: TokenBucket, full_at: int, now: int
) -> None:
    assert (bucket.take(full_at, now) is None) == (bucket.wait(full_at, now) > 0)
