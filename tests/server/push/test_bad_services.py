"""Push services that hang, refuse, redirect or move: they hold up no other."""

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from server.push import origin_queue
from server.push.addresses import check_endpoint
from server.push.outcome import Verdict
from server.push.sender import Sender
from server.push.service import PushService as Service
from server.push.transfer import Prepared
from tests.rigs.push_protocol import BrowserKeys
from tests.rigs.push_service import Answer, PushService
from tests.support.push_messages import MORNING, prepare, row, send


@pytest.mark.slow
def test_a_service_that_hangs_holds_up_no_other(
    service: Service, sender: Sender, push_service: PushService, other_service: PushService
) -> None:
    hanging, well = push_service.subscribe(), other_service.subscribe()
    many = origin_queue.FIRST_WINDOW + origin_queue.ROOM + 10  # than fit into its queue
    hanging.answers = [Answer(never=True)] * 1000
    messages = [prepare(service, inbox, inbox) for _ in range(many) for inbox in (hanging, well)]
    taken = 0
    for message, outcome in sender.send(messages):
        if message.key is well:
            assert outcome.verdict is Verdict.ACCEPTED
            taken += 1
        else:
            assert (outcome.verdict, outcome.uncertain) == (Verdict.RETRY, False), "handed back"
        if taken == many:
            break
    assert len(hanging.asked) <= origin_queue.FIRST_WINDOW


def test_only_a_few_are_taken_ahead_of_a_service_that_hangs(
    service: Service, sender: Sender, push_service: PushService
) -> None:
    inbox = push_service.subscribe()
    inbox.answers = [Answer(never=True)] * 1000
    message = prepare(service, inbox)
    taken = 0

    def source() -> Iterator[Prepared]:
        nonlocal taken
        while True:
            taken += 1
            yield message

    list(sender.send(source(), seconds=0.5))
    assert taken <= origin_queue.FIRST_WINDOW + origin_queue.ROOM + 1


@pytest.mark.parametrize(
    ("answer", "status", "uncertain"),
    [
        (Answer(500), 500, False),
        (Answer(503), 503, False),
        (Answer(429), 429, False),
        (Answer(half=True), None, True),
    ],
    ids=["500", "503", "429", "half an answer"],
)
def test_a_temporary_failure_is_tried_again(
    answer: Answer,
    status: int | None,
    uncertain: bool,
    service: Service,
    sender: Sender,
    push_service: PushService,
) -> None:
    inbox = push_service.subscribe()
    inbox.answers = [answer]
    bad, good = send(sender, prepare(service, inbox))[0], send(sender, prepare(service, inbox))[0]
    assert (bad.verdict, bad.status, bad.uncertain) == (Verdict.RETRY, status, uncertain)
    assert good.verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("status", [404, 410])
def test_an_ended_subscription_is_told_from_a_failing_one(
    status: int, service: Service, sender: Sender, push_service: PushService
) -> None:
    over, alive = push_service.subscribe(), push_service.subscribe()
    over.answers = [Answer(status)]
    outcomes = send(sender, prepare(service, over), prepare(service, alive))
    assert [each.verdict for each in outcomes] == [Verdict.GONE, Verdict.ACCEPTED]


@pytest.mark.parametrize(
    "said", ["1800", "Tue, 24 Nov 2026 08:30:00 GMT"], ids=["seconds", "a date"]
)
def test_retry_after_is_reported(
    said: str,
    service: Service,
    sender: Sender,
    push_service: PushService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    monkeypatch.setattr("server.clock.now", lambda: now)
    inbox = push_service.subscribe()
    inbox.answers = [Answer(429, {"retry-after": said})]
    assert send(sender, prepare(service, inbox))[0].retry_after == 1800


def test_a_service_that_refuses_everything_is_left_alone_until_its_retry_after(
    service: Service,
    sender: Sender,
    push_service: PushService,
    other_service: PushService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(origin_queue, "STREAK_SECONDS", 0)
    busy, well = push_service.subscribe(), other_service.subscribe()
    busy.answers = [Answer(429, {"retry-after": "60"})] * 1000
    many = [prepare(service, busy) for _ in range(50)]
    outcomes = send(sender, *many)
    assert {outcome.verdict for outcome in outcomes} == {Verdict.RETRY}
    asked = len(busy.asked)
    assert asked < 50
    [later] = send(sender, prepare(service, busy))
    assert (later.status, later.uncertain) == (None, False)
    assert 50 < (later.retry_after or 0) <= 60
    assert len(busy.asked) == asked, "nothing was sent"
    assert send(sender, prepare(service, well))[0].verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_nothing_is_sent_there(
    status: int,
    service: Service,
    sender: Sender,
    push_service: PushService,
    other_service: PushService,
) -> None:
    here, there = push_service.subscribe(), other_service.subscribe()
    here.answers = [Answer(status, {"location": there.endpoint})]
    assert send(sender, prepare(service, here))[0].verdict is Verdict.REFUSED
    assert there.asked == []


def test_a_name_that_moves_to_this_machine_is_not_connected_to(
    service: Service, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(push_service.origin.rpartition(":")[2])
    monkeypatch.setattr("server.push.addresses.PORT", port)
    endpoint = f"https://push.example:{port}/push/1"
    addresses = iter(["8.8.8.8", "127.0.0.1"])
    monkeypatch.setattr(
        "socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (next(addresses), port))]
    )
    check_endpoint(endpoint, allow_loopback=False)
    message = service.prepare(row(BrowserKeys().subscription(endpoint)), MORNING)
    strict = Sender(allow_loopback=False)
    try:
        [outcome] = send(strict, message)
    finally:
        strict.close()
    assert next(addresses, None) is None, "looked up twice"
    assert (outcome.verdict, outcome.forbidden) == (Verdict.REFUSED, True)
    assert push_service.connections == 0


def test_a_host_that_is_not_found_is_tried_again(service: Service, sender: Sender) -> None:
    message = service.prepare(row(BrowserKeys().subscription("https://nobody.example/1")), MORNING)
    [outcome] = send(sender, message)
    assert (outcome.verdict, outcome.uncertain) == (Verdict.RETRY, False)
    assert outcome.reason == "the host cannot be found"


def test_names_whose_servers_never_answer_do_not_delay_others(
    service: Service,
    sender: Sender,
    push_service: PushService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    find, over = socket.getaddrinfo, threading.Event()

    def slow(host: str, *arguments: Any, **more: Any) -> Any:
        if host.startswith("slow"):
            over.wait(20)
        return find("127.0.0.1", *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    inbox = push_service.subscribe()
    endpoint = inbox.endpoint.replace("127.0.0.1", "push.example")
    here = [row(BrowserKeys().subscription(f"https://slow{n}.example/1")) for n in range(50)]
    here.append(row(inbox.keys.subscription(endpoint)))
    try:
        _, outcome = next(iter(sender.send([service.prepare(each, MORNING) for each in here])))
    finally:
        over.set()
    # Taken or not (its token is for another name): it was reached.
    assert outcome.status == 400
    push_service.violations.clear()
