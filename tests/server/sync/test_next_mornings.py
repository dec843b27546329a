"""The follow-ups that the server opens for a client which does not."""

import uuid
from typing import Any

import pytest
from flask import Flask

from server.sync.followups import NAMESPACE
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import delete, edit, new_id, only, statuses

MORNING = "2026-11-24"


def followup_id(person: str, due_on: str = MORNING) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{person}/{due_on}"))


def followups(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["id"]: each["fields"] for each in answer["records"] if each["kind"] == "followup"}


def test_a_note_made_at_an_event_about_a_person_opens_one(alice: ApiClient) -> None:
    maya, leo = new_id(), new_id()
    answer = alice.sync([changes.note(person_ids=[maya, leo], event_id=new_id())])
    assert followups(answer) == {
        followup_id(who): {
            "person_id": who,
            "due_on": MORNING,
            "reason": "next_morning",
            "promise": None,
            "status": "open",
            "closed_at": None,
        }
        for who in (maya, leo)
    }
    # The result is about what was asked, not about what came of it.
    assert statuses(answer) == ["applied"]


def test_a_note_without_an_event_opens_none_by_itself(alice: ApiClient) -> None:
    assert followups(alice.sync([changes.note(person_ids=[new_id()])])) == {}
    assert followups(alice.sync([changes.note(event_id=new_id())])) == {}


#: In Auckland the morning after has a later date than in New York, and in UTC.
EVENING = {"captured_at": "2026-11-24T18:00:00Z", "captured_timezone": "Etc/Unknown"}


def due_of_unknown_zone(who: ApiClient, **more: Any) -> str:
    maya, note = new_id(), new_id()
    jotted = changes.note(note, person_ids=[maya], event_id=new_id(), **EVENING)
    answer = who.sync([jotted], **more)
    (kept,) = (each["fields"] for each in answer["records"] if each["id"] == note)
    assert kept["captured_timezone"] == "Etc/Unknown"
    opened = followups(answer).values()
    (due,) = (each["due_on"] for each in opened if each["person_id"] == maya)
    return str(due)


def test_a_note_with_an_unknown_zone_uses_the_last_zone_of_the_account(
    alice: ApiClient,
) -> None:
    """Where the phone says it is now, else where one of the account's was, else as its owner said
    at sign-up, else in UTC."""
    assert due_of_unknown_zone(alice, timezone=None) == "2026-11-25"
    assert due_of_unknown_zone(alice, timezone="Pacific/Auckland") == "2026-11-26"
    assert due_of_unknown_zone(alice.another_phone(), timezone="Etc/Unknown") == "2026-11-26"


@pytest.mark.parametrize(
    ("zone", "due"), [("pacific/auckland", "2026-11-26"), ("Etc/Unknown", "2026-11-25")]
)
def test_before_any_sync_the_zone_of_the_sign_up_counts(app: Flask, zone: str, due: str) -> None:
    assert due_of_unknown_zone(ApiClient(app, "Dana", zone)) == due


def test_the_zone_of_a_note_may_be_in_another_case(alice: ApiClient) -> None:
    zone = {"captured_timezone": "pacific/AUCKLAND"}
    jotted = changes.note(person_ids=[new_id()], event_id=new_id(), **(EVENING | zone))
    (opened,) = followups(alice.sync([jotted])).values()
    assert opened["due_on"] == "2026-11-26"


def test_a_person_added_later_opens_one_then(alice: ApiClient) -> None:
    maya, leo = new_id(), new_id()
    jotted = changes.note(person_ids=[maya], event_id=new_id(), ago=9)
    alice.sync([jotted])
    answer = alice.sync([edit("note", jotted["record"], person_ids=[maya, leo])])
    assert followups(answer).keys() == {followup_id(leo)}


def test_an_event_added_later_opens_them_all_then(alice: ApiClient) -> None:
    maya, leo = new_id(), new_id()
    jotted = changes.note(person_ids=[maya, leo], ago=9)
    alice.sync([jotted])
    answer = alice.sync([edit("note", jotted["record"], event_id=new_id())])
    assert followups(answer).keys() == {followup_id(maya), followup_id(leo)}


def test_added_in_two_steps_of_one_batch_it_opens_one(alice: ApiClient) -> None:
    maya = new_id()
    jotted = changes.note(ago=9)
    answer = alice.sync(
        [
            jotted,
            edit("note", jotted["record"], ago=8, event_id=new_id()),
            edit("note", jotted["record"], ago=7, person_ids=[maya]),
        ]
    )
    assert followups(answer).keys() == {followup_id(maya)}


