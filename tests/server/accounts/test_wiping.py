"""A lost phone that is told to wipe itself: it says what waits on it, and learns nothing more."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from server import clock
from tests.rigs.push_protocol import BrowserKeys
from tests.support import changes
from tests.support.api import API, ApiClient
from tests.support.changes import delete, edit, reasons, statuses


def session_of(phone: ApiClient) -> str:
    sessions = phone.get(f"{API}/me/sessions").get_json()["sessions"]
    (mine,) = [each["id"] for each in sessions if each["current"]]
    return str(mine)


@pytest.fixture
def lost(alice: ApiClient) -> ApiClient:
    phone = alice.another_phone()
    phone.sync()
    return phone


def ask(alice: ApiClient, lost: ApiClient) -> Any:
    return alice.delete(f"{API}/me/sessions/{session_of(lost)}?wipe=1")


def test_a_lost_phone_sends_what_waits_and_is_told_to_wipe(
    alice: ApiClient, lost: ApiClient
) -> None:
    maya, tom = changes.person(), changes.person(name="Tom")
    alice.sync([maya])
    assert ask(alice, lost).status_code == 204
    cursor = lost.cursor
    jotted = changes.note(body="typed on the lost phone")
    answer = lost.sync([tom, jotted, edit("person", maya["record"], role="sails")])
    assert statuses(answer) == ["applied"] * 3
    told = {name: answer[name] for name in ("records", "cursor", "more", "wipe")}
    assert told == {"records": [], "cursor": cursor, "more": False, "wipe": True}
    assert answer["knows"] == alice.sync()["knows"]
    assert "typed on the lost phone" in str(alice.everything())
    fresh = lost.sync(cursor=None)
    assert (fresh["records"], fresh["cursor"], fresh["reset"]) == ([], None, False)


def test_deletions_of_a_lost_phone_are_refused(alice: ApiClient, lost: ApiClient) -> None:
    maya = changes.person()
    alice.sync([maya])
    ask(alice, lost)
    answer = lost.sync([delete("person", maya["record"]), changes.card()])
    assert statuses(answer) == ["rejected", "applied"]
    assert reasons(answer) == ["delete"]
    (record,) = [each for each in alice.everything() if each["id"] == maya["record"]]
    assert record["deleted_at"] is None


def test_a_lost_phone_can_do_nothing_else(alice: ApiClient, lost: ApiClient) -> None:
    ask(alice, lost)
    for call in (
        lost.get(f"{API}/me"),
        lost.patch(f"{API}/me", {"name": "Mallory"}),
        lost.get(f"{API}/me/sessions"),
        lost.put(f"{API}/push/subscriptions", {}),
        lost.delete(f"{API}/me/sessions"),
        lost.put(f"{API}/me/password", {"current_password": lost.password, "password": "x" * 9}),
    ):
        assert (call.status_code, call.get_json()["reason"]) == (401, "ended_by_owner")


def test_a_lost_phone_is_listed_until_it_has_wiped(alice: ApiClient, lost: ApiClient) -> None:
    ask(alice, lost)
    listed = alice.get(f"{API}/me/sessions").get_json()["sessions"]
    assert sorted(each["wiping"] for each in listed) == [False, True]
    assert lost.delete(f"{API}/session").status_code == 204
    assert len(alice.get(f"{API}/me/sessions").get_json()["sessions"]) == 1
    gone = lost.get(f"{API}/me")
    assert gone.status_code == 401
    assert "reason" not in gone.get_json()
    happened = alice.get(f"{API}/me/activity").get_json()["activity"]
    assert [each["what"] for each in happened][:2] == ["wiped", "wipe_asked"]


def test_signing_all_others_out_does_not_cancel_the_wipe(alice: ApiClient, lost: ApiClient) -> None:
    ask(alice, lost)
    alice.delete(f"{API}/me/sessions")
    assert lost.sync()["wipe"] is True


def test_nothing_is_pushed_to_a_lost_phone(alice: ApiClient, lost: ApiClient) -> None:
    endpoint = "http://127.0.0.1:9/lost"
    body = {"endpoint": endpoint, "keys": BrowserKeys().subscription(endpoint)["keys"]}
    assert lost.put(f"{API}/push/subscriptions", body).status_code == 201
    ask(alice, lost)
    assert alice.post(f"{API}/push/test").get_json()["devices"] == 0


def test_a_wipe_ends_after_30_days(alice: ApiClient, lost: ApiClient) -> None:
    ask(alice, lost)
    with time_machine.travel(clock.now() + timedelta(days=29), tick=False):
        assert lost.sync()["wipe"] is True
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        assert lost.post(f"{API}/sync", lost.envelope([])).status_code == 401


def test_wiping_this_phone_or_somebody_elses_is_refused(
    alice: ApiClient, bob: ApiClient, lost: ApiClient
) -> None:
    assert ask(bob, lost).status_code == 404
    assert lost.get(f"{API}/me").status_code == 200
    assert ask(alice, alice).status_code == 204
    assert alice.get(f"{API}/me").status_code == 401, "signed out, and not wiped"
