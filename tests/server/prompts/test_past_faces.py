"""A face from the past, brought by the worker: when nothing else is due, and only where wanted."""

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask

from server import clock, database
from server.prompts.past_faces import Outlook, bring, look_for_faces
from server.prompts.snapshot import read_snapshots
from tests.support import changes
from tests.support.api import ApiClient

ZONE = "America/New_York"
MORNING = date(2026, 11, 24)


@contextmanager
def at(day: date, time: str = "08:30") -> Iterator[None]:
    moment = datetime.fromisoformat(f"{day} {time}").replace(tzinfo=ZoneInfo(ZONE))
    with time_machine.travel(moment, tick=False):
        yield


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def subscribe(phone: ApiClient) -> None:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    keys = {"p256dh": base64url(point), "auth": base64url(os.urandom(16))}
    endpoint = {"endpoint": f"http://127.0.0.1:9/{base64url(os.urandom(9))}", "keys": keys}
    assert phone.put("/api/v1/push/subscriptions", endpoint).status_code == 201


def know(phone: ApiClient, *names: str, **more: Any) -> dict[str, str]:
    """People whom the phone's owner met in the order of the names, long ago; their ids by name."""
    made = [
        changes.person(**({"name": name, "met_on": f"2025-01-{10 + place}"} | more))
        for place, name in enumerate(names)
    ]
    phone.sync(made, timezone=ZONE)
    return {name: change["record"] for name, change in zip(names, made, strict=True)}


def look(phone: ApiClient) -> Outlook:
    with phone.app.app_context(), database.read() as s:
        account_id, now = phone.account["id"], clock.now()
        return look_for_faces(s, read_snapshots(s, [account_id], now), now)[account_id]


def come(phone: ApiClient) -> str | None:
    """Who comes back now; the follow-up is opened."""
    outlook = look(phone)
    if outlook.person_id is None or outlook.morning is None:
        return None
    for _ in range(2):  # as two workers would
        with phone.app.app_context(), database.write() as s:
            bring(s, phone.account["id"], outlook.person_id, outlook.morning, clock.now())
    return outlook.person_id


def followups(phone: ApiClient) -> list[dict[str, Any]]:
    records = phone.sync([])["records"]
    return [row for row in records if row["kind"] == "followup" and row["deleted_at"] is None]


def answer(phone: ApiClient, record: str, **fields: Any) -> None:
    phone.sync([changes.edit("followup", record, **fields)])


@pytest.fixture
def phone(app: Flask) -> ApiClient:
    with at(date(2026, 10, 1)):
        made = ApiClient(app, "Alice", ZONE)
        subscribe(made)
    return made


def test_a_face_comes_back_as_a_follow_up_like_any_other(phone: ApiClient) -> None:
    with at(MORNING):
        people = know(phone, "Maya", "Tom")
        assert come(phone) == people["Maya"]
        [opened] = followups(phone)
        assert opened["fields"] == {
            "person_id": people["Maya"],
            "due_on": "2026-11-24",
            "reason": "keep_in_touch",
            "promise": None,
            "status": "open",
            "closed_at": None,
        }


def test_a_face_comes_once_a_week_in_turn(phone: ApiClient) -> None:
    with at(MORNING):
        people = know(phone, "Maya", "Tom")
    came = []
    for day in range(29):
        with at(MORNING + timedelta(days=day)):
            person = come(phone)
            if person is None:
                continue
            came.append((day, person))
            for row in followups(phone):
                if row["fields"]["status"] == "open":
                    answer(phone, row["id"], status="done", closed_at="2026-11-24T15:00:00Z")
    turns = ["Maya", "Tom", "Maya", "Tom", "Maya"]
    assert came == [(7 * week, people[name]) for week, name in enumerate(turns)]


