"""The row is the queue: who holds an account, until when, and what becomes of one that fails."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from server import clock, database, housekeeping
from server.prompts import prepare, queue, settle, worker
from server.prompts.dispatch import Dispatcher
from server.prompts.models import Prompt, PromptDelivery, PromptFollowup, PromptSchedule
from server.prompts.plan import Plan
from server.push.models import PushSubscription
from tests.rigs.push_service import PushService
from tests.server.prompts.hand import HandWorker
from tests.server.prompts.life import Life
from tests.support import changes
from tests.support.api import ApiClient

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def claim(now: datetime) -> queue.Claim:
    with database.write() as s:
        return queue.claim_due(s, now)


def settle_claim(held: queue.Claim, account_id: str, next_at: datetime | None) -> None:
    with database.write() as s:
        queue.settle(s, held, {account_id: next_at})


@pytest.fixture
def marked(app: Flask, alice: ApiClient) -> Iterator[str]:
    """Alice's account, which is to be looked at; her id."""
    with app.app_context():
        with database.write() as s:
            queue.mark_dirty(s, alice.id)
        yield alice.id


def test_a_marked_account_is_due_by_any_clock(marked: str) -> None:
    assert claim(datetime(2001, 1, 1, tzinfo=UTC)).account_ids == [marked]


def test_a_claimed_account_is_not_claimed_again_within_its_lease(marked: str) -> None:
    assert claim(NOW).account_ids == [marked]
    assert claim(NOW).account_ids == []
    assert claim(NOW + queue.LEASE - timedelta(seconds=1)).account_ids == []


def test_an_account_can_be_claimed_again_after_its_lease(marked: str) -> None:
    dead = claim(NOW)
    living = claim(NOW + queue.LEASE)
    assert living.account_ids == [marked]
    with database.write() as s:
        assert queue.still_held(s, dead, [marked]) == set()
        assert queue.still_held(s, living, [marked]) == {marked}


def test_a_worker_that_lost_its_lease_settles_nothing(marked: str) -> None:
    dead = claim(NOW)
    claim(NOW + queue.LEASE)
    settle_claim(dead, marked, None)
    assert claim(NOW + 2 * queue.LEASE).account_ids == [marked]


def test_a_lease_from_before_the_clock_was_set_back_is_ignored(marked: str) -> None:
    claim(NOW + timedelta(days=365))
    with database.write() as s:
        queue.mark_dirty(s, marked)
    assert claim(NOW).account_ids == [marked]


def test_a_settled_account_is_due_at_its_next_check(marked: str) -> None:
    settle_claim(claim(NOW), marked, NOW + MINUTE)
    assert claim(NOW + MINUTE - timedelta(seconds=1)).account_ids == []
    assert claim(NOW + MINUTE).account_ids == [marked]


def test_an_account_settled_without_a_next_check_waits_for_a_change(marked: str) -> None:
    settle_claim(claim(NOW), marked, None)
    assert claim(NOW + timedelta(days=1000)).account_ids == []
    with database.write() as s:
        queue.mark_dirty(s, marked)
    assert claim(NOW).account_ids == [marked]


def test_a_change_while_it_is_held_is_not_overlooked(marked: str) -> None:
    held = claim(NOW)
    with database.write() as s:
        queue.mark_dirty(s, marked)
    settle_claim(held, marked, NOW + timedelta(days=1))
    assert claim(NOW).account_ids == [marked]


@pytest.fixture
def two(app: Flask, push_service: PushService) -> tuple[Life, Life]:
    """Two accounts whose morning begins at NOW."""
    lives = []
    for name in ("Alice", "Bob"):
        life = Life(app, push_service, "Europe/Berlin", prompt_at="09:00", name=name)
        life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
        lives.append(life)
    return lives[0], lives[1]


