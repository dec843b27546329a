"""Mornings are made ready ahead of time; at the due minute it is looked whether each still is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from server import database
from server.prompts import prefetch, queue
from server.prompts.batch import Batch
from server.prompts.prefetch import SPREAD
from server.prompts.queue import AHEAD, GRACE, Claim
from tests.rigs.push_service import PushService
from tests.server.prompts.hand import HandWorker
from tests.server.prompts.life import Life, named

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
DONE = {"status": "done", "closed_at": "2026-11-24T07:59:00Z"}


@pytest.fixture
def life(app: Flask, push_service: PushService) -> Life:
    """Alice has met Maya and Tom; her morning begins at MORNING."""
    life = Life(app, push_service, "Europe/Berlin", prompt_at="09:00")
    life.sync(life.jot("Maya", "Tom", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    return life


@pytest.fixture
def ready(app: Flask, life: Life) -> HandWorker:
    """A worker that has her morning ready, a minute before it begins."""
    hand = HandWorker(app)
    hand.live(MORNING - 12 * HOUR)
    hand.live(MORNING - MINUTE)
    assert life.inbox.asked == []
    assert hand.dispatcher.prefetch.next_at() == MORNING
    return hand


def prompted(life: Life) -> list[list[str]]:
    return [named(push.notification["body"]) for push in life.inbox.taken]


def test_prepared_messages_are_sent_when_the_morning_begins(life: Life, ready: HandWorker) -> None:
    ready.live(MORNING - SECOND)
    assert prompted(life) == []
    ready.live(MORNING)
    assert prompted(life) == [["Maya", "Tom"]]
    assert ready.dispatcher.prefetch.next_at() is None


def test_a_morning_is_prepared_by_one_worker_only(
    app: Flask, life: Life, ready: HandWorker
) -> None:
    other = HandWorker(app)
    other.live(MORNING - MINUTE)
    assert other.dispatcher.prefetch.next_at() is None
    other.live(MORNING)
    assert prompted(life) == []
    ready.live(MORNING)
    assert prompted(life) == [["Maya", "Tom"]]


def said_hi(life: Life) -> None:
    life.answer("Maya", at="2026-11-24 08:59", **DONE)


def let_go_of_both(life: Life) -> None:
    life.answer("Maya", at="2026-11-24 08:59", status="let_go")
    life.answer("Tom", at="2026-11-24 08:59", status="let_go")


def jotted_another(life: Life) -> None:
    life.sync(life.jot("Ada", at="2026-11-23 21:10"), at="2026-11-24 08:59")


def moved_prompts_to_ten(life: Life) -> None:
    with life.at("2026-11-24 08:59"):
        life.phone.patch("/api/v1/me", {"prompt_at": "10:00"})


def flew_west(life: Life) -> None:
    life.sync([], at="2026-11-24 08:59", zone="Europe/Berlin")
    with life.at("2026-11-24 08:59"):
        life.phone.sync(timezone="America/New_York")


def signed_out(life: Life) -> None:
    with life.at("2026-11-24 08:59"):
        assert life.phone.delete("/api/v1/session").status_code == 204


def turned_prompts_off(life: Life) -> None:
    with life.at("2026-11-24 08:59"):
        life.phone.delete("/api/v1/push/subscriptions", {"endpoint": life.inbox.endpoint})


def erased_the_account(life: Life) -> None:
    with life.at("2026-11-24 08:59"):
        gone = life.phone.delete("/api/v1/me", {"password": life.phone.password})
        assert gone.status_code == 204


@pytest.mark.parametrize(
    ("meanwhile", "names"),
    [
        (said_hi, [["Tom"]]),
        (let_go_of_both, []),
        (jotted_another, [["Maya", "Tom", "Ada"]]),
        (moved_prompts_to_ten, []),
        (flew_west, []),
        (signed_out, []),
        (turned_prompts_off, []),
        (erased_the_account, []),
    ],
)
def test_messages_no_longer_due_at_the_due_minute_are_not_sent(
    meanwhile: Callable[[Life], None], names: list[list[str]], life: Life, ready: HandWorker
) -> None:
    meanwhile(life)
    ready.live(MORNING)
    assert prompted(life) == names


def test_a_device_that_is_gone_gets_nothing_and_the_other_its_prompt(
    app: Flask, life: Life
) -> None:
    with life.at("2026-11-23 21:00"):
        other = life.phone.another_phone()
        tablet = life.subscribe(other)
    hand = HandWorker(app)
    hand.live(MORNING - 10 * HOUR)
    hand.live(MORNING - MINUTE)
    with life.at("2026-11-24 08:59"):
        assert other.delete("/api/v1/session").status_code == 204
    hand.live(MORNING)
    assert (len(life.inbox.taken), tablet.asked) == (1, [])


def test_a_change_releases_a_prepared_account_at_once(
    app: Flask, life: Life, ready: HandWorker
) -> None:
    # She moves her prompts to now: she does not wait for the worker that had them for nine.
    with life.at("2026-11-24 08:59"):
        life.phone.patch("/api/v1/me", {"prompt_at": "08:59"})
    HandWorker(app).live(MORNING - MINUTE)
    assert prompted(life) == [["Maya", "Tom"]]
    ready.live(MORNING)
    assert prompted(life) == [["Maya", "Tom"]]


def test_if_a_worker_with_prepared_messages_is_killed_another_sends_them(
    app: Flask, life: Life, ready: HandWorker
) -> None:
    ready.kill()
    assert 2 * MINUTE > GRACE > SPREAD
    other = HandWorker(app)
    other.live(MORNING + GRACE - SECOND)
    assert prompted(life) == []
    other.live(MORNING + GRACE)
    assert prompted(life) == [["Maya", "Tom"]]


def test_a_worker_told_to_stop_releases_its_prepared_messages(
    app: Flask, life: Life, ready: HandWorker
) -> None:
    ready.close(MORNING - SECOND)
    HandWorker(app).live(MORNING)
    assert prompted(life) == [["Maya", "Tom"]]


def test_a_late_worker_leaves_accounts_to_the_one_that_took_over(
    app: Flask, life: Life, ready: HandWorker
) -> None:
    HandWorker(app).live(MORNING + GRACE)
    ready.live(MORNING + GRACE)
    assert prompted(life) == [["Maya", "Tom"]]


def test_send_now_takes_what_a_worker_has_ready(life: Life, ready: HandWorker) -> None:
    with life.at("2026-11-24 08:59"):
        life.pass_once("--now", MORNING.isoformat())
    assert prompted(life) == [["Maya", "Tom"]]
    ready.live(MORNING)
    assert prompted(life) == [["Maya", "Tom"]]


def test_a_large_morning_is_spread_and_nobody_waits_two_minutes() -> None:
    waiting = prefetch.Prefetch()
    for token in "abcdefgh":
        waiting.add(MORNING, Batch(Claim(token, MORNING + GRACE, []), {}))
    gone = []
    for second in range(-5, 61):
        now = MORNING + second * SECOND
        while (batch := waiting.pop(now)) is not None:
            gone.append((second, batch.claim.token))
    assert gone == [(5 * place, token) for place, token in enumerate("abcdefgh")]


def test_a_process_keeps_a_limited_number_of_accounts_ready(
    app: Flask, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prefetch, "MOST_AHEAD", 0)
    hand = HandWorker(app)
    hand.live(MORNING - 10 * HOUR)
    hand.live(MORNING - MINUTE)
    assert hand.dispatcher.prefetch.next_at() is None
    hand.live(MORNING)
    assert prompted(life) == [["Maya", "Tom"]]


def test_mornings_begin_at_whole_minutes() -> None:
    now = datetime(2026, 11, 24, 7, 58, 30, tzinfo=UTC)
    assert prefetch.mornings_ahead(now, AHEAD) == [MORNING - MINUTE, MORNING]
    assert prefetch.mornings_ahead(MORNING, AHEAD) == [MORNING + MINUTE, MORNING + 2 * MINUTE]


def test_a_lease_never_ends_when_a_morning_begins(app: Flask, life: Life) -> None:
    # Else those that wait for their worker would be taken for a morning that is yet to begin.
    assert GRACE % MINUTE
    with app.app_context(), database.read() as s:
        assert queue.all_accounts(s) == [life.phone.id]
