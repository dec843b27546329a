"""`/push`: which browsers are subscribed, and where a push may never be sent."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from server import clock
from server.push import addresses, routes
from tests.rigs.push_protocol import BrowserKeys, encode
from tests.rigs.push_service import Answer, PushService
from tests.support.api import ApiClient

SUBSCRIPTIONS = "/api/v1/push/subscriptions"


def field_errors(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [error["field"] for error in answer.get_json()["errors"]]


def test_new_is_201_and_known_is_200(alice: ApiClient, push_service: PushService) -> None:
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


def test_new_keys_of_the_same_browser_take_the_place_of_the_old(
    alice: ApiClient, push_service: PushService
) -> None:
    inbox = push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    inbox.keys = BrowserKeys()
    assert alice.put(SUBSCRIPTIONS, inbox.subscription).status_code == 200
    alice.post("/api/v1/push/test")
    assert len(inbox.taken) == 1, "encrypted for the new keys"


def test_unsubscribed_nothing_comes(alice: ApiClient, push_service: PushService) -> None:
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


def test_the_same_browser_with_somebody_else_signed_in_moves(
    alice: ApiClient, bob: ApiClient, push_service: PushService
) -> None:
    inbox = push_service.subscribe()
    alice.put(SUBSCRIPTIONS, inbox.subscription)
    assert bob.put(SUBSCRIPTIONS, inbox.subscription).status_code == 201
    assert alice.post("/api/v1/push/test").get_json()["devices"] == 0
    assert bob.post("/api/v1/push/test").get_json()["devices"] == 1


def test_of_two_accounts_that_take_an_endpoint_at_once_one_has_it(
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
def test_keys_that_are_none_are_refused(
    key: str, value: str, alice: ApiClient, push_service: PushService
) -> None:
    subscription = push_service.subscribe().subscription
    subscription["keys"][key] = value
    assert field_errors(alice.put(SUBSCRIPTIONS, subscription)) == [f"keys.{key}"]


INSIDE = [
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "192.0.2.1",
    "[::]",
    "[::1]",
    "[fe80::1]",
    "[fc00::1]",
    "[ff02::1]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::a00:1]",
    "[2002:a00:1::]",
    "192.88.99.1",
    "[3fff::1]",
    "127.0.0.1",
    "localhost",
]


@pytest.fixture
def strict_alice(make_app: Any) -> ApiClient:
    """Alice on a server that admits no loopback, as everywhere but in tests."""
    return ApiClient(make_app(PUSH_ALLOW_LOOPBACK="0"), "Alice", "Europe/Berlin")


@pytest.mark.parametrize("host", INSIDE)
def test_no_push_goes_inside(host: str, strict_alice: ApiClient) -> None:
    subscription = BrowserKeys().subscription(f"https://{host}/push/1")
    assert field_errors(strict_alice.put(SUBSCRIPTIONS, subscription)) == ["endpoint"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example/1",
        "ftp://push.example/1",
        "file:///etc/passwd",
        "gopher://127.0.0.1:25/x",
        "https://user@push.example/1",
        "https://user:secret@push.example/1",
        "https://push.example@127.0.0.1/1",
        "https://",
        "https:///1",
        "https://push.example:0/1",
        "https://push.example:8443/1",
        "https://push.example:99999/1",
        "https://push.example/1\r\nX: y",
        "https://push.example/ 1",
        "https://0x7f000001/1",
        "https://nobody.example/1",
        "no address",
        "https://push.example/" + "x" * 3000,
    ],
)
def test_an_endpoint_is_an_https_address_of_the_open_internet(
    endpoint: str, strict_alice: ApiClient
) -> None:
    subscription = BrowserKeys().subscription(endpoint)
    assert field_errors(strict_alice.put(SUBSCRIPTIONS, subscription)) == ["endpoint"]


def resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Every host has these addresses."""

    def find(host: Any, port: Any, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", find)


@pytest.mark.parametrize("inside", ["10.0.0.1", "127.0.0.1", "169.254.169.254"])
def test_a_host_with_one_address_inside_is_refused(
    inside: str, strict_alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, "8.8.8.8", inside)
    subscription = BrowserKeys().subscription("https://push.example/1")
    assert field_errors(strict_alice.put(SUBSCRIPTIONS, subscription)) == ["endpoint"]


def test_it_is_at_port_443(strict_alice: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, "8.8.8.8")
    subscription = BrowserKeys().subscription("https://push.example:8443/1")
    assert field_errors(strict_alice.put(SUBSCRIPTIONS, subscription)) == ["endpoint"]


def test_a_host_in_the_open_internet_is_taken(
    strict_alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, "8.8.8.8")
    subscription = BrowserKeys().subscription("https://push.example/1")
    assert strict_alice.put(SUBSCRIPTIONS, subscription).status_code == 201


def test_the_address_is_checked_when_it_is_connected_to(
    strict_alice: ApiClient, monkeypatch: pytest.MonkeyPatch, push_service: PushService
) -> None:
    # The name resolves into the open internet when it is subscribed, and to this machine when the
    # push is sent.
    inbox = push_service.subscribe()
    port = push_service.origin.rpartition(":")[2]
    monkeypatch.setattr(addresses, "PORT", int(port))
    resolve_to(monkeypatch, "8.8.8.8")
    subscription = inbox.keys.subscription(f"https://push.example:{port}/push/1")
    assert strict_alice.put(SUBSCRIPTIONS, subscription).status_code == 201
    resolve_to(monkeypatch, "127.0.0.1")
    assert strict_alice.post("/api/v1/push/test").get_json() == {"devices": 1, "accepted": 0}
    assert push_service.connections == 0


def test_plain_http_is_for_loopback_alone(app: Flask, alice: ApiClient) -> None:
    assert app.config["PUSH_ALLOW_LOOPBACK"]
    subscription = BrowserKeys().subscription("http://8.8.8.8/1")
    assert field_errors(alice.put(SUBSCRIPTIONS, subscription)) == ["endpoint"]


@pytest.mark.parametrize(
    ("host", "taken"),
    [
        ("push.example", True),
        ("one.push.example", False),
        ("one.others.example", True),
        ("a.b.others.example", True),
        ("others.example", False),
        ("another.example", False),
        ("8.8.8.8", False),
    ],
)
def test_only_the_push_services_that_are_named_are_taken(
    host: str, taken: bool, make_app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = ApiClient(make_app(PUSH_SERVICES="push.example, *.others.example"), "Alice", "UTC")
    resolve_to(monkeypatch, "8.8.8.8")
    answer = alice.put(SUBSCRIPTIONS, BrowserKeys().subscription(f"https://{host}/1"))
    if taken:
        assert answer.status_code == 201
    else:
        assert field_errors(answer) == ["endpoint"]


def test_what_was_taken_under_other_settings_is_not_sent_to(
    alice: ApiClient, make_app: Any, push_service: PushService
) -> None:
    assert alice.put(SUBSCRIPTIONS, push_service.subscribe().subscription).status_code == 201
    alice.http = make_app(PUSH_SERVICES="push.example").test_client()
    again = {"email": alice.email, "password": alice.password}
    assert alice.post("/api/v1/session", again).status_code == 200
    assert alice.post("/api/v1/push/test").get_json() == {"devices": 1, "accepted": 0}
    assert push_service.connections == 0


@pytest.mark.parametrize("error", [None, socket.EAI_AGAIN])
def test_a_host_that_is_not_found_in_time_is_taken_and_judged_when_sent_to(
    error: int | None, strict_alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = threading.Event()

    def find(*_: Any, **__: Any) -> list[Any]:
        if error is None:
            done.wait(20)
        raise socket.gaierror(error or socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", find)
    monkeypatch.setattr(addresses, "LOOK_UP_SECONDS", 0.05)
    subscription = BrowserKeys().subscription("https://push.example/1")
    assert strict_alice.put(SUBSCRIPTIONS, subscription).status_code == 201
    done.set()
    assert strict_alice.post("/api/v1/push/test").get_json() == {"devices": 1, "accepted": 0}


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
