"""Everyone gets their turn, in the order in which they were met, and nobody is moved ahead."""

import json

from flask import Flask

from tests.rigs.push_service import Answer, PushService
from tests.server.prompts.life import Life
from tests.support import changes
from tests.support.api import ApiClient

TWELVE = [f"Guest {number:02}" for number in range(1, 13)]
ZONE = "Europe/Berlin"


def test_twelve_people_met_in_one_evening_are_all_prompted(
    app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, ZONE)
    life.sync(life.jot(*TWELVE, at="2026-11-23 20:10"), at="2026-11-23 22:00")
    days = [f"2026-11-{day}" for day in range(24, 30)]
    assert life.mornings(*days) == [
        TWELVE[:5],
        TWELVE[5:10],
        # Two new ones; there is room for three who had their first turn before.
        TWELVE[10:] + TWELVE[:3],
        TWELVE[3:8],
        TWELVE[8:],
        [],
    ]


def test_no_field_and_no_number_of_notes_moves_anyone_ahead(
    app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, ZONE)
    life.sync(life.jot(*TWELVE[:7], at="2026-11-23 20:10"), at="2026-11-23 22:00")
    last = life.people[TWELVE[6]]
    fields = {"organisation": "Heavy Hitters Inc.", "role": "Chair", "interests": ["boards"]}
    more = [changes.edit("person", last, **fields, keep_in_touch_days=30)]
    for minute in range(20, 40):
        note = {
            "captured_at": f"2026-11-23T21:{minute}:00Z",
            "captured_timezone": ZONE,
            "person_ids": [last],
        }
        more.append(changes.note(**note))
    life.sync(more, at="2026-11-23 23:00")
    assert life.mornings("2026-11-24") == [TWELVE[:5]]


def test_the_order_of_meeting_is_by_note_then_date_then_arrival(
    app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, ZONE)
    arrived = changes.person(name="Arrived", known_for=None)
    dated = changes.person(name="Dated", known_for=None, met_on="2026-11-22")
    promises = [
        changes.followup(who["record"], due_on="2026-11-24", reason="promise")
        for who in (arrived, dated)
    ]
    jotted = life.jot("Jotted", at="2026-11-21 20:10")
    life.sync([arrived, dated, *promises, *jotted], at="2026-11-23 12:00")
    assert life.mornings("2026-11-24") == [["Jotted", "Dated", "Arrived"]]


def test_imported_people_come_after_those_who_were_met(
    app: Flask, push_service: PushService
) -> None:
    """An import a year ago is no meeting: a birthday out of it does not push anybody back."""
    life = Life(app, push_service, ZONE)
    stranger = changes.person(name="Stranger", known_for=None)
    birthday = changes.followup(stranger["record"], due_on="2026-11-24", reason="birthday")
    life.sync([stranger, changes.original(stranger["record"]), birthday], at="2025-11-20 12:00")
    life.sync(life.jot("Maya", "Tom", at="2026-11-23 20:10"), at="2026-11-23 22:00")
    assert life.mornings("2026-11-24") == [["Maya", "Tom", "Stranger"]]


