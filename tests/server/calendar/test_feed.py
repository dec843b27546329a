"""The calendar by its secret address: what it shows, to whom, and that it is well-formed."""

import logging
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from dateutil.rrule import rrulestr
from flask import Flask
from icalendar import Calendar
from werkzeug.test import TestResponse

from tests.server.calendar import strict
from tests.support import changes
from tests.support.api import API, ApiClient

MAYA, TOM = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


class Feed:
    """A calendar that subscribes to an address."""

    def __init__(self, app: Flask, who: ApiClient, scope: str = "calendar") -> None:
        wanted = {"name": "Calendar", "scope": scope, "password": who.password}
        made = who.post(f"{API}/me/tokens", wanted)
        assert made.status_code == 201, made.text
        self.id, self.token = made.get_json()["id"], made.get_json()["token"]
        self.http = app.test_client()

    def ask(self, query: str = "", **headers: str) -> TestResponse:
        whole = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.get(f"/calendar/{self.token}.ics{query}", headers=whole)

    def events(self, query: str = "") -> list[dict[str, Any]]:
        """What the strict reader finds; icalendar has to read the same."""
        answer = self.ask(query)
        assert answer.status_code == 200, answer.text
        assert answer.content_type == "text/calendar; charset=utf-8"
        found = strict.read(answer.data)
        judged = Calendar.from_ical(answer.data)
        assert [event.errors for event in judged.walk()] == [[]] * len(judged.walk())
        assert [str(event["UID"]) for event in judged.walk("VEVENT")] == [
            event["UID"] for event in found
        ]
        assert judged.walk("VEVENT") == [] or judged.to_ical()
        return found


@pytest.fixture
def feed(app: Flask, alice: ApiClient) -> Feed:
    return Feed(app, alice)


def test_an_evening_is_at_its_time_in_utc(alice: ApiClient, feed: Feed) -> None:
    evening = changes.event(
        name="PR mixer; the one, with bees",
        place="Pier 7\nupstairs",
        starts_at="2026-11-24T00:30:00.250Z",
        ends_at="2026-11-26T23:00:00Z",
        description="nobody's business",
    )
    alice.sync([evening])
    (found,) = feed.events()
    assert found["UID"] == f"{evening['record']}@karmadex"
    assert (found["DTSTART"], found["DTEND"]) == ("20261124T003000Z", "20261126T230000Z")
    assert found["SUMMARY"] == "PR mixer\\; the one\\, with bees"
    assert found["LOCATION"] == "Pier 7\\nupstairs"
    assert "business" not in feed.ask().text


@pytest.mark.parametrize("ends_at", [None, "2026-11-24T00:30:00Z", "2020-01-01T00:00:00Z"])
def test_an_event_without_a_valid_end_has_none_in_the_feed(
    alice: ApiClient, feed: Feed, ends_at: str | None
) -> None:
    alice.sync([changes.event(starts_at="2026-11-24T00:30:00Z", ends_at=ends_at)])
    (found,) = feed.events()
    assert "DTEND" not in found


def followup(person: str, due_on: str, **fields: Any) -> dict[str, Any]:
    whole = {"person_id": person, "due_on": due_on, "reason": "next_morning"} | fields
    return changes.change("followup", set=whole)


def test_a_follow_up_is_a_day(alice: ApiClient, feed: Feed) -> None:
    alice.sync(
        [
            changes.person(MAYA, name="Maya", known_for="water-skis"),
            changes.note(body="moving to Lisbon", person_ids=[MAYA]),
            followup(MAYA, "2026-11-24"),
            followup(MAYA, "2026-11-25", status="done"),
            followup(TOM, "2026-11-26"),
        ]
    )
    (found,) = feed.events()
    assert found["DTSTART"] == "20261124"
    assert found["SUMMARY"] == "Say hi to Maya\\, who water-skis"
    assert "Lisbon" not in feed.ask().text


@pytest.mark.parametrize("put_away", ["archive", "delete"])
def test_archived_people_are_not_in_the_feed(alice: ApiClient, feed: Feed, put_away: str) -> None:
    alice.sync([changes.person(MAYA, birthday="1990-05-01"), followup(MAYA, "2026-11-24")])
    assert len(feed.events()) == 2
    archive = changes.edit("person", MAYA, archived=True)
    alice.sync([archive if put_away == "archive" else changes.delete("person", MAYA)])
    assert feed.events() == []


def test_two_cards_of_one_person_are_one(alice: ApiClient, feed: Feed) -> None:
    alice.sync(
        [
            changes.person(MAYA, name="Maya", known_for=None, birthday="1990-05-01"),
            changes.person(TOM, name="Maya C", merged_into=MAYA, birthday="1990-05-01"),
            followup(TOM, "2026-11-24"),
        ]
    )
    assert {found["SUMMARY"] for found in feed.events()} == {"Birthday: Maya", "Say hi to Maya"}
    assert len(feed.events()) == 2


