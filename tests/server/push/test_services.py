"""Push services that misbehave, and what the sender makes of it, over real connections."""

import socket
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from server.keys import make_vapid_key, read_vapid_key
from server.push import origin_queue, transfer
from server.push.addresses import check_endpoint
from server.push.models import PushSubscription
from server.push.outcome import Outcome, Verdict
from server.push.sender import Sender
from server.push.service import Message
from server.push.service import PushService as Service
from server.push.transfer import Prepared
from tests.rigs.push_protocol import BrowserKeys
from tests.rigs.push_service import Answer, Inbox, PushService
from tests.rigs.push_sink import NEVER, Sink

MORNING = Message(payload=b'{"web_push": 8030}', topic="morning", ttl=14_400)


@pytest.fixture(scope="module")
def service() -> Service:
    return Service(
        private_key=read_vapid_key(make_vapid_key()),
        subject="mailto:hello@karmadex.example",
        allow_loopback=True,
    )


@pytest.fixture
def sender() -> Iterator[Sender]:
    made = Sender(allow_loopback=True)
    yield made
    made.close()


@pytest.fixture
def other_service() -> Iterator[PushService]:
    made = PushService()
    yield made
    made.close()
    assert made.violations == []


def row(subscription: dict[str, Any]) -> PushSubscription:
    """What the table holds of a browser's subscription."""
    return PushSubscription(endpoint=subscription["endpoint"], **subscription["keys"])


def prepare(service: Service, inbox: Inbox, key: object = None) -> Prepared:
    return service.prepare(row(inbox.subscription), MORNING, key)


def send(sender: Sender, *messages: Prepared) -> list[Outcome]:
    outcomes = dict(sender.send(messages))
    return [outcomes[message] for message in messages]


def test_what_was_prepared_is_sent_as_it_is_and_once_more_the_same(
    service: Service, sender: Sender, push_service: PushService
) -> None:
    inbox = push_service.subscribe()
    inbox.answers = [Answer(500)]
    message = prepare(service, inbox, "Alice's phone")
    assert [outcome.verdict for outcome in send(sender, message)] == [Verdict.RETRY]
    [(sent, outcome)] = sender.send([message])
    assert (sent.key, outcome.verdict) == ("Alice's phone", Verdict.ACCEPTED)
    assert [each.message for each in inbox.asked] == [{"web_push": 8030}] * 2


def test_nothing_is_kept_of_what_was_sent(
    service: Service, sender: Sender, push_service: PushService
) -> None:
    message = prepare(service, push_service.subscribe())
    before = sys.getrefcount(message.body)
    send(sender, message)
    after = sys.getrefcount(message.body)
    assert after == before, "nobody but us holds its bytes"


def test_no_two_messages_share_a_key_or_a_salt(service: Service) -> None:
    browser = BrowserKeys().subscription("https://push.example/1")
    bodies = [service.prepare(row(browser), MORNING).body for _ in range(50)]
    assert len({body[:16] for body in bodies}) == 50, "the salt"
    assert len({body[21:86] for body in bodies}) == 50, "the sender's public key"


def test_the_token_is_for_the_origin_with_its_port_and_kept(service: Service) -> None:
    def token(endpoint: str) -> str:
        return service.prepare(row(BrowserKeys().subscription(endpoint)), MORNING).headers[0]

    here = token("https://push.example:8443/1")
    assert token("https://push.example:8443/2") == here
    assert token("https://push.example/1") != here


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
def test_a_bad_moment_means_again(
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
def test_a_subscription_that_is_over_is_told_from_one_that_is_not(
    status: int, service: Service, sender: Sender, push_service: PushService
) -> None:
    over, alive = push_service.subscribe(), push_service.subscribe()
    over.answers = [Answer(status)]
    outcomes = send(sender, prepare(service, over), prepare(service, alive))
    assert [each.verdict for each in outcomes] == [Verdict.GONE, Verdict.ACCEPTED]


@pytest.mark.parametrize(
    "said", ["1800", "Tue, 24 Nov 2026 08:30:00 GMT"], ids=["seconds", "a date"]
)
def test_retry_after_is_told(
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


def test_a_host_that_is_not_found_means_again(service: Service, sender: Sender) -> None:
    message = service.prepare(row(BrowserKeys().subscription("https://nobody.example/1")), MORNING)
    [outcome] = send(sender, message)
    assert (outcome.verdict, outcome.uncertain) == (Verdict.RETRY, False)
    assert outcome.reason == "the host cannot be found"


def test_names_whose_servers_never_answer_hide_no_other(
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


def test_what_was_taken_is_finished_when_its_source_breaks(
    service: Service, sender: Sender, push_service: PushService
) -> None:
    inbox = push_service.subscribe()

    def source() -> Iterator[Prepared]:
        yield prepare(service, inbox)
        raise RuntimeError("the database is away")

    answers = []
    with pytest.raises(RuntimeError, match="away"):
        answers.extend(sender.send(source()))
    assert len(inbox.taken) == 1


def test_a_call_that_is_given_up_leaves_nothing_behind(
    service: Service, sender: Sender, push_service: PushService
) -> None:
    inbox = push_service.subscribe()
    answers = sender.send([prepare(service, inbox, number) for number in range(20)])
    next(answers)
    answers.close()
    again = sender.send([prepare(service, inbox, "again")])
    assert [(message.key, outcome.status) for message, outcome in again] == [("again", 201)]


@pytest.fixture
def sink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """A push service over HTTP/2 and TLS, which is trusted."""
    made = Sink(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.certificate))
    yield made
    made.close()


def numbered(service: Service, sink: Sink, batch: str, count: int) -> list[Prepared]:
    to = row({"endpoint": f"{sink.origin}/push/{batch}/0", "keys": sink.keys[0]})
    return [
        service.prepare(to, Message(b'{"number": %d}' % number, "morning", 60))
        for number in range(count)
    ]


def test_over_http2_many_share_a_few_connections(
    service: Service, sink: Sink, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine makes any service slow, and what comes for a slow one is handed back.
    for patience in ("SLOW_SECONDS", "PATIENCE_SECONDS"):
        monkeypatch.setattr(origin_queue, patience, 600)
    for patience in ("CONNECT_SECONDS", "REQUEST_SECONDS"):
        monkeypatch.setattr(transfer, patience, 600)
    outcomes = send(sender, *numbered(service, sink, "morning", 1000))
    assert [outcome for outcome in outcomes if outcome.status != 201] == []
    report = sink.report("morning")
    assert report["violations"] == []
    assert report["numbers"] == list(range(1000)), "each once"
    assert report["shared_keys"] == 0
    assert all(each.endswith("HTTP/2") for each in report["connections"]), report["connections"]
    # Until it has answered, nobody knows that one would do.
    assert 1 <= len(report["connections"]) <= origin_queue.FIRST_WINDOW


def test_a_connection_on_which_nothing_is_answered_is_given_up(
    service: Service, sink: Sink, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "REQUEST_SECONDS", 4)
    send(sender, *numbered(service, sink, "before", 1))
    hanging = send(sender, *numbered(service, sink, NEVER, origin_queue.STREAK))
    assert {outcome.uncertain for outcome in hanging} == {True}
    [queue] = sender._queues.values()
    assert queue.rests_until > 0
    queue.rests_until = 0
    for batch in ("a trial", "after"):
        outcomes = send(sender, *numbered(service, sink, batch.replace(" ", "-"), 1))
        assert [outcome.status for outcome in outcomes] == [201]
    before, after = (set(sink.report(batch)["connections"]) for batch in ("before", "after"))
    assert len(before) == len(after) == 1
    assert before != after
