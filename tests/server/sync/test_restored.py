"""After a backup was restored: what was lost comes back from the phones, as old as it was."""

import uuid
from typing import Any

import pytest

from server import database
from server.records.values import parse_instant
from server.sync import store
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import (
    again,
    change,
    delete,
    edit,
    milliseconds,
    only,
    reasons,
    statuses,
    without,
)

Record = dict[str, Any]


def new_epoch(phone: ApiClient) -> None:
    with phone.app.app_context(), database.write() as s:
        store.renew_epoch(s, uuid.uuid4().hex)


def everything(phone: ApiClient) -> list[Record]:
    """What a phone that is new to the account pulls."""
    records: list[Record] = phone.sync(cursor=None)["records"]
    return records


def test_a_record_says_when_it_was_set(alice: ApiClient) -> None:
    maya = changes.person(ago=60)
    record = only(alice.sync([maya]))
    assert abs(record["edited"] - maya["at"]) < 1000


def test_a_record_says_when_each_of_its_fields_was_set(alice: ApiClient) -> None:
    maya = changes.person(ago=60)
    role = edit("person", maya["record"], ago=30, role="cook")
    edited = only(alice.sync([maya, role]))["edited"]
    assert edited.keys() == {"name", "known_for", "role"}
    assert edited["name"] == edited["known_for"]
    assert edited["role"] - edited["name"] == role["at"] - maya["at"]


def test_values_only_filled_if_absent_have_no_time(alice: ApiClient) -> None:
    record = only(alice.sync([changes.person(ago=60) | {"if_absent": True}]))
    assert "edited" not in record
    role = only(alice.sync([edit("person", record["id"], role="cook")]))
    assert role["edited"].keys() == {"role"}


def test_a_deletion_keeps_when_the_fields_were_set(alice: ApiClient) -> None:
    maya = changes.person(ago=60)
    record = only(alice.sync([maya]))
    gone = only(alice.sync([delete("person", maya["record"])]))
    assert gone["edited"] == record["edited"]


def test_a_record_that_is_sent_again_is_restored_as_it_was(
    alice: ApiClient, bob: ApiClient
) -> None:
    """Bob's account stands for the server that has lost it."""
    maya = changes.person(ago=90)
    alice.sync([maya, edit("person", maya["record"], ago=60, role="cook")])
    lost = only(alice.sync([delete("person", maya["record"], ago=30)], cursor=None))
    gone = delete("person", maya["record"])
    when = changes.milliseconds(ago=30)
    back = only(bob.sync([again(lost), gone | {"edited": when}]))
    assert without(back, "rev", "deleted_at") == without(lost, "rev", "deleted_at")
    assert abs(changes_at(back["deleted_at"]) - when) < 1000


def changes_at(instant: str) -> int:
    return int(parse_instant(instant).timestamp() * 1000)


def test_a_later_edit_wins_whichever_phone_syncs_first(alice: ApiClient) -> None:
    maya = changes.person(ago=90, known_for="sails")
    lost = only(alice.sync([maya]))
    newer = edit("person", maya["record"], ago=60, known_for="rows")
    alice.sync([newer])
    answer = alice.sync([again(lost)])
    assert statuses(answer) == ["merged"]
    assert only(alice.sync(cursor=None))["fields"]["known_for"] == "rows"


def test_any_value_beats_a_field_that_was_never_set(alice: ApiClient) -> None:
    record = only(alice.sync([changes.person(ago=90)]))
    older = again(record | {"edited": {"name": record["edited"]}}, role="cook")
    alice.sync([older, edit("person", record["id"], ago=80, role="captain")])
    assert only(alice.sync(cursor=None))["fields"]["role"] == "captain"


def test_a_time_in_the_future_counts_as_now(alice: ApiClient) -> None:
    maya = changes.person() | {"edited": 2**52}
    record = only(alice.sync([maya]))
    assert abs(record["edited"] - milliseconds()) < 5000


