"""Push services that misbehave, and what the sender makes of it, over real connections."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.push import origin_queue, transfer
from server.push.outcome import Verdict
from server.push.sender import Sender
from server.push.service import Message
from server.push.service import PushService as Service
from server.push.transfer import Prepared
from tests.rigs.push_protocol import BrowserKeys
from tests.rigs.push_service import Answer, PushService
from tests.rigs.push_sink import NEVER, Sink
from tests.support.push_messages import MORNING, prepare, row, send


def test_a_prepared_message_is_sent_twice_with_the_same_bytes(
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


def test_messages_taken_are_finished_if_their_source_raises(
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


@pytest.mark.slow
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
