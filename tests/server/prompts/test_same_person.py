"""Somebody who has two cards is one person: named once a morning, by all that is known of them."""

from datetime import date

import pytest
from flask import Flask

from server import database
from server.prompts.past_faces import look_for_faces
from server.prompts.snapshot import read_snapshots
from tests.rigs.push_service import PushService
from tests.server.prompts.life import Life, instant
from tests.support import changes

ZONE = "America/New_York"


@pytest.fixture
def life(app: Flask, push_service: PushService) -> Life:
    return Life(app, push_service, ZONE)


def merge(life: Life, one: str, into: str) -> changes.Change:
    return changes.edit("person", life.people[one], merged_into=life.people[into])


def test_two_cards_are_named_once_and_one_answer_is_asked_of_each(life: Life) -> None:
    life.sync(life.jot("Maya", "Tom", "Maya Chen", at="2026-11-23 20:00"), at="2026-11-23 20:10")
    life.sync([merge(life, "Maya", "Maya Chen")], at="2026-11-23 22:00")
    # Maya was met first: her turn is that of the first note about her.
    assert life.look("2026-11-24 08:30") == ["Maya Chen", "Tom"]
    data = life.inbox.taken[-1].notification["data"]
    assert {each["id"] for each in data["followups"]} == set(life.followups.values())


def test_a_note_about_the_merged_card_that_comes_later_prompts_about_the_person(
    life: Life,
) -> None:
    life.sync(life.jot("Maya", "Maya Chen", at="2026-10-30 20:00"), at="2026-10-30 20:10")
    for name in ("Maya", "Maya Chen"):
        life.answer(name, at="2026-10-30 21:00", status="done")
    life.sync([merge(life, "Maya", "Maya Chen")], at="2026-11-23 19:00")
    # Another phone, offline until now, has met Maya again and knows of no other card.
    event = changes.event()
    note = changes.note(
        person_ids=[life.people["Maya"]],
        event_id=event["record"],
        captured_at="2026-11-24T01:00:00Z",
        captured_timezone=ZONE,
    )
    life.sync([event, note], at="2026-11-23 23:00")
    assert life.look("2026-11-24 08:30") == ["Maya Chen"]


def test_after_a_merge_is_undone_they_are_two_again(life: Life) -> None:
    life.sync(life.jot("Maya", "Maya Chen", at="2026-11-23 20:00"), at="2026-11-23 20:10")
    life.sync([merge(life, "Maya", "Maya Chen")], at="2026-11-23 22:00")
    apart = changes.edit("person", life.people["Maya"], merged_into=None)
    life.sync([apart], at="2026-11-23 23:00")
    assert life.look("2026-11-24 08:30") == ["Maya", "Maya Chen"]


def test_missing_fields_are_taken_from_the_other_card(life: Life) -> None:
    life.sync(life.jot("Maya", at="2026-11-23 20:00"), at="2026-11-23 20:10")
    other = changes.person(name=None, known_for="water-skis")
    into = changes.edit("person", life.people["Maya"], merged_into=other["record"])
    life.sync([other, into], at="2026-11-23 22:00")
    assert life.look("2026-11-24 08:30") == ["Maya", "who water-skis"]


def test_a_person_is_archived_only_if_every_card_is(life: Life) -> None:
    life.sync(life.jot("Maya", "Maya Chen", at="2026-11-23 20:00"), at="2026-11-23 20:10")
    away = changes.edit("person", life.people["Maya"], archived=True)
    life.sync([merge(life, "Maya", "Maya Chen"), away], at="2026-11-23 22:00")
    assert life.look("2026-11-24 08:30") == ["Maya Chen"]


def test_a_face_from_the_past_comes_once_for_both_cards(life: Life) -> None:
    maya = changes.person(name="Maya", met_on="2025-01-10")
    chen = changes.person(name="Maya Chen", met_on="2025-02-10")
    life.sync([maya, chen], at="2026-11-23 20:00")
    into = changes.edit("person", maya["record"], merged_into=chen["record"])
    life.sync([into], at="2026-11-23 20:01")
    now = instant("2026-11-24 08:30", ZONE)
    with life.app.app_context(), database.read() as s:
        account_id = life.phone.account["id"]
        outlook = look_for_faces(s, read_snapshots(s, [account_id], now), now)[account_id]
    assert (outlook.person_id, outlook.morning) == (chen["record"], date(2026, 11, 24))