@pytest.mark.parametrize("edited", ["soon", 1.5, True, [], {"name": "soon"}, {"name": None}, 2**60])
def test_an_invalid_time_rejects_the_change_alone(edited: Any, alice: ApiClient) -> None:
    bad, good = changes.note() | {"edited": edited}, changes.note()
    answer = alice.sync([bad, good])
    assert reasons(answer) == ["edited"]
    assert statuses(answer)[1] == "applied"


def test_a_deletion_is_made_at_one_instant(alice: ApiClient) -> None:
    maya = changes.person(ago=9)
    alice.sync([maya])
    answer = alice.sync([delete("person", maya["record"]) | {"edited": {"name": 1}}])
    assert reasons(answer) == ["edited"]


def test_another_version_of_a_text_is_offered_again_after_a_restore(
    alice: ApiClient, bob: ApiClient
) -> None:
    """The text that nobody has chosen from yet lives in no field of any phone."""
    tablet = alice.another_phone()
    jotted = changes.note(ago=90, body="moving")
    base = only(alice.sync([jotted]))["rev"]
    alice.sync([edit("note", jotted["record"], ago=60, base=base, body="to Lisbon")])
    tablet.sync([edit("note", jotted["record"], ago=30, base=base, body="to Porto")])
    lost = only(alice.sync(cursor=None))
    (other,) = lost["conflicts"]
    version = change("note", lost["id"], set={"body": other["value"]}, edited=other["at"], base=0)
    back = only(bob.sync([again(lost), version]))
    assert back["fields"] == lost["fields"]
    (offered,) = back["conflicts"]
    assert (offered["value"], offered["at"]) == (other["value"], other["at"])
    chosen = edit("note", lost["id"], base=back["rev"], body="to Lisbon, or Porto")
    assert "conflicts" not in only(bob.sync([chosen]))


def test_a_change_sent_again_does_not_count_as_a_clock_reading(alice: ApiClient) -> None:
    """The next edit of the phone does not count as a successor of it, however old it is."""
    record = only(alice.sync([changes.note(ago=90)]))
    alice.sync([again(record | {"edited": 1_000_000})])
    typed = edit("note", record["id"], ago=30, body="and her boat")
    times = only(alice.sync([typed]))["edited"]
    assert abs(times["body"] - typed["at"]) < 1000


def test_the_answer_says_up_to_which_revision_nothing_was_lost(alice: ApiClient) -> None:
    alice.sync([changes.note(), changes.note()])
    new_epoch(alice)
    answer = alice.sync([changes.note()])
    assert (answer["reset_reason"], answer["restored_rev"]) == ("restored", 2)
    assert "restored_rev" not in alice.sync()


def test_the_oldest_backup_counts(alice: ApiClient) -> None:
    """A phone may come from before the first one that was restored."""
    tablet = alice.another_phone()
    alice.sync([changes.note(), changes.note()])
    tablet.sync()
    new_epoch(alice)
    alice.sync([changes.note()])
    new_epoch(alice)
    assert tablet.sync()["restored_rev"] == 2


def test_without_a_sync_before_the_backup_the_restored_revision_is_0(alice: ApiClient) -> None:
    alice.cursor = f"1.{'0' * 32}.{alice.id.replace('-', '')}.7.0"
    answer = alice.sync()
    assert (answer["reset_reason"], answer["restored_rev"]) == ("restored", 0)


def test_a_base_from_before_the_restore_counts_as_not_having_seen_later_texts(
    alice: ApiClient,
) -> None:
    """The tablet typed on a revision that was lost, and given out again for another phone's text:
    it has not seen that one, and both are offered."""
    tablet = alice.another_phone()
    jotted = changes.note(ago=90, body="moving")
    alice.sync([jotted])
    tablet.sync()
    new_epoch(alice)
    alice.sync(
        [changes.note(ago=80), edit("note", jotted["record"], ago=60, base=1, body="to Porto")]
    )
    late = edit("note", jotted["record"], ago=30, base=9, body="to Lisbon")
    record = next(each for each in tablet.sync([late])["records"] if each["id"] == jotted["record"])
    assert record["fields"]["body"] == "to Lisbon"
    assert [each["value"] for each in record["conflicts"]] == ["to Porto"]
