"""The merge, attacked. Each test is named after what somebody might try."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.records.kinds import KINDS
from server.sync.merge import Edit, RecordState, merge, new

PERSON = KINDS["person"]
NOTE = KINDS["note"]
FIELDS = ("name", "known_for", "role", "archived")

edits = st.builds(
    Edit,
    change=st.uuids().map(str),
    device=st.sampled_from(["phone", "tablet", "laptop"]),
    # Few values, so that equal times are common.
    at=st.integers(0, 4),
    index=st.integers(0, 2),
    rev=st.just(1),
    base=st.none() | st.integers(0, 3),
    if_absent=st.booleans(),
    set=st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["a", "b", "c"])),
) | st.builds(
    Edit,
    change=st.uuids().map(str),
    device=st.just("phone"),
    at=st.integers(0, 4),
    index=st.integers(0, 2),
    rev=st.just(1),
)
several = st.lists(edits, max_size=8, unique_by=lambda edit: edit.change)


def after(arriving: list[Edit]) -> RecordState:
    held = new(PERSON, "record", 0)
    for edit in arriving:
        merge(held, edit)
    return held


def look(held: RecordState) -> tuple[Any, ...]:
    return held.fields, held.stamps, held.deletion()


@given(several, st.randoms())
def test_the_order_of_arrival_does_not_matter(arriving: list[Edit], random: Any) -> None:
    shuffled = list(arriving)
    random.shuffle(shuffled)
    assert look(after(arriving)) == look(after(shuffled))


@given(several, st.lists(st.integers(0, 7), max_size=8))
def test_the_same_change_again_changes_nothing(arriving: list[Edit], again: list[int]) -> None:
    held = after(arriving)
    before = look(held)
    for place in again:
        if place < len(arriving):
            landed, _ = merge(held, arriving[place])
            assert not landed
    assert look(held) == before


@given(several, several)
def test_how_changes_are_batched_does_not_matter(one: list[Edit], other: list[Edit]) -> None:
    """Merging is a maximum of stamps: a record that was merged from `one` and takes `other` is the
    one that took them all, in any grouping."""
    halves = after(one)
    for edit in other:
        merge(halves, edit)
    assert look(halves) == look(after(other + one))


@given(several)
def test_the_highest_stamp_holds_each_field(arriving: list[Edit]) -> None:
    held = after(arriving)
    for name in FIELDS:
        setting = [edit for edit in arriving if edit.set and name in edit.set]
        if not setting:
            assert name not in held.stamps
            continue
        winner = max(setting, key=lambda edit: edit.stamp())
        assert winner.set is not None
        assert held.fields[name] == winner.set[name]
        assert held.stamps[name] == winner.stamp()


@given(several)
def test_a_change_that_prevails_says_so(arriving: list[Edit]) -> None:
    held = new(PERSON, "record", 0)
    for edit in arriving:
        before = (dict(held.fields), dict(held.stamps), held.deletion())
        landed, _ = merge(held, edit)
        assert landed == (before != (held.fields, held.stamps, held.deletion()))


def set_(change: str, at: int, *, index: int = 0, **fields: Any) -> Edit:
    return Edit(change, "phone", at, index, 1, set=fields)


def delete(change: str, at: int) -> Edit:
    return Edit(change, "phone", at, 0, 1)


def if_absent(change: str, at: int, **fields: Any) -> Edit:
    return Edit(change, "phone", at, 0, 1, if_absent=True, set=fields)


def in_every_order(*arriving: Edit) -> RecordState:
    """What the changes come to, which is the same in every order of arrival."""
    found = [after(list(order)) for order in permutations(arriving)]
    assert all(look(each) == look(found[0]) for each in found)
    return found[0]


def test_two_fields_edited_apart_both_stay() -> None:
    held = in_every_order(set_("a", 1, name="Maya"), set_("b", 2, role="sailor"))
    assert (held.fields["name"], held.fields["role"]) == ("Maya", "sailor")


def test_a_tie_falls_to_the_later_in_the_batch_then_to_the_larger_id() -> None:
    held = in_every_order(set_("z", 1, index=0, name="first"), set_("a", 1, index=1, name="second"))
    assert held.fields["name"] == "second"
    held = in_every_order(set_("a", 1, name="small id"), set_("b", 1, name="large id"))
    assert held.fields["name"] == "large id"


def test_a_deletion_does_not_delete_a_later_edit() -> None:
    held = in_every_order(set_("a", 1, name="Maya"), delete("b", 2), set_("c", 3, role="sailor"))
    assert held.deletion() is None
    assert held.fields["name"] == "Maya"


def test_an_earlier_edit_does_not_bring_a_record_back() -> None:
    held = in_every_order(set_("a", 1, name="Maya"), delete("c", 3), set_("b", 2, name="May"))
    assert held.deletion() is not None
    assert held.fields["name"] == "May"


def test_deleted_edited_deleted_again() -> None:
    held = in_every_order(
        set_("a", 1, name="Maya"), delete("b", 2), set_("c", 3, name="May"), delete("d", 4)
    )
    assert held.deletion() is not None


def test_a_deletion_that_overtakes_the_record_deletes_it_when_it_comes() -> None:
    held = new(PERSON, "record", 0)
    merge(held, delete("b", 2))
    assert not held.is_born()
    merge(held, set_("a", 1, name="Maya"))
    assert held.is_born()
    assert held.deletion() is not None


def test_if_absent_fills_only_what_was_never_set() -> None:
    held = in_every_order(set_("a", 1, name="Maya"), if_absent("b", 2, name="?", role="sailor"))
    assert (held.fields["name"], held.fields["role"]) == ("Maya", "sailor")


def test_if_absent_with_a_fast_clock_beats_no_edit() -> None:
    held = in_every_order(if_absent("z", 10**9, name="?"), set_("a", -(10**9), name="Maya"))
    assert held.fields["name"] == "Maya"


def test_if_absent_never_revives() -> None:
    held = in_every_order(
        set_("a", 1, name="Maya"), delete("b", 2), if_absent("c", 3, name="?", role="?")
    )
    assert held.deletion() is not None
    held = in_every_order(
        if_absent("a", 1, name="Maya"), delete("b", 0), if_absent("c", 9, role="?")
    )
    assert held.deletion() is not None


def test_of_two_if_absent_the_earlier_one_counts() -> None:
    held = in_every_order(if_absent("a", 1, name="first"), if_absent("b", 2, name="second"))
    assert held.fields["name"] == "first"


# Two devices and one text.


def body(device: str, text: str, *, at: int, rev: int, base: int | None) -> Edit:
    return Edit(f"{device}{at}", device, at, 0, rev, base, set={"body": text})


def note(*arriving: Edit) -> RecordState:
    held = new(NOTE, "record", 0)
    merge(held, body("phone", "moving", at=0, rev=1, base=None))
    for edit in arriving:
        merge(held, edit)
    return held


def others(held: RecordState) -> list[str]:
    return [other["value"] for other in held.conflicts]


@pytest.mark.parametrize("late", [False, True])
def test_two_devices_that_did_not_see_each_other_leave_two_versions(late: bool) -> None:
    first = body("phone", "to Lisbon", at=9 if late else 5, rev=2, base=1)
    second = body("tablet", "to Porto", at=7, rev=3, base=1)
    held = note(first, second)
    assert held.fields["body"] == ("to Lisbon" if late else "to Porto")
    assert others(held) == ["to Porto" if late else "to Lisbon"]
    (version,) = held.conflicts
    assert version == {
        "field": "body",
        "value": "to Porto" if late else "to Lisbon",
        "at": 7 if late else 5,
        "device": "tablet" if late else "phone",
        "change": "tablet7" if late else "phone5",
        "rev": 3 if late else 2,
    }


def test_an_edit_that_has_seen_the_other_leaves_one_version() -> None:
    held = note(
        body("phone", "to Lisbon", at=5, rev=2, base=1),
        body("tablet", "to Lisbon in May", at=7, rev=3, base=2),
    )
    assert others(held) == []


def test_an_edit_that_has_seen_both_settles_it() -> None:
    held = note(
        body("phone", "to Lisbon", at=5, rev=2, base=1),
        body("tablet", "to Porto", at=7, rev=3, base=1),
        body("phone", "to Lisbon and Porto", at=9, rev=4, base=3),
    )
    assert others(held) == []
    assert held.fields["body"] == "to Lisbon and Porto"


def test_a_second_edit_that_has_not_seen_the_other_settles_nothing() -> None:
    held = note(
        body("phone", "to Lisbon", at=5, rev=2, base=1),
        body("tablet", "to Porto", at=7, rev=3, base=1),
        body("tablet", "to Porto!", at=8, rev=4, base=1),
    )
    assert others(held) == ["to Lisbon"]
    assert held.fields["body"] == "to Porto!"


def test_of_further_edits_by_the_loser_only_the_last_version_stays() -> None:
    held = note(
        body("phone", "to Lisbon", at=9, rev=2, base=1),
        body("tablet", "to P", at=5, rev=3, base=1),
        body("tablet", "to Porto", at=6, rev=4, base=1),
    )
    assert held.fields["body"] == "to Lisbon"
    assert others(held) == ["to Porto"]


def test_three_devices_leave_three_versions() -> None:
    held = note(
        body("phone", "to Lisbon", at=5, rev=2, base=1),
        body("tablet", "to Porto", at=7, rev=3, base=1),
        body("laptop", "to Faro", at=6, rev=4, base=1),
    )
    assert held.fields["body"] == "to Porto"
    assert sorted(others(held)) == ["to Faro", "to Lisbon"]


def test_the_same_text_typed_twice_is_no_conflict() -> None:
    held = note(
        body("phone", "to Lisbon", at=5, rev=2, base=1),
        body("tablet", "to Lisbon", at=7, rev=3, base=1),
    )
    assert others(held) == []


def test_without_a_base_there_is_no_conflict() -> None:
    held = note(
        body("phone", "to Lisbon", at=5, rev=2, base=1),
        body("tablet", "to Porto", at=7, rev=3, base=None),
    )
    assert others(held) == []


def test_other_fields_are_not_disputed() -> None:
    held = note(
        Edit("a", "phone", 5, 0, 2, 1, set={"event_id": "one"}),
        Edit("b", "tablet", 6, 0, 3, 1, set={"event_id": "other"}),
    )
    assert held.conflicts == []
