"""Where a push may be sent: to https addresses of the open internet, and never inside."""

import socket
import threading
from typing import Any

import pytest
from flask import Flask

from server.push import addresses
from tests.rigs.push_protocol import BrowserKeys
from tests.rigs.push_service import PushService
from tests.support.api import ApiClient
from tests.support.subscriptions import SUBSCRIPTIONS, field_errors

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
def test_no_push_is_sent_into_private_networks(host: str, strict_alice: ApiClient) -> None:
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


def test_an_endpoint_is_at_port_443(
    strict_alice: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, "8.8.8.8")
    subscription = BrowserKeys().subscription("https://push.example:8443/1")
    assert field_errors(strict_alice.put(SUBSCRIPTIONS, subscription)) == ["endpoint"]


def test_a_host_on_the_public_internet_is_accepted(
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
def test_only_the_configured_push_services_are_accepted(
    host: str, taken: bool, make_app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = ApiClient(make_app(PUSH_SERVICES="push.example, *.others.example"), "Alice", "UTC")
    resolve_to(monkeypatch, "8.8.8.8")
    answer = alice.put(SUBSCRIPTIONS, BrowserKeys().subscription(f"https://{host}/1"))
    if taken:
        assert answer.status_code == 201
    else:
        assert field_errors(answer) == ["endpoint"]


def test_endpoints_accepted_under_other_settings_are_not_used(
    alice: ApiClient, make_app: Any, push_service: PushService
) -> None:
    assert alice.put(SUBSCRIPTIONS, push_service.subscribe().subscription).status_code == 201
    alice.http = make_app(PUSH_SERVICES="push.example").test_client()
    again = {"email": alice.email, "password": alice.password}
    assert alice.post("/api/v1/session", again).status_code == 200
    assert alice.post("/api/v1/push/test").get_json() == {"devices": 1, "accepted": 0}
    assert push_service.connections == 0


@pytest.mark.parametrize("error", [None, socket.EAI_AGAIN])
def test_a_host_not_resolved_in_time_is_checked_when_sending(
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
