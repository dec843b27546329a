"""What a push says on a birthday, and of a face from the past."""

from datetime import date
from uuid import uuid5

import pytest
from flask import Flask

from server.sync.followups import NAMESPACE
from tests.rigs.push_service import PushService
from tests.server.prompts.life import Life
from tests.support import changes

ZONE = "America/New_York"
DAY = date(2026, 12, 10)


@pytest.fixture
def life(app: Flask, push_service: PushService) -> Life:
    """Alice's, who has met Maya and Tom somewhere."""
    made = Life(app, push_service, ZONE)
    people = [changes.person(name=name, known_for=None) for name in ("Maya", "Tom")]
    made.people = {
        name: change["record"] for name, change in zip(("Maya", "Tom"), people, strict=True)
    }
    made.sync(people, at="2026-12-01 12:00")
    return made


def due(life: Life, name: str, reason: str, occasion: str) -> changes.Change:
    """The follow-up that every phone makes of it: its id says whose it is and for which day."""
    person = life.people[name]
    record = str(uuid5(NAMESPACE, f"{person}/{occasion}/{DAY}"))
    return changes.followup(person, record, due_on=str(DAY), reason=reason)


def title(life: Life, at: str) -> str:
    with life.at(at):
        life.pass_once()
    said: str = life.inbox.taken[-1].notification["title"]
    return said


def test_a_birthday_is_called_one(life: Life) -> None:
    life.sync([due(life, "Maya", "birthday", "birthday")], at="2026-12-01 12:01")
    assert title(life, f"{DAY} 08:30") == "Wish Maya a happy birthday"


def test_a_birthday_that_was_put_off_is_an_ordinary_hello(life: Life) -> None:
    life.sync([due(life, "Maya", "birthday", "birthday")], at="2026-12-01 12:01")
    life.answer("Maya", at="2026-12-09 12:00", due_on="2026-12-11")
    assert title(life, "2026-12-11 08:30") == "Say hi to Maya"


def test_among_several_people_a_birthday_is_named_beside_its_person(life: Life) -> None:
    birthday = due(life, "Maya", "birthday", "birthday")
    life.sync([birthday, due(life, "Tom", "keep_in_touch", "touch")], at="2026-12-01 12:01")
    assert title(life, f"{DAY} 08:30") == "Say hi to 2 people"
    body = life.inbox.taken[-1].notification["body"]
    assert set(body.split("; ")) == {"Maya, birthday today", "Tom"}


def test_a_face_from_the_past_is_called_one(life: Life) -> None:
    life.sync([due(life, "Maya", "keep_in_touch", "past_face")], at="2026-12-01 12:01")
    assert title(life, f"{DAY} 08:30") == "A face from the past: Maya"
