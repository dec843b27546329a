"""A push service has a bad day: what is tried again, when, and what is given up."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.rigs.push_service import Answer, PushService
from tests.server.prompts.life import Life, instant

ZONE = "Europe/Berlin"
BEGINS = "2026-11-24 08:30"


@pytest.fixture
def life(app: Flask, push_service: PushService) -> Life:
    """Alice has met Maya; it is the evening before the prompt."""
    life = Life(app, push_service, ZONE)
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    return life


def after(**gone: float) -> str:
    """The local time so long after the morning begins."""
    return (instant(BEGINS, ZONE) + timedelta(**gone)).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_failing_service_is_tried_again(life: Life, status: int) -> None:
    life.inbox.answers = [Answer(status)]
    assert life.look(BEGINS) == []
    assert life.look(after(seconds=1)) == []
    assert len(life.inbox.asked) == 1, "not before a pause"
    assert life.look(after(minutes=2)) == ["Maya"]
    first, second = life.inbox.asked
    assert first.headers["topic"] == second.headers["topic"]
    assert first.notification["tag"] == second.notification["tag"]


def test_retry_after_is_honoured(life: Life) -> None:
    life.inbox.answers = [Answer(429, {"retry-after": "1800"})]
    life.look(BEGINS)
    for minutes in (5, 15, 29):
        assert life.look(after(minutes=minutes)) == []
    assert len(life.inbox.asked) == 1
    assert life.look(after(minutes=31)) == ["Maya"]


def test_retry_after_may_be_a_date(life: Life) -> None:
    life.inbox.answers = [Answer(503, {"retry-after": "Tue, 24 Nov 2026 08:30:00 GMT"})]
    life.look(BEGINS)
    assert life.look("2026-11-24 09:29") == []
    assert life.look("2026-11-24 09:31") == ["Maya"]


def test_pauses_grow(life: Life) -> None:
    life.inbox.answers = [Answer(500)] * 1000
    tries: list[int] = []
    for minute in range(0, 60 * 5):
        asked = len(life.inbox.asked)
        life.look(after(minutes=minute))
        if len(life.inbox.asked) > asked:
            tries.append(minute)
    assert tries[0] == 0
    assert max(tries) < 4 * 60, "nothing is sent once the TTL is over"
    assert max(tries) > 3 * 60, "it is tried until then"
    assert 8 <= len(tries) <= 30


def test_after_the_ttl_it_is_given_up_and_the_next_morning_names_her_for_the_first_time(
    life: Life,
) -> None:
    life.inbox.answers = [Answer(500)] * 4
    for hours in (0, 1, 2, 3):
        life.look(after(hours=hours))
    life.inbox.answers = []
    assert life.look(after(hours=4, minutes=1)) == []
    assert life.mornings("2026-11-25", "2026-11-26", "2026-11-27") == [["Maya"], ["Maya"], []]


@pytest.mark.parametrize("status", [404, 410])
def test_a_push_answered_with_410_removes_the_subscription_and_no_record(
    life: Life, status: int
) -> None:
    life.inbox.answers = [Answer(status)]
    life.look(BEGINS)
    assert life.mornings("2026-11-24", "2026-11-25", at="09:00") == [[], []]
    assert len(life.inbox.asked) == 1, "never asked again"
    with life.at("2026-11-25 12:00"):
        life.phone.cursor = None
        records = life.phone.sync()["records"]
    assert {record["kind"] for record in records} == {"event", "person", "note", "followup"}
    assert all(record["deleted_at"] is None for record in records)


@pytest.mark.parametrize("status", [400, 403, 413])
def test_a_refused_push_is_not_sent_again_that_morning(life: Life, status: int) -> None:
    life.inbox.answers = [Answer(status)]
    life.look(BEGINS)
    assert life.look(after(hours=1)) == []
    assert len(life.inbox.asked) == 1


def test_a_failing_device_does_not_delay_another(life: Life) -> None:
    with life.at("2026-11-23 21:00"):
        tablet = life.subscribe(life.phone.another_phone())
    tablet.answers = [Answer(500)]
    assert life.look(BEGINS) == ["Maya"]
    assert life.look(after(minutes=2)) == []
    assert [each.status for each in tablet.asked] == [500, 201]


def test_an_answer_that_breaks_off_is_tried_again_with_the_same_topic(life: Life) -> None:
    life.inbox.answers = [Answer(half=True)]
    life.look(BEGINS)
    with life.at(after(minutes=2)):
        life.pass_once()
    topics = {each.headers["topic"] for each in life.inbox.asked}
    assert (len(life.inbox.asked), topics) == (2, {"morning-2026-11-24"})


def test_a_slow_answer_is_waited_for(life: Life) -> None:
    life.inbox.answers = [Answer(seconds=1.5)]
    assert life.look(BEGINS) == ["Maya"]


def test_send_now_moves_the_schedule_and_never_the_signature(
    app: Flask, push_service: PushService
) -> None:
    # The strict service refuses a token that has ended, or ends more than 24 hours from now.
    life = Life(app, push_service, ZONE)
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    with life.at("2026-11-23 20:12"):
        said = life.pass_once("--now", instant("2026-11-24 08:30", ZONE).isoformat())
    assert "Prompted 1 account on 1 device" in said
    assert len(life.inbox.taken) == 1


def test_send_now_makes_one_pass_and_leaves_the_retry_to_a_later_one(life: Life) -> None:
    life.inbox.answers = [Answer(500)]
    with life.at("2026-11-23 20:12"):
        said = life.pass_once("--now", instant(BEGINS, ZONE).isoformat())
        assert "1 to try again" in said
        assert len(life.inbox.asked) == 1
        life.pass_once("--now", instant(after(minutes=3), ZONE).isoformat())
    assert [each.status for each in life.inbox.asked] == [500, 201]
