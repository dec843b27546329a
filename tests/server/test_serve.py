"""`flask --app wsgi serve`: one command, which ends as one."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Barrier

import psutil
import pytest
import requests

from config import ROOT
from server.listener import listen
from server.serve import serve
from tests.rigs import processes
from tests.support.live import LiveServer


def test_serve_prints_its_address(live_server: LiveServer) -> None:
    assert f"Open http://localhost:{live_server.port}" in live_server.log.read_text()
    assert live_server.client().get("/healthz").text == "ok\n"


def test_a_refused_large_body_gets_its_answer(live_server: LiveServer) -> None:
    # Like a browser, http.client sends all of the body before it reads: a connection that is closed
    # meanwhile looks like a broken network, and the phone never learns that its session is over.
    connection = http.client.HTTPConnection("127.0.0.1", live_server.port, timeout=30)
    with closing(connection):
        connection.request("POST", "/api/v1/sync", body=b" " * (8 * 1024 * 1024))
        assert connection.getresponse().status == 401


@pytest.fixture(autouse=True)
def _executed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command as it is started everywhere, modules and all."""
    monkeypatch.setattr(LiveServer, "is_preloaded", False)


def workers(server: LiveServer) -> list[psutil.Process]:
    """The processes below the command: one that serves, one that prompts."""
    return psutil.Process(server.process.pid).children()


def wait_for_the_successor_of(killed: psutil.Process, server: LiveServer) -> None:
    def is_there() -> bool:
        at_work = workers(server)
        return killed not in at_work and len(at_work) == 2

    processes.wait_until(is_there, "a successor")


def says_why_it_does_not_start(environ: Mapping[str, str]) -> str:
    """What `flask serve` prints with these variables, before it ends with an error."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
        env=environ,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    return done.stderr


def answers(server: LiveServer, path: str = "/healthz") -> bool:
    try:
        return requests.get(f"{server.url}{path}", timeout=2).ok
    except requests.RequestException:
        return False


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_all_of_it(start_server: Callable[..., LiveServer], sign: int) -> None:
    live_server = start_server(PROMPT_WORKER="process")
    assert len(workers(live_server)) == 2
    children = psutil.Process(live_server.process.pid).children(recursive=True)
    live_server.process.send_signal(sign)
    assert live_server.process.wait(15) == 0
    assert psutil.wait_procs(children, timeout=5)[1] == []
    with pytest.raises(requests.ConnectionError):
        live_server.client().get("/healthz")


def test_a_killed_worker_is_replaced(start_server: Callable[..., LiveServer]) -> None:
    """The one that serves, and the one that prompts: neither takes the other along."""
    live_server = start_server(PROMPT_WORKER="process")
    processes.wait_until(lambda: answers(live_server, "/readyz"), "the first tick")
    before = workers(live_server)
    for each in before:
        each.kill()
        wait_for_the_successor_of(each, live_server)
        processes.wait_until(lambda: answers(live_server), "an answer")
    assert not {each.pid for each in before} & {each.pid for each in workers(live_server)}
    assert live_server.process.poll() is None


def test_kill_9_leaves_nothing_that_serves(start_server: Callable[..., LiveServer]) -> None:
    """Not even the worker, which a killed parent cannot tell to end."""
    live_server = start_server(PROMPT_WORKER="process")
    parent = psutil.Process(live_server.process.pid)
    workers = parent.children(recursive=True)
    parent.kill()
    processes.wait_until(lambda: all(map(processes.is_over, workers)), "its workers to end")


def test_a_port_in_use_is_not_shared(live_server: LiveServer) -> None:
    said = says_why_it_does_not_start(live_server.environ)
    assert f"port {live_server.port}" in said
    assert live_server.client().get("/healthz").ok


def test_of_several_servers_starting_at_once_one_gets_the_port() -> None:
    winners: list[socket.socket] = []
    while not winners:  # a stranger may have taken it meanwhile
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        together = Barrier(8)

        def ask(_: int, together: Barrier = together, port: int = port) -> None:
            together.wait(60)
            with suppress(OSError):
                winners.append(listen("127.0.0.1", port))

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(ask, range(8)))
    for each in winners:
        each.close()
    assert len(winners) == 1


def test_the_parent_has_no_threads_and_connections(
    start_server: Callable[..., LiveServer],
) -> None:
    metrics = str(processes.free_port())
    server = start_server(PROMPT_WORKER="process", METRICS_PORT=metrics)
    processes.wait_until(lambda: answers(server, "/readyz"), "the first tick")
    assert requests.get(f"http://127.0.0.1:{metrics}/metrics", timeout=20).ok
    parent = psutil.Process(server.process.pid)
    assert len(parent.children()) == 3
    assert parent.num_threads() == 1
    assert [each.path for each in parent.open_files() if "sqlite" in each.path] == []
    # Of PostgreSQL it has no connection either: what it holds are sockets that listen.
    assert {each.status for each in parent.net_connections("tcp")} == {psutil.CONN_LISTEN}


def test_a_metrics_port_in_use_is_named(
    live_server: LiveServer,
) -> None:
    environ = live_server.environ | {
        "PORT": str(processes.free_port()),
        "METRICS_PORT": str(live_server.port),
    }
    said = says_why_it_does_not_start(environ)
    assert "METRICS_PORT" in said


def test_acknowledged_changes_survive_kill_9(live_server: LiveServer) -> None:
    phone = live_server.client()
    dana = {
        "email": "dana@example.org",
        "password": "karma comes around",
        "name": "Dana",
        "timezone": "Pacific/Auckland",
    }
    assert phone.post("/api/v1/accounts", json=dana).status_code == 201
    live_server.kill()
    live_server.start()
    assert phone.get("/api/v1/me").json()["name"] == "Dana"


def test_a_body_in_chunks_and_one_too_large(live_server: LiveServer) -> None:
    phone = live_server.client()
    sign_in = b'{"email": "nobody@example.org", "password": "karma comes around"}'
    headers = {"Content-Type": "application/json"}
    chunked = phone.post("/api/v1/session", data=iter([sign_in[:9], sign_in[9:]]), headers=headers)
    assert chunked.status_code == 401
    huge = phone.post("/api/v1/session", data=b" " * 70_000, headers=headers)
    assert huge.status_code == 413


def test_an_invalid_setting_of_the_command_stops_the_start(
    start_server: Callable[..., LiveServer], tmp_path: Path
) -> None:
    said = says_why_it_does_not_start(
        {"PATH": os.environ["PATH"], "INSTANCE_PATH": str(tmp_path), "PORT": "eighty"}
    )
    assert "does not start. PORT: " in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["DRAIN", "LINGER"])
def test_the_old_name_of_an_option_is_understood(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was called --linger up to version 0.9."""
    given = serve.make_context("serve", [f"--{name.lower()}", "3"])
    assert given.params["drain"] == 3
    monkeypatch.setenv(f"FLASK_SERVE_{name}", "4")
    assert serve.make_context("serve", []).params["drain"] == 4