def test_no_face_is_prompted_when_something_else_is_due(phone: ApiClient) -> None:
    with at(MORNING):
        people = know(phone, "Maya", "Tom")
        promise = changes.followup(people["Tom"], due_on="2026-11-24")
        phone.sync([promise])
        outlook = look(phone)
        assert outlook.person_id is None
        assert outlook.next_at == datetime(2026, 11, 25, 8, 30, tzinfo=ZoneInfo(ZONE))
        answer(phone, promise["record"], status="done")
        assert come(phone) == people["Maya"]


def test_no_other_face_is_prompted_until_the_last_was_answered(phone: ApiClient) -> None:
    with at(MORNING):
        know(phone, "Maya", "Tom")
        assert come(phone) is not None
    with at(MORNING + timedelta(days=21)):
        assert come(phone) is None


@pytest.mark.parametrize(
    "more", [{"met_on": "2026-11-20"}, {"archived": True}], ids=["met just now", "put away"]
)
def test_these_people_are_no_faces_from_the_past(phone: ApiClient, more: dict[str, Any]) -> None:
    with at(MORNING):
        know(phone, "Maya", **more)
        assert come(phone) is None


def test_faces_from_the_past_can_be_turned_off(phone: ApiClient) -> None:
    with at(MORNING):
        know(phone, "Maya")
        assert phone.get("/api/v1/me").get_json()["past_faces"] is True
        phone.patch("/api/v1/me", {"past_faces": False})
        assert look(phone) == Outlook()
        phone.patch("/api/v1/me", {"past_faces": True})
        assert come(phone) is not None


def test_a_face_comes_only_in_the_morning(phone: ApiClient) -> None:
    with at(MORNING, "15:00"):
        know(phone, "Maya")
        outlook = look(phone)
        assert outlook.person_id is None
        assert outlook.next_at == datetime(2026, 11, 25, 8, 30, tzinfo=ZoneInfo(ZONE))


def test_without_people_there_is_nothing_to_wait_for(phone: ApiClient) -> None:
    with at(MORNING):
        assert look(phone) == Outlook()


def test_without_a_device_nobody_is_looked_for(app: Flask, bob: ApiClient) -> None:
    with at(MORNING):
        know(bob, "Maya")
        assert look(bob) == Outlook()


def test_bob_sees_nothing_of_it(phone: ApiClient, bob: ApiClient) -> None:
    with at(MORNING):
        know(phone, "Maya")
        know(bob, "Tom")
        assert come(phone) is not None
        assert followups(bob) == []


def came_in(phone: ApiClient, name: str, **more: Any) -> str:
    """Somebody out of an address book, long ago; their id."""
    (person,) = know(phone, name, met_on=None, **more).values()
    phone.sync([changes.original(person, taken_on="2025-01-01")])
    return person


def test_people_only_imported_with_an_address_book_are_no_faces(alice: ApiClient) -> None:
    with at(MORNING - timedelta(days=60)):
        strangers = [came_in(alice, f"Stranger {n}") for n in range(3)]
        met = came_in(alice, "Ada", met_at=changes.new_id())
        subscribe(alice)
    with at(MORNING):
        assert come(alice) == met
        alice.sync([changes.edit("followup", followups(alice)[0]["id"], status="done")])
    with at(MORNING + timedelta(days=7)):
        assert look(alice).person_id == met, "she again, before somebody whom nobody met"
        alice.sync([changes.note(person_ids=[strangers[1]])])
        assert come(alice) == strangers[1]


@pytest.mark.parametrize("sign", ["note", "promise", "kindness"])
def test_an_imported_person_who_was_met_since_is_a_face_from_the_past(
    alice: ApiClient, sign: str
) -> None:
    with at(MORNING - timedelta(days=60)):
        person = came_in(alice, "Ada")
        subscribe(alice)
    signs = {
        "note": changes.note(person_ids=[person]),
        "promise": changes.followup(
            person, due_on="2026-10-01", reason="promise", promise="the book", status="done"
        ),
        "kindness": changes.kindness(person),
    }
    with at(MORNING):
        assert come(alice) is None
        alice.sync([signs[sign]])
        assert come(alice) == person
