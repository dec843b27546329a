"""Processes that begin with the app's modules loaded run, end and die as executed ones do."""

import signal
import socket
import subprocess
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from tests.rigs import preloaded, processes

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("given", "status"), [('{"name": "Maya"}', 0), ("{", 1)])
def test_a_forked_process_has_its_own_files_and_says_how_it_ended(given: str, status: int) -> None:
    with TemporaryFile("w+") as file, TemporaryFile("w+") as out, TemporaryFile("w+") as errors:
        file.write(given)
        file.seek(0)
        files = (file.fileno(), out.fileno(), errors.fileno())
        ended = preloaded.start_with(files, ["json.tool", "--compact"], env={})
        assert ended.wait(60) == status
        out.seek(0)
        errors.seek(0)
        assert (out.read().strip() or None) == (given.replace(" ", "") if not status else None)
        assert bool(errors.read()) == bool(status)


def test_it_is_killed_with_its_group(tmp_path: Path) -> None:
    running = preloaded.start(["http.server", "0"], log=tmp_path / "log", env={})
    assert running.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(0.01)
    processes.kill(running)
    assert running.poll() == -signal.SIGKILL


def test_an_exit_status_is_not_taken_for_a_pid() -> None:
    """It was: one that could not be run ended with 1, and `kill` of the group 1 ends everything."""
    news, told = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with news, told:
        told.send(b"ended 1")
        with pytest.raises(RuntimeError, match="'started' was to be told, not 'ended' 1"):
            preloaded.Preloaded(news)
