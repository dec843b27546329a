"""`flask demo`: an account with a believable evening."""

from collections import Counter

import pytest
import time_machine
from flask import Flask

from server.demo import EMAIL, PASSWORD
from tests.support.api import ApiClient


def run(app: Flask) -> str:
    result = app.test_cli_runner().invoke(args=["demo", "--timezone", "Europe/Lisbon"])
    assert result.exit_code == 0, result.output
    return result.output


def sign_in(alice: ApiClient) -> ApiClient:
    """Robin's phone."""
    robin: ApiClient = object.__new__(ApiClient)
    robin.__dict__.update(alice.__dict__, email=EMAIL, password=PASSWORD)
    robin = robin.another_phone()
    robin.id = robin.get("/api/v1/me").get_json()["id"]
    return robin


@pytest.mark.parametrize("hour", ["00:05", "09:00", "23:55"])
def test_the_demo_has_people_to_say_hi_to_in_the_morning(alice: ApiClient, hour: str) -> None:
    with time_machine.travel(f"2026-11-24T{hour}:00Z"):
        output = run(alice.app)
        assert EMAIL in output
        assert PASSWORD in output
        records = sign_in(alice).sync()["records"]
    kinds = Counter(record["kind"] for record in records)
    assert kinds["event"] == 2
    assert kinds["person"] == 12
    assert kinds["note"] == 12
    assert kinds.keys() == {"event", "person", "note", "followup", "kindness", "card"}
    assert {each["fields"]["deck"] for each in records if each["kind"] == "card"} == {
        "opener",
        "pitch",
        "pledge",
    }
    people = {each["id"]: each["fields"] for each in records if each["kind"] == "person"}
    assert all(fields["known_for"] for fields in people.values())
    due = [
        people[each["fields"]["person_id"]]["known_for"]
        for each in records
        if each["kind"] == "followup"
        and each["fields"]["reason"] == "next_morning"
        and each["fields"]["status"] == "open"
        and each["fields"]["due_on"] == "2026-11-24"
    ]
    assert "water-skis, even in October" in due
    assert len(due) == 9


def test_every_reference_leads_somewhere(alice: ApiClient) -> None:
    run(alice.app)
    records = sign_in(alice).sync()["records"]
    known = {record["id"] for record in records}
    references = ("met_at", "introduced_by", "event_id", "person_id", "thanks_to", "introduced_to")
    for record in records:
        for name in references:
            assert record["fields"].get(name) in {None, *known}
        assert set(record["fields"].get("person_ids", [])) <= known


def test_running_the_demo_again_changes_nothing(alice: ApiClient) -> None:
    run(alice.app)
    before = sign_in(alice).sync()["records"]
    assert PASSWORD in run(alice.app)
    assert sign_in(alice).sync()["records"] == before
