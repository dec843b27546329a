"""An account holds only so much; who reaches that loses nothing, and goes on."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from server import clock, database
from server.sync import quota, store
from server.sync.holdings import MEGABYTE, Allowance, Holdings
from server.sync.holdings_store import count_holdings
from server.sync.models import SyncHead
from tests.server.http.test_problems import assert_is_problem
from tests.support.api import API, ApiClient
from tests.support.changes import delete, edit, event, new_id, note, person, statuses

AMPLE = Allowance(1_000_000, 1_000_000)


def alice_with(make_app: Callable[..., Flask], **settings: str) -> ApiClient:
    return ApiClient(make_app(**settings), "Alice", "America/New_York")


def reckoned(who: ApiClient) -> Holdings:
    with who.app.app_context(), database.write() as s:
        found = store.lock(s, who.id).head.holdings
    assert found is not None
    return found


def counted(who: ApiClient) -> Holdings:
    with who.app.app_context(), database.read() as s:
        return count_holdings(s, who.id)


def test_the_counted_size_is_the_size_of_what_is_stored(alice: ApiClient) -> None:
    """After every kind of change: new, edited, deleted, brought back, merged, opened by us."""
    maya, talk, first = new_id(), new_id(), new_id()
    batches = [
        [person(maya, name="Máya 陳"), event(talk), note(first, person_ids=[maya], event_id=talk)],
        [edit("note", first, body="moving to Lisbon, with two cats 🐈🐈")],
        [edit("note", first, body="an older edit", ago=3600)],
        [delete("person", maya, ago=5), delete("note", new_id())],
        [edit("person", maya, name="Maya Chen, once more")],
        [note(), note(body=""), note(first, ago=7200), delete("event", talk)],
    ]
    for batch in batches:
        alice.sync(batch)
        assert reckoned(alice) == counted(alice)
    alice.cursor = None
    there = [each for each in alice.sync()["records"] if each["deleted_at"] is None]
    assert reckoned(alice).records == len(there) >= 4
    alice.sync(batches[0])
    assert reckoned(alice) == counted(alice)


def test_an_account_from_before_the_totals_is_counted_once(alice: ApiClient) -> None:
    alice.sync([person(), note()])
    before = reckoned(alice)
    with alice.app.app_context(), database.write() as s:
        head = s.get_one(SyncHead, alice.id)
        head.records = head.bytes = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            quota, "count_holdings", lambda *_: pytest.fail("a pull has nothing to count")
        )
        alice.sync()
    alice.sync([note(), note()])
    assert reckoned(alice) == counted(alice)
    assert reckoned(alice).records == before.records + 2


def test_one_record_too_many_is_rejected_alone(make_app: Callable[..., Flask]) -> None:
    alice = alice_with(make_app, MOST_RECORDS="2")
    known = new_id()
    answer = alice.sync([person(known), note(), note(), edit("person", known, name="Maya")])
    assert statuses(answer) == ["applied", "applied", "rejected", "applied"]
    assert answer["results"][2]["errors"] == [
        {"field": "record", "detail": "this account may hold 2 records"}
    ]
    assert len(answer["records"]) == 2


def test_deleting_makes_room(make_app: Callable[..., Flask]) -> None:
    alice = alice_with(make_app, MOST_RECORDS="1")
    old = new_id()
    assert statuses(alice.sync([note(old)])) == ["applied"]
    assert statuses(alice.sync([note(), delete("note", old), note()])) == [
        "rejected",
        "applied",
        "applied",
    ]
    # What was deleted comes back only where there is room.
    assert statuses(alice.sync([edit("note", old, body="after all")])) == ["rejected"]


def test_a_refused_change_is_applied_when_there_is_room(
    make_app: Callable[..., Flask],
) -> None:
    """The phone parked it, and its user sends it again."""
    alice = alice_with(make_app, MOST_RECORDS="1")
    old, parked = new_id(), note()
    assert statuses(alice.sync([note(old), parked])) == ["applied", "rejected"]
    assert statuses(alice.sync([delete("note", old), parked])) == ["applied", "applied"]


def test_without_room_a_phone_is_told_that_a_record_was_forgotten(
    make_app: Callable[..., Flask],
) -> None:
    alice = alice_with(make_app, MOST_RECORDS="1")
    maya = person()
    alice.sync([maya])
    alice.post(f"{API}/records/person/{maya['record']}/forget")
    alice.sync([person()])
    (result,) = alice.sync([edit("person", maya["record"], name="Maya")])["results"]
    assert result["errors"] == [{"field": "record", "detail": "forgotten"}]


def test_an_account_without_room_still_deletes_and_pulls(make_app: Callable[..., Flask]) -> None:
    alice = alice_with(make_app, MOST_MEGABYTES="1")
    first = new_id()
    alice.sync([note(first)])
    while reckoned(alice).bytes < MEGABYTE:
        assert "applied" in statuses(alice.sync([note(body="x" * 10_000) for _ in range(10)]))
    answer = alice.sync([edit("note", first, body="y"), person(), delete("note", first)])
    assert statuses(answer) == ["rejected", "rejected", "applied"]
    detail = {"field": "record", "detail": "this account may hold 1 megabytes"}
    assert answer["results"][0]["errors"] == [detail]
    alice.cursor = None
    assert len(alice.sync()["records"]) > 40
    # A deletion that deletes nothing would be a way to fill the disk.
    assert statuses(alice.sync([delete("note", first)])) == ["rejected"]
    assert reckoned(alice) == counted(alice)


def test_endless_editing_fills_the_account_too(make_app: Callable[..., Flask]) -> None:
    alice = alice_with(make_app, MOST_MEGABYTES="1")
    only = new_id()
    alice.sync([note(only)])
    for _ in range(3):
        alice.sync([edit("note", only, body="x" * 10_000) for _ in range(50)])
    assert statuses(alice.sync([edit("note", only, body="y")])) == ["rejected"]
    assert reckoned(alice).records == 1


def test_the_quota_of_bob_is_his_own(make_app: Callable[..., Flask]) -> None:
    app = make_app(MOST_RECORDS="1")
    alice, bob = (ApiClient(app, name, "Europe/Berlin") for name in ("Alice", "Bob"))
    assert statuses(alice.sync([note(), note()])) == ["applied", "rejected"]
    assert statuses(bob.sync([note(), note()])) == ["applied", "rejected"]


@pytest.mark.parametrize("most", [20, 25])
def test_an_account_syncs_from_a_limited_number_of_devices_a_month(
    make_app: Callable[..., Flask], most: int
) -> None:
    alice = alice_with(make_app, MOST_DEVICES=str(most))
    first = alice.device
    with time_machine.travel(clock.now(), tick=False) as time:
        for _ in range(most):
            alice.sync()
            alice.device = str(uuid.uuid4())
            time.shift(timedelta(seconds=1))
        refused = alice.post(f"{API}/sync", alice.envelope([note()]))
        assert_is_problem(refused, 429)
        assert refused.get_json()["errors"] == [
            {"field": "device", "detail": f"this account may sync from {most} devices in 30 days"}
        ]
        assert int(refused.headers["Retry-After"]) > 0
        # Those it knows go on, the first one too.
        one_more, alice.device = alice.device, first
        assert statuses(alice.sync([note()])) == ["applied"]
        time.shift(timedelta(days=31))
        alice.sync()
        alice.device = one_more
        assert statuses(alice.sync([note()])) == ["applied"]


def test_one_phone_too_many_signs_out_the_least_recently_used_one(
    make_app: Callable[..., Flask],
) -> None:
    alice = alice_with(make_app, MOST_SESSIONS="2")
    with time_machine.travel(clock.now(), tick=False) as time:
        phones = [alice]
        for _ in range(2):
            time.shift(timedelta(minutes=5))
            phones.append(alice.another_phone())
    assert [phone.get(f"{API}/me").status_code for phone in phones] == [401, 200, 200]


@settings(deadline=None)
@given(st.integers(0, 10**6 - 1), st.integers(0, 10**12), st.booleans(), st.booleans())
def test_without_room_all_changes_that_need_some_are_refused(
    records: int, taken: int, adds: bool, removes: bool
) -> None:
    holdings = Holdings(records, taken)
    assert holdings.refuse(AMPLE, adds=adds, removes=removes) is None
    why = holdings.refuse(Allowance(records, 10**9), adds=adds, removes=removes)
    assert (why is not None) == (adds and not removes)
    full = Allowance(10**9, taken // MEGABYTE)
    assert (holdings.refuse(full, adds=adds, removes=removes) is None) == removes
