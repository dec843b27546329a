"""Evenings and zones: who is prompted when.

Each story is Alice's: where she is, when she jotted somebody down, when her phone reached the
server, and at which times the worker looks. Driven through the real app, its sync API, its command
and a strict push service.
"""

from dataclasses import dataclass

import pytest
from flask import Flask

from tests.rigs.push_service import PushService
from tests.server.prompts.life import Life

MAYA = ["Maya"]
NOBODY: list[str] = []


@dataclass(frozen=True)
class Story:
    """`looks`: by local time, whom the prompt names that comes when the worker looks then."""

    name: str
    zone: str
    jotted: str
    synced: str
    looks: dict[str, list[str]]
    prompt_at: str = "08:30"


def evening(zone: str) -> Story:
    """The plain case, wherever on earth."""
    return Story(
        f"an evening in {zone}",
        zone,
        jotted="2026-11-23 20:10",
        synced="2026-11-23 20:11",
        looks={
            "2026-11-23 20:12": NOBODY,
            "2026-11-24 08:29": NOBODY,
            "2026-11-24 08:30": MAYA,
            "2026-11-24 08:31": NOBODY,
            "2026-11-24 11:29": NOBODY,
        },
    )


STORIES = [
    evening("Pacific/Kiritimati"),
    evening("Pacific/Auckland"),
    evening("Asia/Kathmandu"),
    evening("America/Phoenix"),
    Story(
        "the clocks go forward in Berlin: half past eight is half past eight",
        "Europe/Berlin",
        jotted="2027-03-27 21:00",
        synced="2027-03-27 21:01",
        looks={"2027-03-28 08:29": NOBODY, "2027-03-28 08:30": MAYA},
    ),
    Story(
        "the clocks go back in Berlin",
        "Europe/Berlin",
        jotted="2026-10-24 21:00",
        synced="2026-10-24 21:01",
        looks={"2026-10-25 07:31": NOBODY, "2026-10-25 08:29": NOBODY, "2026-10-25 08:30": MAYA},
    ),
    Story(
        "the clocks go forward in New York",
        "America/New_York",
        jotted="2027-03-13 21:00",
        synced="2027-03-13 21:01",
        looks={"2027-03-14 08:29": NOBODY, "2027-03-14 08:30": MAYA},
    ),
    Story(
        "the clocks go back in New York",
        "America/New_York",
        jotted="2026-10-31 21:00",
        synced="2026-10-31 21:01",
        looks={"2026-11-01 07:31": NOBODY, "2026-11-01 08:29": NOBODY, "2026-11-01 08:30": MAYA},
    ),
    Story(
        "a time that does not exist that night moves forward",
        "Europe/Berlin",
        jotted="2027-03-27 21:00",
        synced="2027-03-27 21:01",
        looks={"2027-03-28 01:59": NOBODY, "2027-03-28 03:29": NOBODY, "2027-03-28 03:30": MAYA},
        prompt_at="02:30",
    ),
    Story(
        "a time that comes twice that night is the first",
        "Europe/Berlin",
        jotted="2026-10-24 20:00",
        synced="2026-10-24 20:01",
        looks={"2026-10-25 02:29": NOBODY, "2026-10-25 02:30": MAYA, "2026-10-25 04:00": NOBODY},
        prompt_at="02:30",
    ),
    Story(
        "a note at one in the morning belongs to that night",
        "Europe/Berlin",
        jotted="2026-11-24 01:00",
        synced="2026-11-24 01:01",
        looks={"2026-11-24 08:29": NOBODY, "2026-11-24 08:30": MAYA},
    ),
    Story(
        "a note at five in the morning belongs to the new day",
        "Europe/Berlin",
        jotted="2026-11-24 05:00",
        synced="2026-11-24 05:01",
        looks={"2026-11-24 08:30": NOBODY, "2026-11-25 08:30": MAYA},
    ),
    Story(
        "the phone comes online at 9:40: at once",
        "Europe/Berlin",
        jotted="2026-11-23 20:10",
        synced="2026-11-24 09:40",
        looks={"2026-11-24 08:30": NOBODY, "2026-11-24 09:40": MAYA, "2026-11-24 09:41": NOBODY},
    ),
    Story(
        "the phone comes online at 12:10: the next morning",
        "Europe/Berlin",
        jotted="2026-11-23 20:10",
        synced="2026-11-24 12:10",
        looks={"2026-11-24 12:10": NOBODY, "2026-11-25 08:29": NOBODY, "2026-11-25 08:30": MAYA},
    ),
    Story(
        "the phone comes online three days late: the next morning",
        "Europe/Berlin",
        jotted="2026-11-23 20:10",
        synced="2026-11-26 20:00",
        looks={"2026-11-26 20:00": NOBODY, "2026-11-27 08:30": MAYA},
    ),
    Story(
        "seven days late is in time",
        "Europe/Berlin",
        jotted="2026-11-16 20:10",
        synced="2026-11-24 07:00",
        looks={"2026-11-24 08:30": MAYA},
    ),
    Story(
        "eight days late it is in the list, and nobody nags",
        "Europe/Berlin",
        jotted="2026-11-15 20:10",
        synced="2026-11-24 07:00",
        looks={"2026-11-24 08:30": NOBODY, "2026-11-25 08:30": NOBODY},
    ),
    Story(
        "a worker that was down for an hour sends on its return",
        "Europe/Berlin",
        jotted="2026-11-23 20:10",
        synced="2026-11-23 20:11",
        looks={"2026-11-24 09:30": MAYA, "2026-11-24 09:31": NOBODY},
    ),
    Story(
        "a worker that was down for more than three hours waits for the next morning",
        "Europe/Berlin",
        jotted="2026-11-23 20:10",
        synced="2026-11-23 20:11",
        looks={"2026-11-24 11:31": NOBODY, "2026-11-25 08:30": MAYA},
    ),
    Story(
        "a clock that is set back prompts nobody twice",
        "Europe/Berlin",
        jotted="2026-11-23 20:10",
        synced="2026-11-23 20:11",
        looks={
            "2026-11-24 08:31": MAYA,
            "2026-11-24 07:00": NOBODY,
            "2026-11-24 08:30": NOBODY,
        },
    ),
    Story(
        "a morning that begins late in the evening belongs to its own date past midnight",
        "Europe/Berlin",
        jotted="2026-11-23 20:10",
        synced="2026-11-25 00:40",
        looks={
            "2026-11-25 00:40": MAYA,
            "2026-11-25 01:00": NOBODY,
            "2026-11-25 23:00": MAYA,  # the second time, on the next morning
            "2026-11-26 23:00": NOBODY,
        },
        prompt_at="23:00",
    ),
    Story(
        "unanswered it comes once more, the next morning, and then waits in the app",
        "Europe/Berlin",
        jotted="2026-11-23 20:10",
        synced="2026-11-23 20:11",
        looks={
            "2026-11-24 08:30": MAYA,
            "2026-11-25 08:30": MAYA,
            "2026-11-26 08:30": NOBODY,
            "2026-11-27 08:30": NOBODY,
        },
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_each_evening_leads_to_these_prompts(
    story: Story, app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, story.zone, story.prompt_at)
    # A worker looks before the phone is online too.
    early = {when for when in story.looks if when < story.synced}
    made = life.jot("Maya", at=story.jotted)
    seen = {when: life.look(when) for when in early}
    life.sync(made, at=story.synced)
    seen |= {when: life.look(when) for when in story.looks if when not in early}
    assert seen == story.looks


def test_after_a_flight_home_the_morning_is_in_the_new_time_zone(
    app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, "America/New_York")
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    life.sync([], at="2026-11-24 07:40", zone="Europe/Berlin")
    assert life.look("2026-11-24 08:29", "Europe/Berlin") == NOBODY
    assert life.look("2026-11-24 08:30", "Europe/Berlin") == MAYA
    assert life.look("2026-11-24 08:30", "America/New_York") == NOBODY


def test_flying_west_over_a_prompted_morning_brings_no_second_prompt(
    app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, "Europe/Berlin")
    life.sync(life.jot("Maya", "Tom", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    assert life.look("2026-11-24 08:30") == ["Maya", "Tom"]
    life.sync([], at="2026-11-24 06:00", zone="America/New_York")
    assert life.look("2026-11-24 08:30", "America/New_York") == NOBODY
    assert life.look("2026-11-25 08:30", "America/New_York") == ["Maya", "Tom"]


@pytest.mark.parametrize(
    ("landed", "looks"),
    [
        ("2026-11-24 10:15", {"2026-11-24 10:15": MAYA}),
        ("2026-11-24 13:00", {"2026-11-24 13:00": NOBODY, "2026-11-25 08:30": MAYA}),
    ],
    ids=["within the three hours: at once", "later: the next morning"],
)
def test_flying_east_past_the_morning_waits_for_the_next_one(
    landed: str, looks: dict[str, list[str]], app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, "America/New_York")
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    life.sync([], at=landed, zone="Asia/Kathmandu")
    seen = {when: life.look(when, "Asia/Kathmandu") for when in looks}
    assert seen == looks


def test_the_zone_is_that_of_the_phone_which_has_the_prompts(
    app: Flask, push_service: PushService
) -> None:
    life = Life(app, push_service, "Europe/Berlin")
    life.sync(life.jot("Maya", at="2026-11-23 20:10"), at="2026-11-23 20:11")
    with life.at("2026-11-24 06:00"):
        laptop = life.phone.another_phone()
        laptop.sync(timezone="Asia/Tokyo")
    assert life.look("2026-11-24 08:30", "Asia/Tokyo") == NOBODY
    assert life.look("2026-11-24 08:30", "Europe/Berlin") == MAYA