@pytest.mark.parametrize(
    ("birthday", "starts", "rule"),
    [
        ("1990-05-01", "19900501", "FREQ=YEARLY"),
        ("--05-01", "19720501", "FREQ=YEARLY"),
        ("1984-02-29", "19840229", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ("--02-29", "19720229", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ("0001-01-01", "00010101", "FREQ=YEARLY"),
    ],
)
def test_a_birthday_comes_every_year(
    alice: ApiClient, feed: Feed, birthday: str, starts: str, rule: str
) -> None:
    alice.sync([changes.person(MAYA, name="Maya", known_for=None, birthday=birthday)])
    (found,) = feed.events()
    assert found["UID"] == f"{MAYA}-birthday@karmadex"
    assert (found["DTSTART"], found["RRULE"]) == (starts, rule)
    assert found["SUMMARY"] == "Birthday: Maya"


def test_the_29th_of_february_is_the_last_day_of_the_month_in_other_years(
    alice: ApiClient, feed: Feed
) -> None:
    """By dateutil, which nobody here wrote."""
    alice.sync([changes.person(MAYA, birthday="--02-29")])
    (found,) = feed.events()
    days = rrulestr(found["RRULE"], dtstart=datetime(1972, 2, 29))  # noqa: DTZ001  (a day)
    years = days.between(datetime(2026, 1, 1), datetime(2029, 1, 1))  # noqa: DTZ001
    assert [each.date() for each in years] == [
        date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29),
    ]  # fmt: skip


def test_parameters_of_the_address_choose_what_is_shown(alice: ApiClient, feed: Feed) -> None:
    alice.sync(
        [changes.event(), changes.person(MAYA, birthday="--05-01"), followup(MAYA, "2026-11-24")]
    )
    kinds = {"events": "Mixer", "followups": "Say hi", "birthdays": "Birthday"}
    for show, begins in kinds.items():
        (found,) = feed.events(f"?show={show}")
        assert found["SUMMARY"].startswith(begins)
    assert len(feed.events("?show=birthdays,events")) == 2
    assert len(feed.events("?show=moon")) == len(feed.events("?show=")) == len(feed.events()) == 3


def test_alarms_ring_at_nine_and_an_hour_before_an_evening(alice: ApiClient, feed: Feed) -> None:
    alice.sync([changes.event(), changes.person(MAYA), followup(MAYA, "2026-11-24")])
    assert not any("VALARM" in event for event in feed.events())
    rings = {
        len(event["DTSTART"]): event["VALARM"]["TRIGGER"] for event in feed.events("?alarms=1")
    }
    assert rings == {16: "-PT1H", 8: "PT9H"}


def test_an_unchanged_feed_is_the_same_bytes(alice: ApiClient, feed: Feed) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 8, tzinfo=UTC), tick=False) as clock:
        phone = alice.another_phone()
        phone.sync([changes.event(), changes.person(MAYA, birthday="--05-01")])
        first = feed.ask()
        clock.shift(timedelta(days=3))
        again = feed.ask()
    assert (again.data, again.headers["ETag"]) == (first.data, first.headers["ETag"])
    assert "DTSTAMP:20261124T080000Z" in first.text
    assert first.headers["Cache-Control"].startswith("private")
    unchanged = feed.ask(If_None_Match=first.headers["ETag"])
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert feed.ask("?alarms=1", If_None_Match=first.headers["ETag"]).status_code == 200
    alice.sync([changes.edit("person", MAYA, name="Tom")])
    assert feed.ask(If_None_Match=first.headers["ETag"]).status_code == 200


def test_the_feed_is_in_the_language_of_the_account(alice: ApiClient, feed: Feed) -> None:
    alice.sync([changes.person(MAYA, name="Maya", known_for=None, birthday="--05-01")])
    etag = feed.ask().headers["ETag"]
    assert alice.patch(f"{API}/me", {"language": "es"}).status_code == 200
    assert feed.ask(If_None_Match=etag).status_code == 200
    assert feed.events()[0]["SUMMARY"] == "Cumpleaños: Maya"


def test_an_account_without_a_record_has_an_empty_calendar(feed: Feed) -> None:
    assert feed.events() == []


def test_an_invalid_address_is_404(app: Flask, alice: ApiClient, feed: Feed) -> None:
    others = [Feed(app, alice, scope).token for scope in ("carddav", "read", "write")]
    for token in ("x", "kdx_", "kdx_" + "A" * 43, feed.token + "x", feed.token[:-1], *others):
        answer = alice.get(f"/calendar/{token}.ics")
        assert answer.status_code == 404, token
    assert alice.get(f"/calendar/{feed.token}").status_code == 404
    assert alice.delete(f"{API}/me/tokens/{feed.id}").status_code == 204
    assert feed.ask().status_code == 404


def test_cookies_and_origins_are_ignored(feed: Feed) -> None:
    answer = feed.ask(Origin="https://evil.example", Sec_Fetch_Site="cross-site")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_nothing_of_alice_is_in_the_feed_of_bob(
    app: Flask, alice: ApiClient, bob: ApiClient
) -> None:
    alice.sync([changes.event(), changes.person(birthday="--05-01")])
    assert Feed(app, bob).events() == []


def test_the_token_is_in_no_log(app: Flask, feed: Feed, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert feed.ask("?show=events").status_code == 200
        assert feed.http.get(f"/calendar/{feed.token}x.ics").status_code == 404
        assert feed.http.get(f"/calendar/{feed.token}/x").status_code == 404
    told = [str(vars(record)) for record in caplog.records if record.name.startswith("karmadex")]
    assert any("/calendar/<token>.ics" in line for line in told)
    assert not any(feed.token in line for line in told)


def test_every_text_is_written_so_that_it_can_be_read(alice: ApiClient, feed: Feed) -> None:
    names = [
        "é" * 100,
        "a\\n,;:\"'",
        "🐝" * 50,
        "=?utf-8?q?x?=",
        "BEGIN:VEVENT",
        "\u2028x",
        "x" * 200,
    ]
    alice.sync([changes.event(name=name) for name in names])
    feed.events("?alarms=1")
    found = Calendar.from_ical(feed.ask().data).walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in found} == set(names)