def test_two_notes_of_one_evening_open_one(alice: ApiClient) -> None:
    maya, event = new_id(), new_id()
    both = [changes.note(person_ids=[maya], event_id=event, body=text) for text in ("a", "b")]
    assert len(followups(alice.sync(both))) == 1
    assert len(followups(alice.sync([changes.note(person_ids=[maya], event_id=event)]))) == 0
    late = changes.note(
        person_ids=[maya], event_id=event, captured_at="2026-11-24T06:00:00Z"
    )  # 1 a.m.
    assert len(followups(alice.sync([late]))) == 0
    next_evening = changes.note(
        person_ids=[maya], event_id=event, captured_at="2026-11-25T01:10:00Z"
    )
    assert followups(alice.sync([next_evening])).keys() == {followup_id(maya, "2026-11-25")}


def test_the_follow_up_that_a_phone_opens_is_the_same_one(alice: ApiClient) -> None:
    maya = new_id()
    jotted = changes.note(person_ids=[maya], event_id=new_id())
    own = changes.followup(maya, followup_id(maya), promise="the book") | {"if_absent": True}
    answer = alice.sync([jotted, own])
    assert statuses(answer) == ["applied", "applied"]
    assert followups(answer)[followup_id(maya)]["promise"] == "the book"
    assert len(followups(answer)) == 1


def test_the_phones_own_may_come_in_a_later_batch(alice: ApiClient) -> None:
    maya = new_id()
    alice.sync([changes.note(person_ids=[maya], event_id=new_id())])
    own = changes.followup(maya, followup_id(maya), promise="the book") | {"if_absent": True}
    answer = alice.sync([own])
    assert statuses(answer) == ["merged"]
    assert followups(answer)[followup_id(maya)]["promise"] == "the book"


def test_an_answered_one_is_not_opened_again(alice: ApiClient) -> None:
    maya, event = new_id(), new_id()
    alice.sync([changes.note(person_ids=[maya], event_id=event)])
    alice.sync([edit("followup", followup_id(maya), status="done")])
    assert followups(alice.sync([changes.note(person_ids=[maya], event_id=event)])) == {}
    alice.sync([delete("followup", followup_id(maya))])
    assert followups(alice.sync([changes.note(person_ids=[maya], event_id=event)])) == {}


def test_any_edit_beats_what_the_server_filled_in(alice: ApiClient) -> None:
    maya = new_id()
    alice.sync([changes.note(person_ids=[maya], event_id=new_id())])
    answer = alice.sync([edit("followup", followup_id(maya), ago=10**6, due_on="2026-11-30")])
    assert statuses(answer) == ["applied"]
    assert only(answer)["fields"]["due_on"] == "2026-11-30"


def test_deleting_a_note_leaves_its_followup(alice: ApiClient) -> None:
    maya = new_id()
    jotted = changes.note(person_ids=[maya], event_id=new_id(), ago=9)
    alice.sync([jotted])
    answer = alice.sync([delete("note", jotted["record"])])
    assert only(answer)["kind"] == "note"
    everything = alice.another_phone().sync()
    assert followups(everything).keys() == {followup_id(maya)}
    assert only(everything, "followup")["deleted_at"] is None


def test_how_changes_are_batched_does_not_matter(alice: ApiClient) -> None:
    """The person was met, though the note was deleted, or is about nobody, before it was sent."""
    maya, leo = new_id(), new_id()
    gone = changes.note(person_ids=[maya], event_id=new_id(), ago=9)
    bare = changes.note(person_ids=[leo], event_id=new_id(), ago=9)
    answer = alice.sync(
        [
            gone,
            delete("note", gone["record"]),
            bare,
            edit("note", bare["record"], person_ids=[]),
        ]
    )
    assert followups(answer).keys() == {followup_id(maya), followup_id(leo)}


def test_a_note_that_was_deleted_before_it_arrived_opens_none(alice: ApiClient) -> None:
    jotted = changes.note(person_ids=[new_id()], event_id=new_id(), ago=9)
    alice.sync([delete("note", jotted["record"])])
    assert followups(alice.sync([jotted])) == {}


def test_a_person_named_twice_is_met_once(alice: ApiClient) -> None:
    maya = new_id()
    answer = alice.sync([changes.note(person_ids=[maya, maya], event_id=new_id())])
    assert followups(answer).keys() == {followup_id(maya)}


def test_a_change_that_is_rejected_or_repeated_opens_none(alice: ApiClient) -> None:
    jotted = changes.note(ago=9)
    alice.sync([jotted])
    bad = edit("note", jotted["record"], body="", event_id=new_id(), person_ids=[new_id()])
    assert followups(alice.sync([bad, jotted])) == {}


def test_a_note_beyond_the_calendar_opens_no_follow_up(alice: ApiClient) -> None:
    ends = ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")
    for captured_at in ends:
        jotted = changes.note(person_ids=[new_id()], event_id=new_id(), captured_at=captured_at)
        assert followups(alice.sync([jotted])) == {}
