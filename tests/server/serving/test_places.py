"""How many bodies may be under way at once."""

from hypothesis import given
from hypothesis import strategies as st

from server.serving.places import (
    DISK_IN_ALL,
    DISK_OF_ONE,
    IN_ALL,
    OF_ACCOUNT,
    OF_ADDRESS,
    Places,
    Who,
)

ALICE = Who(account="alice", address="192.0.2.1")
BOB = Who(account="bob", address="192.0.2.1")
STRANGER = Who(address="192.0.2.1")
HERE = Who(address=None)


def taken(places: Places, who: Who) -> int:
    count = 0
    while places.take(who):
        count += 1
    return count


def test_places_are_limited_by_account_and_for_strangers_by_address() -> None:
    places = Places()
    assert taken(places, STRANGER) == OF_ADDRESS
    assert taken(places, Who(address="2001:db8::/64")) == OF_ADDRESS
    assert taken(places, ALICE) == OF_ACCOUNT
    assert taken(places, Who(account="alice", address="198.51.100.7")) == 0
    assert taken(places, BOB) == OF_ACCOUNT


def test_requests_of_this_machine_have_only_the_total_limit() -> None:
    places = Places()
    assert taken(places, HERE) == IN_ALL
    assert not places.take(ALICE)
    places.give_back(HERE)
    assert places.take(ALICE)


def test_several_processes_together_give_out_no_more() -> None:
    places = Places(processes=2)
    assert taken(places, ALICE) == OF_ACCOUNT / 2
    assert taken(places, HERE) == IN_ALL / 2 - OF_ACCOUNT / 2


def test_the_disk_is_limited_too() -> None:
    places = Places()
    assert places.take_disk(ALICE, DISK_OF_ONE)
    assert not places.take_disk(ALICE, 1)
    assert places.take_disk(BOB, 1)
    assert not places.take_disk(HERE, DISK_IN_ALL)
    places.give_back_disk(ALICE, DISK_OF_ONE)
    assert places.take_disk(ALICE, DISK_OF_ONE)


@given(st.lists(st.tuples(st.sampled_from([ALICE, BOB, STRANGER, HERE]), st.booleans())))
def test_a_place_given_back_can_be_taken_again(steps: list[tuple[Who, bool]]) -> None:
    places = Places()
    held: list[Who] = []
    for who, takes in steps:
        if takes and places.take(who):
            held.append(who)
        elif not takes and held:
            places.give_back(held.pop(0))
        assert places.under_way == len(held)
    for who in held:
        places.give_back(who)
    assert places == Places()
