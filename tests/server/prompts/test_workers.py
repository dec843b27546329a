"""Real workers, in processes of their own, which are killed: a prompt comes once all the same."""

import os
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from tests.rigs import preloaded, processes
from tests.rigs.push_service import Answer, Inbox, PushService
from tests.rigs.quick_worker import LOOK_EVERY_SECONDS
from tests.server.prompts.life import about_noon
from tests.support import changes
from tests.support.commands import FLASK
from tests.support.live import LiveServer

StartWorker = Callable[..., processes.Process]

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def server(start_server: Callable[..., LiveServer]) -> LiveServer:
    """Serves, and leaves the prompts to the workers of the test."""
    return start_server(PROMPT_WORKER="off")


@pytest.fixture
def start_worker(server: LiveServer, tmp_path: Path) -> Iterator[StartWorker]:
    """Starts `flask worker` on the server's database."""
    with ExitStack() as stack:

        def start(count: int = 1) -> processes.Process:
            worker = preloaded.start(
                ["tests.rigs.quick_worker", "worker", "--processes", str(count)],
                log=tmp_path / f"worker-{uuid.uuid4()}.log",
                env=server.environ,
            )
            stack.callback(processes.stop, worker)
            return worker

        yield start


def somebody_is_due(server: LiveServer, service: PushService, name: str) -> Inbox:
    """An account whose morning has begun half an hour ago, with one person to say hi to."""
    zone, local = about_noon()
    phone = server.client()
    account = {
        "email": f"{name.lower()}@example.org",
        "password": "karma comes around",
        "name": name,
        "timezone": zone,
    }
    me = phone.post("/api/v1/accounts", json=account).json()
    prompt_at = (local - HALF_AN_HOUR).strftime("%H:%M")
    assert phone.patch("/api/v1/me", json={"prompt_at": prompt_at}).ok
    person = changes.person(name="Maya", known_for=None)
    due = changes.followup(person["record"], due_on=local.date().isoformat(), reason="promise")
    batch = {
        "account": me["id"],
        "device": str(uuid.uuid4()),
        "now": changes.milliseconds(),
        "timezone": zone,
        "cursor": None,
        "changes": [person, due],
    }
    assert phone.post("/api/v1/sync", json=batch).ok
    inbox = service.subscribe()
    assert phone.put("/api/v1/push/subscriptions", json=inbox.subscription).status_code == 201
    return inbox


def test_two_workers_at_once_send_each_prompt_once(
    server: LiveServer,
    push_service: PushService,
    start_worker: StartWorker,
) -> None:
    inboxes = [
        somebody_is_due(server, push_service, name)
        for name in ("Alice", "Bob", "Charlie", "Dora", "Emil", "Fay")
    ]
    start_worker(), start_worker()
    processes.wait_until(lambda: all(each.asked for each in inboxes), "all prompts")
    time.sleep(10 * LOOK_EVERY_SECONDS)
    assert [len(each.asked) for each in inboxes] == [1] * 6


def working(worker: processes.Process) -> list[int]:
    """The processes that a worker of several has at work."""
    return [each.pid for each in psutil.Process(worker.pid).children()]


def test_a_process_that_is_killed_is_replaced(
    server: LiveServer, push_service: PushService, start_worker: StartWorker
) -> None:
    worker = start_worker(2)
    processes.wait_until(lambda: server.client().get("/readyz").ok, "the workers", seconds=60)
    killed = working(worker)
    assert len(killed) == 2
    for each in killed:
        os.kill(each, signal.SIGKILL)
    inbox = somebody_is_due(server, push_service, "Alice")
    processes.wait_until(lambda: inbox.taken, "the prompt", seconds=60)
    processes.wait_until(
        lambda: len(working(worker)) == 2 and not set(working(worker)) & set(killed),
        "their successors",
    )
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0


def test_the_served_app_sends_the_prompts_by_itself(
    start_server: Callable[..., LiveServer], push_service: PushService
) -> None:
    inbox = somebody_is_due(start_server(PROMPT_WORKER="process"), push_service, "Alice")
    processes.wait_until(lambda: inbox.taken, "the prompt")


@pytest.mark.parametrize("count", [1, 2])
def test_a_worker_told_to_stop_finishes_its_current_work(
    count: int,
    server: LiveServer,
    push_service: PushService,
    start_worker: StartWorker,
) -> None:
    inbox = somebody_is_due(server, push_service, "Alice")
    inbox.answers = [Answer(seconds=1.5)]
    worker = start_worker(count)
    processes.wait_until(lambda: inbox.asked, "the push to be on its way", seconds=60)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    # When its lease would be over.
    server.flask(*send_at(server, datetime.now(UTC) + timedelta(minutes=2)))
    assert len(inbox.asked) == 1, "what it sent, it wrote down"


def send_at(server: LiveServer, moment: datetime) -> list[str]:
    return ["prompts", "send", "--now", moment.isoformat()]


def test_killed_between_sending_and_settling_the_phone_shows_it_once(
    server: LiveServer, push_service: PushService, tmp_path: Path
) -> None:
    # The push service has the message; the worker is killed before it hears so.
    inbox = somebody_is_due(server, push_service, "Alice")
    inbox.answers = [Answer(never=True)]
    now = datetime.now(UTC)
    worker = preloaded.start(
        [*FLASK, *send_at(server, now)],
        log=tmp_path / "killed.log",
        env=server.environ,
    )
    processes.wait_until(lambda: inbox.asked, "the push to arrive")
    processes.kill(worker)

    # Nobody else takes it while the lease may still be somebody's.
    server.flask(*send_at(server, now + timedelta(seconds=30)))
    assert len(inbox.asked) == 1

    # Then it is sent again: the same topic, so that the push service replaces it, and the same tag,
    # so that a phone which has it shows one notification.
    server.flask(*send_at(server, now + timedelta(minutes=2)))
    server.flask(*send_at(server, now + timedelta(minutes=4)))
    first, second = inbox.asked
    assert first.headers["topic"] == second.headers["topic"]
    assert first.message == second.message


def test_killed_before_sending_nothing_is_lost(
    server: LiveServer, push_service: PushService, start_worker: StartWorker
) -> None:
    inboxes = [somebody_is_due(server, push_service, name) for name in ("Alice", "Bob")]
    for delay in (0.4, 0.8, 1.2):
        worker = start_worker()
        time.sleep(delay)
        processes.kill(worker)
    late = datetime.now(UTC) + timedelta(minutes=3)
    server.flask(*send_at(server, late))
    for inbox in inboxes:
        assert inbox.taken
        assert len({each.headers["topic"] for each in inbox.taken}) == 1


def test_readyz_says_whether_the_worker_is_alive(
    server: LiveServer, start_worker: StartWorker
) -> None:
    answer = server.client().get("/readyz")
    assert answer.status_code == 503
    assert "worker" in answer.text
    start_worker()
    processes.wait_until(lambda: server.client().get("/readyz").ok, "the worker's first tick")
