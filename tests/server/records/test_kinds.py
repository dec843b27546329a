"""What each kind of record may hold: the table of the contract."""

import pytest

from server.records.kinds import KINDS
from tests.server.records.taking import MADE, SOMEBODY, refused, taken
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import new_id, only, reasons, statuses


def test_each_kind_gives_all_of_its_fields_with_defaults_for_what_was_never_set(
    alice: ApiClient,
) -> None:
    assert taken(alice, "event") == {
        **changes.EVENT,
        "place": None,
        "ends_at": None,
        "description": None,
    }
    assert taken(alice, "person") == {
        **changes.PERSON,
        "interests": [],
        "met_at": None,
        "met_on": None,
        "introduced_by": None,
        "organisation": None,
        "role": None,
        "emails": [],
        "phones": [],
        "links": [],
        "birthday": None,
        "keep_in_touch_days": None,
        "archived": False,
        "merged_into": None,
        "not_same_as": [],
        "photo": None,
    }
    assert taken(alice, "note") == {**changes.NOTE, "person_ids": [], "event_id": None}
    assert taken(alice, "followup") == {
        "person_id": SOMEBODY,
        "due_on": "2026-11-24",
        "reason": "next_morning",
        "promise": None,
        "status": "open",
        "closed_at": None,
    }
    assert taken(alice, "kindness") == {
        "person_id": SOMEBODY,
        "direction": "given",
        "what": "introduced her to the sailing club",
        "happened_on": "2026-11-25",
        "thanks_to": None,
        "introduced_to": None,
    }
    assert taken(alice, "card") == {
        "deck": "opener",
        "text": "So, what brings you here tonight?",
        "details": None,
        "client": None,
        "position": 1,
        "retired": False,
    }
    assert taken(alice, "attachment") == {
        "of": SOMEBODY,
        **changes.ATTACHMENT,
        "width": None,
        "height": None,
        "seconds": None,
        "thumbnail": None,
        "caption": None,
    }
    assert taken(alice, "original") == {"person_id": SOMEBODY, **changes.ORIGINAL}


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_field_rejects_the_change(alice: ApiClient, kind: str) -> None:
    refused(alice, kind, usefulness=5)
    refused(alice, kind, **{"": 2})
    answer = alice.sync([MADE[kind](**{"half a pair: \ud800": 1})])
    assert reasons(answer) == ["half a pair: ?"]


def test_a_rejection_cannot_cause_a_huge_answer(alice: ApiClient) -> None:
    answer = alice.sync([changes.note(**{"x" * 9_000 + str(n): 1 for n in range(100)})])
    assert len(str(answer)) < 20_000


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_change_holds_every_field_that_has_no_default(
    alice: ApiClient, kind: str
) -> None:
    whole = MADE[kind]()
    for name in KINDS[kind].required:
        part = {
            **whole,
            "id": new_id(),
            "set": {k: v for k, v in whole["set"].items() if k != name},
        }
        assert reasons(alice.sync([part])) == [name]
    assert statuses(alice.sync([whole])) == ["applied"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_of_a_record_that_was_never_seen_is_rejected(alice: ApiClient, kind: str) -> None:
    field = "archived" if kind == "person" else KINDS[kind].required[0]
    value = True if kind == "person" else MADE[kind]()["set"][field]
    answer = alice.sync([changes.edit(kind, new_id(), **{field: value})])
    assert statuses(answer) == ["rejected"]
    assert answer["records"] == []


def test_a_person_needs_a_name_or_something_to_be_known_for(alice: ApiClient) -> None:
    for good in (
        {"name": "Maya", "known_for": None},
        {"name": None, "known_for": "blogs about marathoning"},
        {"name": "", "known_for": "water-skis"},
    ):
        taken(alice, "person", **good)
    for name in (None, ""):
        answer = alice.sync([changes.person(name=name, known_for=name)])
        assert reasons(answer) == ["name"]


def test_merging_may_leave_a_person_with_neither(alice: ApiClient) -> None:
    maya = changes.person()
    alice.sync([maya])
    answer = alice.sync([changes.edit("person", maya["record"], name=None, known_for=None)])
    assert statuses(answer) == ["applied"]
    assert only(answer)["fields"]["name"] is None


def test_no_field_ranks_people(alice: ApiClient) -> None:
    ranking = ("score", "rank", "value", "priority", "usefulness", "rating", "stars")
    assert not set(ranking) & set(KINDS["person"].fields)
