"""Looking up hosts: nobody waits for a name server, and what was found is used on."""

import socket
import threading
from typing import Any

import pytest

from server.push import dns
from server.push.dns import Resolver
from tests.rigs.processes import wait_until


class NameServer:
    """Answers with `addresses`, once it is `open`."""

    def __init__(self) -> None:
        self.addresses = ["192.0.2.1"]
        self.asked = 0
        self.open = threading.Event()
        self.open.set()

    def find(self, host: str, *_: Any, **__: Any) -> list[Any]:
        self.asked += 1
        self.open.wait(20)
        if not self.addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(2, 1, 6, "", (each, 0)) for each in self.addresses]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Any:
    made = NameServer()
    monkeypatch.setattr(socket, "getaddrinfo", made.find)
    yield made
    made.open.set()


def addresses(known: Resolver, host: str) -> tuple[str, ...]:
    """What is found, as soon as it is."""
    return wait_until(lambda: known.find(host), host, every=0.01).addresses


def test_a_name_that_is_still_being_looked_up_is_not_waited_for(server: NameServer) -> None:
    server.open.clear()
    known = Resolver()
    assert [known.find("push.example") for _ in range(10)] == [None] * 10
    assert server.asked <= 1
    server.open.set()
    assert addresses(known, "push.example") == ("192.0.2.1",)


def test_the_addresses_stay_in_order_without_those_of_a_link(server: NameServer) -> None:
    server.addresses = ["192.0.2.2", "fe80::1%eth0", "192.0.2.1", "192.0.2.2", "2001:db8::1"]
    assert addresses(Resolver(), "push.example") == ("192.0.2.2", "192.0.2.1", "2001:db8::1")


def test_a_host_that_was_known_stays_known_while_its_name_server_is_away(
    server: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dns, "FRESH_SECONDS", 0)
    known = Resolver()
    assert addresses(known, "push.example") == ("192.0.2.1",)
    server.addresses = []
    asked = server.asked
    wait_until(lambda: known.find("push.example") and server.asked > asked, "another lookup")
    wait_until(lambda: not known._asking, "its end")
    assert addresses(known, "push.example") == ("192.0.2.1",)


def test_a_host_that_moves_is_found_where_it_went(
    server: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dns, "FRESH_SECONDS", 0)
    known = Resolver()
    assert addresses(known, "push.example") == ("192.0.2.1",)
    server.addresses = ["192.0.2.9"]
    wait_until(lambda: addresses(known, "push.example") == ("192.0.2.9",), "the new address")


def test_a_host_that_is_not_found_is_asked_for_again(
    server: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dns, "AGAIN_SECONDS", 0)
    server.addresses = []
    known = Resolver()
    assert addresses(known, "push.example") == ()
    server.addresses = ["192.0.2.1"]
    wait_until(lambda: addresses(known, "push.example"), "the host")


def test_only_so_many_lookups_are_under_way(
    server: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dns, "MOST_THREADS", 3)
    server.open.clear()
    known = Resolver()
    for number in range(10):
        assert known.find(f"push{number}.example") is None
    assert len(known._asking) == 3
    server.open.set()
    assert addresses(known, "push9.example") == ("192.0.2.1",), "the others get their turn"


def test_many_names_do_not_fill_the_memory(
    server: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dns, "MOST_NAMES", 5)
    known = Resolver()
    for number in range(20):
        assert addresses(known, f"push{number}.example")
    assert len(known._found) <= 5