@pytest.mark.parametrize(
    ("room", "step", "sent"),
    [
        (prepare, "plan_accounts", 0),
        (prepare, "make_ready", 0),
        (settle.store, "set_outcomes", 1),
    ],
    ids=["while it is planned", "while it is encrypted", "while it is settled"],
)
def test_a_row_that_raises_is_postponed_by_an_hour_and_delays_no_other(
    room: Any,
    step: str,
    sent: int,
    app: Flask,
    two: tuple[Life, Life],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alice, bob = two
    real = getattr(room, step)

    def rotten(with_it: Any, accounts: Any, *more: Any) -> Any:
        if alice.phone.id in str(accounts):
            raise RuntimeError("this row is rotten")
        return real(with_it, accounts, *more)

    monkeypatch.setattr(room, step, rotten)
    with time_machine.travel(NOW, tick=False), app.app_context():
        hand = HandWorker(app)
        with pytest.raises(ExceptionGroup) as raised:
            hand.dispatcher.send_due()
        hand.kill()
        assert [str(error) for error in raised.value.exceptions] == ["this row is rotten"]
        assert (len(alice.inbox.taken), len(bob.inbox.taken)) == (sent, 1)
        assert alice.phone.id not in claim(NOW + timedelta(minutes=59)).account_ids
        assert alice.phone.id in claim(NOW + timedelta(minutes=61)).account_ids


def test_a_plan_that_always_says_now_does_not_keep_a_worker_busy(
    app: Flask, marked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def now(_s: Any, accounts: Any, at: datetime, _url: str) -> dict[str, Plan]:
        return {each: Plan(next_at=at) for each in accounts}

    monkeypatch.setattr(prepare, "plan_accounts", now)
    with time_machine.travel(NOW, tick=False):
        hand = HandWorker(app)
        hand.dispatcher.send_all()
        hand.kill()
    assert claim(NOW + MINUTE - timedelta(seconds=1)).account_ids == []
    assert claim(NOW + MINUTE).account_ids == [marked]


def test_a_pass_ends_when_the_database_is_away(
    app: Flask, marked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> queue.Claim:
        raise OperationalError("claim", None, Exception("the database is away"))

    monkeypatch.setattr(queue, "claim_due", away)
    hand = HandWorker(app)
    with pytest.raises(OperationalError):
        hand.dispatcher.send_all()
    hand.kill()


def test_the_worker_survives_errors_and_ticks(
    app: Flask, alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = Event()
    looks = []

    def look(_: Dispatcher) -> bool:
        looks.append(1)
        if len(looks) > 1:
            stop.set()
        raise RuntimeError("no database today")

    monkeypatch.setattr(Dispatcher, "send_due", look)
    monkeypatch.setattr(worker, "AFTER_ERROR_SECONDS", 0.01)
    with app.app_context():
        assert worker.is_silent(clock.now())
    worker.run_worker(app, stop)
    assert len(looks) == 2
    with app.app_context():
        assert not worker.is_silent(clock.now())
        assert worker.is_silent(clock.now() + timedelta(minutes=3, seconds=30))


def test_old_deletions_are_purged_once_for_each_day_of_running_time(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[datetime] = []
    monkeypatch.setattr(worker, "purge_deleted", forgotten.append)
    monkeypatch.setattr(housekeeping, "LONGEST_GAP", timedelta(hours=1))
    with app.app_context():
        for hours in range(50):
            with time_machine.travel(NOW + timedelta(hours=hours), tick=False):
                worker._tick(None)
    assert forgotten == [NOW + timedelta(hours=hours) for hours in (24, 48)]


def test_prompts_next_lists_who_is_due_when(app: Flask, two: tuple[Life, Life]) -> None:
    alice, _ = two
    with alice.at("2026-11-23 22:00"):
        bob_unsubscribes(two[1])
        result = app.test_cli_runner().invoke(args=["prompts", "next"])
    lines = sorted(line.split("\t") for line in result.output.splitlines())
    assert [line[1:] for line in sorted(lines, key=lambda line: line[1])] == [
        ["alice@example.org", "Maya"],
        ["bob@example.org", "Maya", "(no device is subscribed)"],
    ]
    assert {line[0] for line in lines} == {"2026-11-24 09:00 Europe/Berlin"}


def test_prompts_next_lists_a_coming_face_from_the_past(
    app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, "Europe/Berlin", prompt_at="09:00")
    life.sync([changes.person(name="Ada", met_on="2025-01-10")], at="2026-11-23 20:00")

    def next_() -> list[str]:
        return app.test_cli_runner().invoke(args=["prompts", "next"]).output.splitlines()

    with life.at("2026-11-23 22:00"):
        [line] = next_()
    ada = "2026-11-24 09:00 Europe/Berlin\talice@example.org\tAda, who water-skis"
    assert line == ada
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 22:01")
    with life.at("2026-11-23 22:02"):
        [line] = next_()
    assert line == ada.replace("Ada, who water-skis", "Maya")


def bob_unsubscribes(bob: Life) -> None:
    answer = bob.phone.delete("/api/v1/push/subscriptions", {"endpoint": bob.inbox.endpoint})
    assert answer.status_code == 204


@pytest.mark.parametrize("now", ["yesterday", "2026-11-24", "2026-11-24T08:30:00"])
def test_an_instant_has_a_time_zone(now: str, app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["prompts", "send", "--now", now])
    assert result.exit_code == 2
    assert "Invalid value for '--now'" in result.output


def test_erasing_an_account_erases_its_prompts(app: Flask, two: tuple[Life, Life]) -> None:
    alice, bob = two
    assert alice.look("2026-11-24 09:00") == ["Maya"]
    with alice.at("2026-11-24 09:30"):
        gone = alice.phone.delete("/api/v1/me", {"password": alice.phone.password})
        assert gone.status_code == 204
    with app.app_context(), database.read() as s:
        for table in (Prompt, PromptFollowup, PromptDelivery, PromptSchedule, PushSubscription):
            owners = set(s.scalars(select(table.account_id)))
            assert owners == {bob.phone.id}, table
