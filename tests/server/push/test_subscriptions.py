"""`/push`: which browsers are subscribed, and where a push may never be sent."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine

from server import clock
from server.push import routes
from tests.rigs.push_protocol import BrowserKeys, encode
from tests.rigs.push_service import Answer, PushService
from tests.support.api import ApiClient
from tests.support.subscriptions import SUBSCRIPTIONS, field_errors


def test_a_new_subscription_is_201_and_a_known_one_200(
    alice: ApiClient, push_service: PushService
) -> None:
    inbox = push_service.subscribe()
    statuses = [alice.put(SUBSCRIPTIONS, inbox.subscription).status_code for _ in range(3)]
    assert statuses == [201, 200, 200]


def test_the_key_is_a_point_that_a_browser_takes(alice: ApiClient) -> None:
    key = alice.get("/api/v1/push/key").get_json()["public_key"]
    assert len(key) == 87
    assert key[0] == "B"


def test_a_test_push_really_comes(alice: ApiClient, push_service: PushService) -> None:
    inbox = push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    assert alice.post("/api/v1/push/test").get_json() == {"devices": 1, "accepted": 1}
    [push] = inbox.taken
    assert push.message["web_push"] == 8030
    assert push.notification["title"]


def test_all_errors_are_reported_at_once(alice: ApiClient) -> None:
    keys = {"p256dh": "short", "auth": "short"}
    wrong = {"endpoint": "https://10.0.0.1/x", "keys": keys, "public_key": "another"}
    named = field_errors(alice.put(SUBSCRIPTIONS, wrong))
    assert named == ["keys.p256dh", "keys.auth", "endpoint", "public_key"]


def test_new_keys_of_the_same_browser_replace_the_old_ones(
    alice: ApiClient, push_service: PushService
) -> None:
    inbox = push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    inbox.keys = BrowserKeys()
    assert alice.put(SUBSCRIPTIONS, inbox.subscription).status_code == 200
    alice.post("/api/v1/push/test")
    assert len(inbox.taken) == 1, "encrypted for the new keys"


def test_after_unsubscribing_nothing_is_pushed(alice: ApiClient, push_service: PushService) -> None:
    inbox = push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    endpoint = {"endpoint": inbox.endpoint}
    assert alice.delete(SUBSCRIPTIONS, endpoint).status_code == 204
    assert alice.delete(SUBSCRIPTIONS, endpoint).status_code == 204, "it is no error twice"
    assert alice.post("/api/v1/push/test").get_json() == {"devices": 0, "accepted": 0}


def test_bob_cannot_unsubscribe_alice(
    alice: ApiClient, bob: ApiClient, push_service: PushService
) -> None:
    inbox = push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    assert bob.delete(SUBSCRIPTIONS, {"endpoint": inbox.endpoint}).status_code == 204
    assert alice.post("/api/v1/push/test").get_json() == {"devices": 1, "accepted": 1}


def test_a_subscription_moves_to_whoever_signs_in_on_the_browser(
    alice: ApiClient, bob: ApiClient, push_service: PushService
) -> None:
    inbox = push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    assert bob.put(SUBSCRIPTIONS, inbox.subscription).status_code == 201
    assert alice.post("/api/v1/push/test").get_json()["devices"] == 0
    assert bob.post("/api/v1/push/test").get_json()["devices"] == 1


def test_two_accounts_subscribing_an_endpoint_at_once_leave_one_subscription(
    alice: ApiClient, bob: ApiClient, push_service: PushService
) -> None:
    with ThreadPoolExecutor(2) as threads:
        for _ in range(20):
            subscription = push_service.subscribe().subscription
            both = [threads.submit(who.put, SUBSCRIPTIONS, subscription) for who in (alice, bob)]
            assert [put.result().status_code for put in both] == [201, 201]
    alices, bobs = [who.post("/api/v1/push/test").get_json()["devices"] for who in (alice, bob)]
    assert alices + bobs == 20


@pytest.mark.parametrize("key", ["p256dh", "auth"])
def test_an_endpoint_of_another_account_with_other_keys_is_409(
    key: str, alice: ApiClient, bob: ApiClient, push_service: PushService
) -> None:
    inbox = push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    other = inbox.subscription
    other["keys"] = other["keys"] | {key: BrowserKeys().subscription("")["keys"][key]}
    assert bob.put(SUBSCRIPTIONS, other).status_code == 409
    assert alice.post("/api/v1/push/test").get_json()["accepted"] == 1


def test_signing_a_lost_phone_out_ends_its_prompts(
    alice: ApiClient, push_service: PushService
) -> None:
    lost = alice.another_phone()
    lost.put(SUBSCRIPTIONS, push_service.subscribe().subscription)
    sessions = alice.get("/api/v1/me/sessions").get_json()["sessions"]
    [other] = [session["id"] for session in sessions if not session["current"]]
    assert alice.delete(f"/api/v1/me/sessions/{other}").status_code == 204
    assert alice.post("/api/v1/push/test").get_json()["devices"] == 0


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_over_is_forgotten(
    status: int, alice: ApiClient, push_service: PushService
) -> None:
    inbox = push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    inbox.answers = [Answer(status)]
    assert alice.post("/api/v1/push/test").get_json() == {"devices": 1, "accepted": 0}
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        assert alice.post("/api/v1/push/test").get_json() == {"devices": 0, "accepted": 0}


def test_a_redirect_is_not_followed(alice: ApiClient, push_service: PushService) -> None:
    inbox, other = push_service.subscribe(), push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    inbox.answers = [Answer(307, {"location": other.endpoint})]
    assert alice.post("/api/v1/push/test").get_json() == {"devices": 1, "accepted": 0}
    assert other.asked == []


NOT_KEYS = {
    "p256dh": [
        "",
        "%%%",
        encode(b"\4" + b"\1" * 64),  # no point of the curve
        encode(b"\2" + b"\1" * 32),  # compressed
        encode(b"\4" + b"\1" * 63),
    ],
    "auth": ["", "AAAA", encode(b"\1" * 15), encode(b"\1" * 17), "ä" * 22],
}


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, values in NOT_KEYS.items() for value in values]
)
def test_invalid_keys_are_refused(
    key: str, value: str, alice: ApiClient, push_service: PushService
) -> None:
    subscription = push_service.subscribe().subscription
    subscription["keys"][key] = value
    assert field_errors(alice.put(SUBSCRIPTIONS, subscription)) == [f"keys.{key}"]


def test_a_test_is_sent_once_a_minute(
    alice: ApiClient, bob: ApiClient, push_service: PushService
) -> None:
    """Each account has its own minute."""
    inbox = push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    with time_machine.travel(clock.now(), tick=False) as time:
        assert alice.post("/api/v1/push/test").status_code == 200
        time.shift(timedelta(seconds=20))
        again = alice.post("/api/v1/push/test")
        assert (again.status_code, again.headers["Retry-After"]) == (429, "40")
        assert bob.post("/api/v1/push/test").status_code == 200
        time.shift(timedelta(seconds=40))
        assert alice.post("/api/v1/push/test").status_code == 200
    assert len(inbox.taken) == 2


def test_a_device_that_hangs_does_not_hold_up_the_good_one(
    alice: ApiClient, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Although both are at one push service, which takes one message at a time on a connection."""
    monkeypatch.setattr(routes, "TEST_SECONDS", 1.5)
    hanging, good = push_service.subscribe(), push_service.subscribe()
    hanging.answers = [Answer(never=True)]
    for inbox in (hanging, good):
        assert alice.put(SUBSCRIPTIONS, inbox.subscription).status_code == 201
    assert alice.post("/api/v1/push/test").get_json() == {"devices": 2, "accepted": 1}
    assert len(good.taken) == 1


def test_tests_that_hang_are_bounded_in_all(
    alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "_under_way", threading.BoundedSemaphore(1))
    assert routes._under_way.acquire(blocking=False)
    answer = alice.post("/api/v1/push/test")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    routes._under_way.release()
    assert alice.post("/api/v1/push/test").status_code == 200, "it took nothing of her minute"
