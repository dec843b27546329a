"""Several workers, in any order, with clocks that agree or do not: who may have an account when."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from server import database
from server.extensions import db
from server.prompts import queue
from server.prompts.queue import LEASE, Claim
from tests.rigs.crowd import account_id, instant, multiply
from tests.rigs.push_service import PushService
from tests.server.prompts.hand import HandWorker
from tests.server.prompts.life import Life
from tests.support.api import ApiClient

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
ACCOUNTS = [account_id(number) for number in range(1, 6)]


class World:
    """Workers on one database, the right time, and a book of who holds what for sure."""

    def __init__(self) -> None:
        self.now = MORNING - 30 * SECOND
        self.claims: list[Claim] = []
        self.book: dict[str, tuple[str, datetime]] = {}
        with database.write() as s:
            s.execute(
                text(
                    f"UPDATE prompt_schedules SET next_at = {instant(MORNING, db.engine.name)},"
                    " lease_until = NULL, claim_token = NULL, planned_for = NULL"
                )
            )

    def gave(self, claim: Claim, account_ids: Iterable[str]) -> None:
        """Nobody else may have these now."""
        for each in account_ids:
            token, until = self.book.get(each, (claim.token, self.now))
            assert token == claim.token or until <= self.now, "two workers have it at once"

    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def claim_due(self, limit: int) -> None:
        with database.write() as s:
            claim = queue.claim_due(s, self.now, limit)
        self.gave(claim, claim.account_ids)
        self.book |= dict.fromkeys(claim.account_ids, (claim.token, claim.lease_until))
        self.claims.append(claim)

    def claim_ahead(self, limit: int) -> None:
        with database.write() as s:
            claim = queue.claim_ahead(s, MORNING, self.now, limit)
        self.gave(claim, claim.account_ids)
        self.claims.append(claim)

    def take(self, place: int) -> None:
        if not self.claims:
            return
        place %= len(self.claims)
        with database.write() as s:
            claim, _ = queue.take(s, self.claims[place], self.now)
        self.gave(claim, claim.account_ids)
        self.book |= dict.fromkeys(claim.account_ids, (claim.token, claim.lease_until))
        self.claims[place] = claim

    def settle(self, place: int) -> None:
        if not self.claims:
            return
        claim = self.claims.pop(place % len(self.claims))
        with database.write() as s:
            queue.settle(s, claim, dict.fromkeys(claim.account_ids, self.now + MINUTE))
        for each in claim.account_ids:
            if self.book.get(each, ("",))[0] == claim.token:
                del self.book[each]

    def mark(self, place: int) -> None:
        with database.write() as s:
            queue.mark_dirty(s, ACCOUNTS[place % len(ACCOUNTS)])


def steps() -> st.SearchStrategy[list[tuple[str, int]]]:
    doing = ("claim_due", "claim_ahead", "take", "settle", "mark")
    acts = st.tuples(st.sampled_from(doing), st.sampled_from((1, 2, 5)))
    waits = st.tuples(st.just("wait"), st.sampled_from((20, 80, 100)))
    return st.lists(acts | waits, min_size=4, max_size=20)


@pytest.fixture
def five(app: Flask, alice: ApiClient) -> Flask:
    """Five accounts, all due at MORNING."""
    with app.app_context():
        with database.write() as s:
            queue.mark_dirty(s, alice.id)
        with db.engine.begin() as connection:
            multiply(connection, alice.id, len(ACCOUNTS), only={"accounts", "prompt_schedules"})
            connection.execute(text("DELETE FROM accounts WHERE email_key = 'alice@example.org'"))
    return app


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps())
def test_no_account_is_claimed_twice_within_a_lease_whatever_the_workers_do(
    five: Flask, done: list[tuple[str, int]]
) -> None:
    with five.app_context():
        world = World()
        for act, number in done:
            getattr(world, act)(number)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps())
def test_nothing_is_lost_whatever_the_workers_do(five: Flask, done: list[tuple[str, int]]) -> None:
    """Whatever they did, once they are all dead whoever comes later finds every account."""
    with five.app_context():
        world = World()
        for act, number in done:
            getattr(world, act)(number)
        world.now = max(world.now, MORNING) + LEASE + 2 * MINUTE
        with database.write() as s:
            assert queue.claim_due(s, world.now).account_ids == sorted(ACCOUNTS)


@pytest.fixture
def life(app: Flask, push_service: PushService) -> Life:
    """Alice has met Maya; her morning begins at MORNING."""
    life = Life(app, push_service, "Europe/Berlin", prompt_at="09:00")
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    return life


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 40)), min_size=5, max_size=40))
@pytest.mark.slow
def test_workers_with_clocks_an_hour_apart_prompt_once(
    app: Flask, push_service: PushService, looks: list[tuple[int, int]]
) -> None:
    """One is right, one an hour ahead, one an hour behind; they look in any order."""
    name = f"Alice{uuid.uuid4().hex}"
    life = Life(app, push_service, "Europe/Berlin", prompt_at="09:00", name=name)
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    hands = [HandWorker(app, off) for off in (0 * HOUR, HOUR, -HOUR)]
    now = MORNING - 2 * HOUR
    for hand, minutes in looks:
        now += minutes * MINUTE
        if now < MORNING + 2 * HOUR:
            hands[hand].live(now)
    hands[0].live(MORNING + 2 * HOUR + MINUTE)
    for each in hands:
        each.kill()
    assert len(life.inbox.asked) == 1


def test_a_clock_that_is_set_back_prompts_nobody_again(app: Flask, life: Life) -> None:
    hand = HandWorker(app)
    hand.live(MORNING - MINUTE)
    hand.live(MORNING)
    for back in (30 * SECOND, MINUTE, HOUR, 24 * HOUR):
        with app.app_context(), database.write() as s:
            queue.mark_dirty(s, life.phone.id)
        hand.live(MORNING - back)
        hand.live(MORNING - back + MINUTE)
        hand.live(MORNING)
    hand.kill()
    assert len(life.inbox.taken) == 1
