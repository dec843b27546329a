"""Servers that come and go, and a database that does: phones wait a little, and lose nothing."""

import http.client
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest

from server import postgres
from tests.rigs.postgres import Postgres, start_postgres
from tests.rigs.processes import wait_until
from tests.support.databases import migrate
from tests.support.live import LiveServer
from tests.support.outbox import Outbox, between_requests, wait_for_more

PHONES = 4


@contextmanager
def phones_at_work(server: LiveServer) -> Iterator[list[Outbox]]:
    """Phones that jot and send all the while; on leaving, all that was taken has to be there."""
    phones = [Outbox(server, f"phone{number}@example.org") for number in range(PHONES)]
    for phone in phones:
        phone.start()
    yield phones
    for phone in phones:
        phone.finish()
    for phone in phones:
        assert phone.problems == []
        assert Counter(phone.held()) == Counter(phone.taken)


def statuses(phones: list[Outbox]) -> set[object]:
    return {status for phone in phones for status in phone.answers}


def test_several_processes_serve_on_one_port(start_server: Callable[..., LiveServer]) -> None:
    server = start_server(FLASK_SERVE_PROCESSES="2")
    children = psutil.Process(server.process.pid).children()
    assert len([each for each in children if "resource_tracker" not in str(each.cmdline())]) == 2
    with phones_at_work(server) as phones:
        wait_until(lambda: all(len(phone.taken) > 5 for phone in phones), "some notes")
    assert statuses(phones) == {200}


@pytest.mark.parametrize("processes", ["1", "2"])
def test_sigterm_under_load_drops_no_request(
    start_server: Callable[..., LiveServer], processes: str
) -> None:
    """Whoever got through to the server is answered, on connections that are kept too. A new
    connection that it no longer takes is refused, or reset while it waits in the kernel's queue."""
    # Long enough for each of the eight to get its turn, where the tests share two cores.
    server = start_server(FLASK_SERVE_DRAIN="2", FLASK_SERVE_PROCESSES=processes)
    seen: Counter[object] = Counter()

    def ask_on_and_on(keeps: bool) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        with closing(connection):
            while True:
                is_new = connection.sock is None
                try:
                    connection.request("GET", "/api/v1/openapi.json")
                    answer = connection.getresponse()
                except ConnectionError as error:
                    seen["nobody is there" if is_new else repr(error)] += 1
                    return
                answer.read()
                seen[answer.status] += 1
                if not keeps:
                    connection.close()

    threads = [
        threading.Thread(target=ask_on_and_on, args=(number % 2 == 0,)) for number in range(8)
    ]
    for thread in threads:
        thread.start()
    wait_until(lambda: seen[200] > 20, "some answers")
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(60) == 0
    for thread in threads:
        thread.join()
    assert seen.keys() == {200, "nobody is there"}
    assert seen["nobody is there"] == len(threads)


def test_sigterm_under_load_leaves_no_note_without_its_answer(live_server: LiveServer) -> None:
    """Not even with no time to linger."""
    with phones_at_work(live_server) as phones:
        for _ in range(3):
            before = [len(phone.taken) for phone in phones]
            live_server.process.send_signal(signal.SIGTERM)
            assert live_server.process.wait(60) == 0
            live_server.start()
            wait_for_more(phones, before)
    assert statuses(phones) <= {200, "refused", "lost"}


def test_a_server_says_that_it_is_leaving(start_server: Callable[..., LiveServer]) -> None:
    """It serves on meanwhile, so that `/healthz` is 200; a proxy reads what it says."""
    server = start_server(FLASK_SERVE_DRAIN="30")
    assert server.client().get("/healthz").text == "ok\n"
    server.process.send_signal(signal.SIGTERM)
    wait_until(lambda: server.client().get("/healthz").text == "leaving\n", "the word")
    answer = server.client().get("/api/v1/me")
    assert answer.status_code == 401
    assert answer.headers["Connection"] == "close"
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(60) == 0


@pytest.fixture
def durable(request: pytest.FixtureRequest) -> Iterator[Postgres | None]:
    """A PostgreSQL of this test's own; None where the tests run on SQLite, which is never away."""
    if request.config.getoption("--database") == "sqlite":
        yield None
        return
    with start_postgres() as server:
        yield server


@pytest.fixture
def on_postgres(durable: Postgres | None, tmp_path: Path) -> Iterator[LiveServer | None]:
    if durable is None:
        yield None
        return
    url = durable.create_database("karmadex")
    migrate(tmp_path, url)
    server = LiveServer(tmp_path, url, FLASK_SERVE_PROCESSES="2", PROMPT_WORKER="process")
    yield server
    server.stop()


def test_postgresql_is_restarted_under_load(
    durable: Postgres | None, on_postgres: LiveServer | None
) -> None:
    """Cleanly and by a power cut. No phone hears worse than "try again", and none hears "taken"
    of what was not. A commit whose answer the end cut off has been done: its note is then a
    duplicate, by right."""
    if durable is None or on_postgres is None:
        return
    with phones_at_work(on_postgres) as phones:
        for end in (durable.stop, durable.kill, durable.stop):
            before = [len(phone.taken) for phone in phones]
            end()
            durable.restart()
            wait_for_more(phones, before)
    assert statuses(phones) <= {200, 503, "duplicate"}


@pytest.mark.slow
def test_the_database_is_away_for_a_minute_and_back(
    durable: Postgres | None, on_postgres: LiveServer | None
) -> None:
    """Phones are told so and keep everything; nothing has to be restarted."""
    if durable is None or on_postgres is None:
        return
    operator = on_postgres.client()
    with phones_at_work(on_postgres) as phones:
        wait_until(lambda: all(phone.taken for phone in phones), "some notes")
        durable.stop()
        left_at = time.monotonic()
        wait_until(lambda: all(503 in phone.answers for phone in phones), "the phones are told so")
        ready = operator.get("/readyz")
        assert ready.status_code == 503
        assert [each["what"] for each in ready.json()["reasons"]] == ["database"]
        while time.monotonic() - left_at < 60:
            assert operator.get("/healthz").ok
            time.sleep(1)
        before = [len(phone.taken) for phone in phones]
        durable.restart()
        wait_for_more(phones, before)
        wait_until(lambda: operator.get("/readyz").ok, "the worker to tick again")
    # As above: a commit may have been under way.
    assert statuses(phones) - {"duplicate"} == {200, 503}


@pytest.mark.slow
def test_waiting_for_a_silent_database_ends(
    durable: Postgres | None, on_postgres: LiveServer | None
) -> None:
    """Its own time limits stand still with it, so that ours have to end the wait."""
    if durable is None or on_postgres is None:
        return
    with phones_at_work(on_postgres) as phones:
        wait_until(lambda: all(phone.taken for phone in phones), "some notes")
        # A commit that is under way is done when the database thaws, whatever the phone was told:
        # its note is then a duplicate, by right.
        with between_requests(phones):
            durable.freeze()
        try:
            wait_until(
                lambda: all(503 in phone.answers for phone in phones),
                "the phones are told so",
                seconds=postgres.PATIENCE_S + 15,
            )
            assert on_postgres.client().get("/healthz").ok
        finally:
            durable.thaw()
    assert statuses(phones) == {200, 503}
