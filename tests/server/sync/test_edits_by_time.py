"""Of two edits of a field the later wins, in any order of arrival, and whatever clocks say."""

import pytest
import time_machine

from tests.support import changes
from tests.support.api import ApiClient, records
from tests.support.changes import edit, new_id, only, reasons, statuses

DAY = 86_400


# The order.


def test_per_field_the_later_edit_wins_whatever_the_order_of_arrival(alice: ApiClient) -> None:
    maya = changes.person(ago=100)
    alice.sync([maya])
    answer = alice.sync(
        [
            edit("person", maya["record"], ago=10, name="later"),
            edit("person", maya["record"], ago=50, name="earlier", role="sailor"),
        ]
    )
    assert statuses(answer) == ["applied", "merged"]
    fields = only(answer)["fields"]
    assert (fields["name"], fields["role"]) == ("later", "sailor")
    # What loses in every field changes nothing, so there is nothing to pull.
    answer = alice.sync([edit("person", maya["record"], ago=60, name="earliest")])
    assert statuses(answer) == ["merged"]
    assert answer["records"] == []


@pytest.mark.parametrize("wrong_by", [-3 * DAY, 3 * DAY, -(10**10), 10**9])
def test_a_wrong_clock_neither_wins_nor_loses(alice: ApiClient, wrong_by: int) -> None:
    maya = changes.person(ago=100)
    alice.sync([maya])
    wrong = alice.another_phone()
    shift = wrong_by * 1000
    for ago, name, status in ((50, "in between", "applied"), (99, "before", "merged")):
        change = edit("person", maya["record"], ago=ago, name=name)
        change["at"] += shift
        answer = wrong.sync([change], now=changes.milliseconds() + shift)
        assert statuses(answer) == [status]
    assert statuses(alice.sync([edit("person", maya["record"], ago=20, name="last")])) == [
        "applied"
    ]
    assert records(alice)[maya["record"]]["fields"]["name"] == "last"


def test_an_edit_from_the_future_wins_only_until_now(alice: ApiClient) -> None:
    maya = changes.person(ago=100)
    alice.sync([maya])
    change = edit("person", maya["record"], ago=-10 * DAY, name="from the future")
    alice.another_phone().sync([change], now=changes.milliseconds())
    with time_machine.travel(changes.milliseconds() / 1000 + 1):
        alice.another_phone().sync([edit("person", maya["record"], name="now")])
    assert records(alice)[maya["record"]]["fields"]["name"] == "now"


@pytest.mark.parametrize(("at", "now"), [(-(2**53), 2**53), (2**53, -(2**53)), (0, 0)])
def test_no_clock_stops_a_sync(alice: ApiClient, at: int, now: int) -> None:
    gone = changes.person()
    answer = alice.sync(
        [gone | {"at": at}, changes.delete("person", gone["record"]) | {"at": at}], now=now
    )
    assert statuses(answer) == ["applied", "applied"]
    assert only(answer)["deleted_at"] is not None


def test_equal_times_fall_to_the_later_in_the_batch(alice: ApiClient) -> None:
    maya = changes.person(ago=10)
    twice = [edit("person", maya["record"], name=name) | {"at": 5} for name in ("one", "two")]
    answer = alice.sync([maya | {"at": 5}, *twice], now=5)
    assert statuses(answer) == ["applied"] * 3
    assert only(answer)["fields"]["name"] == "two"


def test_equal_times_and_places_fall_to_the_larger_id(alice: ApiClient) -> None:
    maya = changes.person(ago=10)
    alice.sync([maya])
    small, large = sorted([new_id(), new_id()])
    with time_machine.travel(changes.milliseconds() / 1000, tick=False):
        for change, status in ((large, "applied"), (small, "merged")):
            renamed = edit("person", maya["record"], name=change) | {"id": change}
            assert statuses(alice.another_phone().sync([renamed])) == [status]
    assert records(alice)[maya["record"]]["fields"]["name"] == large


# Deletion.