def test_archived_and_deleted_people_are_not_named(app: Flask, push_service: PushService) -> None:
    life = Life(app, push_service, ZONE)
    life.sync(life.jot("Maya", "Tom", "Ada", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    gone = [
        changes.edit("person", life.people["Maya"], archived=True),
        changes.delete("person", life.people["Tom"]),
    ]
    life.sync(gone, at="2026-11-23 20:20")
    assert life.mornings("2026-11-24") == [["Ada"]]


def test_answered_people_are_not_prompted(app: Flask, push_service: PushService) -> None:
    life = Life(app, push_service, ZONE)
    life.sync(life.jot("Maya", "Tom", "Ada", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    life.answer("Maya", at="2026-11-24 07:00", status="done", closed_at="2026-11-24T06:00:00Z")
    life.answer("Tom", at="2026-11-24 07:01", status="let_go", closed_at="2026-11-24T06:01:00Z")
    assert life.mornings("2026-11-24", "2026-11-25", "2026-11-26") == [["Ada"], ["Ada"], []]


def test_tomorrow_starts_the_count_anew(app: Flask, push_service: PushService) -> None:
    life = Life(app, push_service, ZONE)
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    assert life.mornings("2026-11-24", "2026-11-25") == [["Maya"], ["Maya"]]
    life.answer("Maya", at="2026-11-25 09:00", due_on="2026-11-26")
    days = ("2026-11-26", "2026-11-27", "2026-11-28")
    assert life.mornings(*days) == [["Maya"], ["Maya"], []]


def test_a_prompt_that_no_device_accepted_does_not_count(
    app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, ZONE)
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    life.inbox.answers = [Answer(413)]
    days = ("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27")
    assert life.mornings(*days) == [[], ["Maya"], ["Maya"], []]


def test_a_follow_up_never_vanishes(app: Flask, push_service: PushService) -> None:
    life = Life(app, push_service, ZONE)
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    life.mornings(*(f"2026-11-{day}" for day in range(24, 30)))
    with life.at("2026-12-20 12:00"):
        life.phone.cursor = None
        records = life.phone.sync()["records"]
    [followup] = [record for record in records if record["kind"] == "followup"]
    assert (followup["fields"]["status"], followup["deleted_at"]) == ("open", None)


def test_every_device_of_the_account_gets_the_prompt(app: Flask, push_service: PushService) -> None:
    life = Life(app, push_service, ZONE)
    with life.at("2026-11-20 12:00"):
        tablet = life.subscribe(life.phone.another_phone())
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    assert life.mornings("2026-11-24") == [["Maya"]]
    [there] = tablet.taken
    assert there.message == life.inbox.taken[0].message


def test_bob_is_not_told_of_alices_people(app: Flask, push_service: PushService) -> None:
    alice = Life(app, push_service, ZONE)
    with alice.at("2026-11-20 12:00"):
        bob = ApiClient(app, "Bob", ZONE)
        inbox = alice.subscribe(bob)
    alice.sync(alice.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    assert alice.mornings("2026-11-24") == [["Maya"]]
    assert inbox.asked == []


def test_a_push_about_one_person_has_these_contents(app: Flask, push_service: PushService) -> None:
    life = Life(app, push_service, ZONE)
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    known = changes.edit("person", life.people["Maya"], known_for="water-skis")
    life.sync([known], at="2026-11-23 20:12")
    life.look("2026-11-24 08:30")
    [push] = life.inbox.taken
    assert push.headers["ttl"] == str(4 * 3600)
    assert push.headers["urgency"] == "normal"
    assert push.headers["topic"] == "morning-2026-11-24"
    assert push.message["web_push"] == 8030
    assert push.notification["title"] == "Say hi to Maya"
    assert push.notification["body"] == "Maya, who water-skis"
    assert push.message["app_badge"] == push.notification["app_badge"] == "1"
    assert [action["title"] for action in push.notification["actions"]] == ["Said hi", "Tomorrow"]
    address = "http://localhost:8000/followups?morning=2026-11-24"
    assert push.notification["navigate"] == address
    whole = json.dumps(push.message)
    for secret in (life.phone.password, life.inbox.keys.auth.hex(), life.phone.email):
        assert secret not in whole


def test_the_actions_of_a_push_about_several_are_for_all_of_them(
    app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, ZONE)
    life.sync(life.jot("Maya", "Tom", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    life.look("2026-11-24 08:30")
    [push] = life.inbox.taken
    assert [action["title"] for action in push.notification["actions"]] == ["Open", "Tomorrow"]
    followups = [each["id"] for each in push.notification["data"]["followups"]]
    assert followups == [life.followup_of("Maya"), life.followup_of("Tom")]
