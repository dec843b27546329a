"""Everybody in turn, and no turn is lost."""

import asyncio
from collections.abc import Awaitable

from hypothesis import given
from hypothesis import strategies as st

from server.serving.fair import FairTurns


def ran(asked: list[str], *, at_once: int = 1, gone: frozenset[int] = frozenset()) -> list[str]:
    """In which order the turns come of those who ask in this order, all at once; of some of them
    the connection goes meanwhile."""

    async def all_of_them() -> list[str]:
        turns = FairTurns(at_once)
        order: list[str] = []

        async def one(who: str) -> None:
            await turns.take(lambda: who)
            try:
                await asyncio.sleep(0)
                order.append(who)
            finally:
                turns.give_back()

        tasks = [asyncio.create_task(one(who)) for who in asked]
        await asyncio.sleep(0)
        for number in gone:
            if number < len(tasks):
                tasks[number].cancel()
        await asyncio.wait_for(_all(tasks), 10)
        # Whoever comes later finds all places free.
        for _ in range(at_once):
            await asyncio.wait_for(turns.take(_nobody), 10)
        return order

    return asyncio.run(all_of_them())


async def _all(tasks: list[asyncio.Task[None]]) -> None:
    waits: Awaitable[object] = asyncio.gather(*tasks, return_exceptions=True)
    await waits


def _nobody() -> str:
    raise AssertionError("there was a place")


def test_one_request_waits_for_one_of_each_other_client() -> None:
    assert "".join(ran([*"aaaaab", *"c"])) == "aabcaaa"


def test_a_single_client_is_served_in_order() -> None:
    assert ran(["a"] * 5, at_once=2) == ["a"] * 5


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=30),
    st.integers(1, 4),
    st.frozensets(st.integers(0, 29)),
)
def test_every_request_gets_its_turn_unless_its_client_left(
    asked: list[str], at_once: int, gone: frozenset[int]
) -> None:
    left = [who for number, who in enumerate(asked) if number not in gone]
    assert sorted(ran(asked, at_once=at_once, gone=gone)) == sorted(left)