def test_deletion_competes_by_time(alice: ApiClient) -> None:
    maya = changes.person(ago=100)
    alice.sync([maya])
    answer = alice.sync([changes.delete("person", maya["record"], ago=50)])
    assert statuses(answer) == ["applied"]
    deleted = only(answer)
    assert deleted["deleted_at"].endswith("Z")
    assert deleted["fields"]["name"] == "Maya Chen"

    earlier = edit("person", maya["record"], ago=70, name="May")
    answer = alice.sync([earlier])
    assert statuses(answer) == ["merged"]
    assert only(answer)["deleted_at"] == deleted["deleted_at"]

    answer = alice.sync([edit("person", maya["record"], ago=20, role="sailor")])
    assert statuses(answer) == ["applied"]
    back = only(answer)
    assert back["deleted_at"] is None
    assert (back["fields"]["name"], back["fields"]["role"]) == ("May", "sailor")

    answer = alice.sync([changes.delete("person", maya["record"], ago=30)])
    assert statuses(answer) == ["merged"]
    assert records(alice)[maya["record"]]["deleted_at"] is None


def test_deleted_at_is_the_corrected_instant(alice: ApiClient) -> None:
    with time_machine.travel("2026-11-25T09:00:00Z", tick=False):
        maya = changes.person(ago=100_000)
        alice.sync([maya])
        gone = changes.delete("person", maya["record"]) | {"at": 60_000}
        answer = alice.sync([gone], now=120_000)
    assert only(answer)["deleted_at"] == "2026-11-25T08:59:00.000Z"


def test_a_deletion_that_overtakes_its_record_stands(alice: ApiClient) -> None:
    maya = changes.person(ago=100)
    answer = alice.sync([changes.delete("person", maya["record"], ago=50)])
    assert statuses(answer) == ["applied"]
    assert answer["records"] == []  # there is no record to speak of
    assert reasons(alice.sync([edit("person", maya["record"], role="sailor")])) == ["name"]
    answer = alice.sync([maya])
    assert statuses(answer) == ["merged"]
    assert only(answer)["deleted_at"] is not None


# if_absent.


def test_if_absent_fills_only_fields_that_were_never_set(alice: ApiClient) -> None:
    maya = changes.person(ago=100)
    alice.sync([maya])
    fill = edit("person", maya["record"], name="?", role="sailor") | {"if_absent": True}
    answer = alice.sync([fill])
    assert statuses(answer) == ["merged"]
    fields = only(answer)["fields"]
    assert (fields["name"], fields["role"]) == ("Maya Chen", "sailor")
    assert statuses(alice.sync([edit("person", maya["record"], ago=500, role="cook")])) == [
        "applied"
    ]


def test_two_devices_that_make_the_same_record_by_themselves_make_one(alice: ApiClient) -> None:
    made = changes.followup(new_id(), ago=50)
    first = made | {"if_absent": True}
    # Seconds apart: the time that a request takes on its way counts as a wrong clock.
    second = first | {"id": new_id(), "at": made["at"] + 10_000}
    assert statuses(alice.sync([first])) == ["applied"]
    assert statuses(alice.sync([edit("followup", made["record"], status="done")])) == ["applied"]
    answer = alice.another_phone().sync([second])
    assert statuses(answer) == ["merged"]
    assert only(answer)["fields"]["status"] == "done"


def test_if_absent_never_revives(alice: ApiClient) -> None:
    made = changes.followup(new_id(), ago=50)
    alice.sync([made, changes.delete("followup", made["record"], ago=20)])
    again = changes.followup(new_id(), made["record"], promise="the book") | {"if_absent": True}
    alice.sync([again])
    assert records(alice)[made["record"]]["deleted_at"] is not None


def test_a_first_change_with_if_absent_is_as_whole_as_any(alice: ApiClient) -> None:
    part = changes.change("followup", set={"due_on": "2026-11-24"}, if_absent=True)
    assert sorted(reasons(alice.sync([part]))) == ["person_id", "reason"]
