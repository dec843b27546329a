"""Nothing typed is lost: revisions, and two versions of one note."""

from typing import Any

import pytest

from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import edit, new_id, only


def revisions(alice: ApiClient, kind: str, record: str) -> list[dict[str, Any]]:
    answer = alice.get(f"/api/v1/records/{kind}/{record}/revisions")
    assert answer.status_code == 200
    body = answer.get_json()
    assert body.keys() == {"revisions"}
    return list(body["revisions"])


def test_every_value_of_a_text_is_kept_the_losers_too_newest_first(alice: ApiClient) -> None:
    jotted = changes.note(ago=100, body="one")
    note = jotted["record"]
    alice.sync([jotted])
    three = edit("note", note, ago=10, body="three")
    alice.sync([three])
    loser = edit("note", note, ago=50, body="two")
    alice.another_phone().sync([loser])
    found = revisions(alice, "note", note)
    assert [each["value"] for each in found] == ["three", "two", "one"]
    assert [each["change"] for each in found] == [three["id"], loser["id"], jotted["id"]]
    assert {each["field"] for each in found} == {"body"}
    assert found[0].keys() == {"field", "value", "at", "device", "change"}
    assert found[0]["device"] == alice.device
    assert abs(found[0]["at"] - three["at"]) < 5_000
    assert [each["at"] for each in found] == sorted((each["at"] for each in found), reverse=True)


def test_all_that_was_typed_of_every_kind_is_kept(alice: ApiClient) -> None:
    texts = {
        "name": "Maya", "known_for": "sails", "interests": ["knots"], "organisation": "Acme",
        "role": "cook", "emails": ["m@example.org"], "phones": ["1"], "links": ["https://m"],
    }  # fmt: skip
    maya = changes.person(**texts, archived=True, birthday="--02-29")
    alice.sync([maya])
    found = revisions(alice, "person", maya["record"])
    assert {each["field"]: each["value"] for each in found} == texts


def test_the_texts_of_a_deleted_record_are_kept(alice: ApiClient) -> None:
    jotted = changes.note(ago=9)
    alice.sync([jotted, changes.delete("note", jotted["record"])])
    assert [each["value"] for each in revisions(alice, "note", jotted["record"])] == [
        "moving to Lisbon"
    ]


def test_rejected_and_repeated_changes_leave_no_trace(alice: ApiClient) -> None:
    jotted = changes.note(ago=9)
    alice.sync([jotted, jotted, edit("note", jotted["record"], body="")])
    alice.sync([jotted])
    assert len(revisions(alice, "note", jotted["record"])) == 1


def test_values_that_if_absent_did_not_set_are_kept_too(alice: ApiClient) -> None:
    made = changes.followup(new_id(), ago=9, promise="the book")
    second = changes.followup(new_id(), made["record"], promise="the other book")
    alice.sync([made, second | {"if_absent": True}])
    found = revisions(alice, "followup", made["record"])
    assert [each["value"] for each in found] == ["the other book", "the book"]


def test_the_history_of_another_account_cannot_be_read(
    alice: ApiClient, bob: ApiClient, charlie: ApiClient
) -> None:
    jotted = changes.note()
    alice.sync([jotted])
    path = f"/api/v1/records/note/{jotted['record']}/revisions"
    for other in (bob, charlie):
        assert other.get(path).status_code == 404
    assert alice.app.test_client().get(path).status_code == 401


@pytest.mark.parametrize("kind", ["person", "company", "Note"])
def test_a_record_is_not_found_under_another_kind(alice: ApiClient, kind: str) -> None:
    jotted = changes.note()
    alice.sync([jotted])
    answer = alice.get(f"/api/v1/records/{kind}/{jotted['record']}/revisions")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_ids_in_an_address_are_accepted_in_any_case(alice: ApiClient) -> None:
    jotted = changes.note()
    alice.sync([jotted])
    assert len(revisions(alice, "note", jotted["record"].upper())) == 1
    for record in ("x", new_id(), jotted["record"][:-1], jotted["record"].replace("-", "")):
        assert alice.get(f"/api/v1/records/note/{record}/revisions").status_code == 404


# Two devices, one note.


def two_versions(alice: ApiClient) -> tuple[ApiClient, dict[str, Any]]:
    """A note that Alice's phone and tablet changed without seeing each other: (tablet, note)."""
    jotted = changes.note(ago=100)
    seen = only(alice.sync([jotted]))["rev"]
    tablet = alice.another_phone()
    alice.sync([edit("note", jotted["record"], ago=50, base=seen, body="to Lisbon")])
    late = edit("note", jotted["record"], ago=20, base=seen, body="to Porto")
    return tablet, only(tablet.sync([late]))


def test_the_note_says_that_there_is_another_version(alice: ApiClient) -> None:
    _, note = two_versions(alice)
    assert note["fields"]["body"] == "to Porto"
    (other,) = note["conflicts"]
    assert (other["field"], other["value"], other["device"]) == ("body", "to Lisbon", alice.device)
    assert {"at", "change"} <= other.keys()
    # Both devices are told.
    assert only(alice.sync())["conflicts"] == [other]


def test_an_edit_that_has_seen_both_settles_it(alice: ApiClient) -> None:
    _, note = two_versions(alice)
    settled = edit("note", note["id"], base=note["rev"], body="to Lisbon, then Porto")
    assert "conflicts" not in only(alice.sync([settled]))
    assert [each["value"] for each in revisions(alice, "note", note["id"])] == [
        "to Lisbon, then Porto",
        "to Porto",
        "to Lisbon",
        "moving to Lisbon",
    ]


def test_an_edit_of_another_field_settles_nothing(alice: ApiClient) -> None:
    tablet, note = two_versions(alice)
    answer = tablet.sync([edit("note", note["id"], base=note["rev"], event_id=new_id())])
    assert only(answer)["conflicts"] == note["conflicts"]


def test_the_loser_is_told_when_it_comes_late(alice: ApiClient) -> None:
    jotted = changes.note(ago=100)
    seen = only(alice.sync([jotted]))["rev"]
    alice.sync([edit("note", jotted["record"], ago=20, base=seen, body="to Lisbon")])
    answer = alice.another_phone().sync(
        [edit("note", jotted["record"], ago=50, base=seen, body="to Porto")]
    )
    assert answer["results"][0]["status"] == "merged"
    note = only(answer)
    assert note["fields"]["body"] == "to Lisbon"
    assert [other["value"] for other in note["conflicts"]] == ["to Porto"]


def test_one_device_that_edits_twice_offline_is_no_conflict(alice: ApiClient) -> None:
    jotted = changes.note(ago=100)
    alice.sync([jotted])
    batch = [
        edit("note", jotted["record"], ago=9 - place, base=1, body=f"v{place}") for place in (1, 2)
    ]
    assert "conflicts" not in only(alice.sync(batch))
