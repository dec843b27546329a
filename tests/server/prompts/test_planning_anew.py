"""As long as no device has a morning, it is about who is due now; from then on it is fixed."""

import pytest
from flask import Flask

from tests.rigs.push_service import Answer, PushService
from tests.server.prompts.life import Life, named
from tests.support import changes

ZONE = "Europe/Berlin"
DONE = {"status": "done", "closed_at": "2026-11-24T08:00:00Z"}


@pytest.fixture
def life(app: Flask, push_service: PushService) -> Life:
    """Alice has met Maya and Tom; it is the evening before the prompt."""
    life = Life(app, push_service, ZONE)
    life.sync(life.jot("Maya", "Tom", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    return life


def test_people_answered_while_the_service_was_down_are_not_named(life: Life) -> None:
    life.inbox.answers = [Answer(503)]
    life.look("2026-11-24 08:30")
    life.answer("Maya", at="2026-11-24 08:40", **DONE)
    assert life.look("2026-11-24 09:10") == ["Tom"]


def test_people_who_arrived_while_the_service_was_down_are_named(life: Life) -> None:
    life.inbox.answers = [Answer(503)]
    life.look("2026-11-24 08:30")
    life.sync(life.jot("Ada", at="2026-11-23 21:10"), at="2026-11-24 09:00")
    assert life.look("2026-11-24 09:10") == ["Maya", "Tom", "Ada"]


def test_people_who_arrive_after_the_three_hours_wait_despite_a_retry(
    life: Life,
) -> None:
    life.inbox.answers = [Answer(503, {"retry-after": "11700"})]
    life.look("2026-11-24 08:30")
    life.sync(life.jot("Ada", at="2026-11-23 21:10"), at="2026-11-24 11:40")
    assert life.look("2026-11-24 11:50") == ["Maya", "Tom"]
    assert life.look("2026-11-25 08:30") == ["Ada", "Maya", "Tom"]


def test_with_everybody_answered_there_is_no_prompt_and_the_morning_stays_open(life: Life) -> None:
    life.inbox.answers = [Answer(503)]
    life.look("2026-11-24 08:30")
    life.answer("Maya", at="2026-11-24 08:40", **DONE)
    life.answer("Tom", at="2026-11-24 08:41", **DONE)
    assert life.look("2026-11-24 09:10") == []
    life.sync(life.jot("Ada", at="2026-11-23 21:10"), at="2026-11-24 09:40")
    assert life.look("2026-11-24 09:40") == ["Ada"]


def test_people_who_arrive_after_the_prompt_wait_for_the_next_morning(life: Life) -> None:
    assert life.look("2026-11-24 08:30") == ["Maya", "Tom"]
    life.sync(life.jot("Ada", at="2026-11-23 21:10"), at="2026-11-24 09:40")
    assert life.look("2026-11-24 09:40") == []
    assert life.look("2026-11-25 08:30") == ["Ada", "Maya", "Tom"]


def test_a_morning_continues_past_midnight(app: Flask, push_service: PushService) -> None:
    life = Life(app, push_service, ZONE, prompt_at="23:00")
    life.sync(life.jot("Maya", "Tom", at="2026-11-23 20:10"), at="2026-11-23 23:59")
    assert life.look("2026-11-24 23:00") == ["Maya", "Tom"]
    life.sync(life.jot("Ada", at="2026-11-23 21:10"), at="2026-11-25 00:20")
    assert life.look("2026-11-25 00:21") == []
    assert life.look("2026-11-25 23:00") == ["Ada", "Maya", "Tom"]


def test_a_follow_up_moved_to_a_day_long_past_is_listed_and_not_prompted(life: Life) -> None:
    life.answer("Maya", at="2026-11-24 07:00", due_on="2026-11-16")
    life.answer("Tom", at="2026-11-24 07:01", due_on="2026-11-17")
    assert life.look("2026-11-24 08:30") == ["Tom"]


def test_a_second_device_is_told_of_the_same_people_without_those_answered(life: Life) -> None:
    with life.at("2026-11-23 21:00"):
        tablet = life.subscribe(life.phone.another_phone())
    tablet.answers = [Answer(503)]
    assert life.look("2026-11-24 08:30") == ["Maya", "Tom"]
    life.answer("Maya", at="2026-11-24 08:40", **DONE)
    life.sync(life.jot("Ada", at="2026-11-23 21:10"), at="2026-11-24 08:45")
    assert life.look("2026-11-24 09:10") == []
    assert [named(push.notification["body"]) for push in tablet.taken] == [["Tom"]]


def test_a_device_that_subscribes_after_the_prompt_gets_the_next(life: Life) -> None:
    assert life.look("2026-11-24 08:30") == ["Maya", "Tom"]
    with life.at("2026-11-24 09:00"):
        tablet = life.subscribe(life.phone.another_phone())
    life.look("2026-11-24 09:01")
    assert tablet.asked == []
    life.look("2026-11-25 08:30")
    assert len(tablet.taken) == 1


def test_a_device_that_subscribes_in_time_gets_the_prompt_that_no_other_took(life: Life) -> None:
    life.inbox.answers = [Answer(410)]
    life.look("2026-11-24 08:30")
    with life.at("2026-11-24 09:00"):
        life.inbox = life.subscribe(life.phone)
    assert life.look("2026-11-24 09:01") == ["Maya", "Tom"]


def test_a_lost_answer_leaves_the_morning_as_it_was(life: Life) -> None:
    # It may be on the phone: a second message under the same tag must not say something else.
    life.inbox.answers = [Answer(half=True)]
    life.look("2026-11-24 08:30")
    life.sync(life.jot("Ada", at="2026-11-23 21:10"), at="2026-11-24 08:40")
    life.look("2026-11-24 09:10")
    first, second = life.inbox.asked
    assert first.notification["body"] == second.notification["body"] == "Maya and Tom"


def test_somebody_who_has_not_arrived_yet_is_named_when_they_have(life: Life) -> None:
    ada = changes.person(name="Ada", known_for=None)
    promise = changes.followup(ada["record"], due_on="2026-11-24", reason="promise")
    life.sync([promise], at="2026-11-23 22:00")
    assert life.look("2026-11-24 08:30") == ["Maya", "Tom"]
    life.sync([ada], at="2026-11-24 12:00")
    assert life.look("2026-11-25 08:30") == ["Ada", "Maya", "Tom"]


def test_the_badge_is_the_number_of_open_follow_ups_due_by_that_date(life: Life) -> None:
    later = changes.followup(life.people["Maya"], due_on="2026-11-25", reason="promise")
    earlier = changes.followup(life.people["Tom"], due_on="2026-11-20", reason="promise")
    closed = changes.followup(life.people["Tom"], due_on="2026-11-19", reason="promise", **DONE)
    life.sync([later, earlier, closed], at="2026-11-23 22:00")
    life.look("2026-11-24 08:30")
    assert life.inbox.taken[0].message["app_badge"] == "3"


def test_a_person_with_two_follow_ups_is_named_once_and_answered_for_both(life: Life) -> None:
    promise = changes.followup(life.people["Maya"], due_on="2026-11-24", reason="promise")
    life.sync([promise], at="2026-11-23 22:00")
    assert life.look("2026-11-24 08:30") == ["Maya", "Tom"]
    told = {each["id"] for each in life.inbox.taken[0].notification["data"]["followups"]}
    assert promise["record"] in told
    assert len(told) == 3


def test_a_person_without_a_name_is_called_somebody_from_the_event(life: Life) -> None:
    nameless = changes.edit("person", life.people["Maya"], name=None)
    life.sync([nameless], at="2026-11-23 22:00")
    life.look("2026-11-24 08:30")
    assert life.inbox.taken[0].notification["body"] == "somebody from Mixer and Tom"


def test_a_new_time_for_prompts_counts_from_the_next_look(life: Life) -> None:
    with life.at("2026-11-23 22:00"):
        life.phone.patch("/api/v1/me", {"prompt_at": "07:15"})
    assert life.look("2026-11-24 07:14") == []
    assert life.look("2026-11-24 07:15") == ["Maya", "Tom"]
    with life.at("2026-11-24 07:20"):
        life.phone.patch("/api/v1/me", {"prompt_at": "08:00"})
    assert life.look("2026-11-24 08:00") == [], "the morning has been prompted"


def test_a_note_without_an_event_prompts_about_nobody(
    app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, ZONE)
    maya = changes.person(name="Maya", known_for=None)
    note = changes.note(
        person_ids=[maya["record"]],
        captured_at="2026-11-23T19:10:00Z",
        captured_timezone=ZONE,
    )
    life.sync([maya, note], at="2026-11-23 20:11")
    assert life.mornings("2026-11-24", "2026-11-25") == [[], []]


def test_a_note_that_is_deleted_leaves_its_follow_up(app: Flask, push_service: PushService) -> None:
    life = Life(app, push_service, ZONE)
    made = life.jot("Maya", at="2026-11-23 20:10")
    life.sync(made, at="2026-11-23 20:11")
    [note] = [change["record"] for change in made if change["kind"] == "note"]
    life.sync([changes.delete("note", note)], at="2026-11-23 20:20")
    assert life.look("2026-11-24 08:30") == ["Maya"]


def test_a_phone_that_never_synced_uses_the_time_zone_of_another(
    app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, ZONE)
    laptop = life.phone.another_phone()
    with life.at("2026-11-23 20:11"):
        made = life.jot("Maya", at="2026-11-23 20:10")
        for change in made:
            change["at"] = changes.milliseconds()
        laptop.sync(made, timezone="America/New_York")
    assert life.look("2026-11-24 08:30") == []
    assert life.look("2026-11-24 08:30", "America/New_York") == ["Maya"]


def test_an_unknown_zone_leaves_the_last_one_known(life: Life) -> None:
    life.sync([], at="2026-11-24 07:00", zone=ZONE)
    with life.at("2026-11-24 07:10"):
        life.phone.sync(timezone="Atlantis/Capital")
    assert life.look("2026-11-24 08:29") == []
    assert life.look("2026-11-24 08:30") == ["Maya", "Tom"]
