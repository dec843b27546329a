"""The processes of one command: one that stands still is replaced, and all end as one."""

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config import ROOT
from tests.rigs import processes

pytestmark = pytest.mark.slow

#: Two jobs under a supervisor that loses its patience quickly: each writes down that it started,
#: and beats until it is told to stand still.
COMMAND = """
import os, sys, time
from pathlib import Path
from server.heartbeat import beat
from server.processes import Job, Supervisor, run_until_told_to_stop

def work(folder: str, name: str) -> None:
    started = Path(folder) / f"{name}-{os.getpid()}"
    started.touch()
    def go(stop):
        while not stop.wait(0.1):
            if not (Path(folder) / f"still-{name}").exists():
                beat()
    run_until_told_to_stop(go)

def fail(folder: str) -> None:
    (Path(folder) / f"failing-{os.getpid()}").touch()
    raise SystemExit(3)

if __name__ == "__main__":
    folder = sys.argv[1]
    jobs = [Job(name, work, (folder, name)) for name in ("serving", "prompting")]
    if len(sys.argv) > 2:
        jobs.append(Job("failing", fail, (folder,), is_needed=sys.argv[2] == "needed"))
    done = Supervisor(jobs, patience=5, still_s=3, respawn_s=0.05).run()
    sys.exit(0 if done else 1)
"""


#: A job that leaves children of its own behind, which whoever is first inherits. The kernel lets
#: any process be that for its descendants.
ORPHANS = """
import ctypes, subprocess, sys
from pathlib import Path
from server.heartbeat import beat
from server.processes import Job, Supervisor, run_until_told_to_stop

def work(folder: str) -> None:
    def go(stop):
        while not stop.wait(0.05):
            beat()
            left = subprocess.run(["sh", "-c", "sleep 0.1 & echo $!"], stdout=subprocess.PIPE)
            (Path(folder) / f"orphan-{int(left.stdout)}").touch()
    run_until_told_to_stop(go)

if __name__ == "__main__":
    PR_SET_CHILD_SUBREAPER = 36
    assert ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
    Supervisor([Job("work", work, (sys.argv[1],))], patience=5, is_first=True).run()
"""


class Command:
    """The command, and what its jobs wrote down."""

    def __init__(self, folder: Path, *arguments: str, text: str = COMMAND, **environ: str) -> None:
        self.folder = folder
        script = folder / "command.py"
        script.write_text(text)
        self.process = processes.start(
            [sys.executable, script, folder, *arguments],
            log=folder / "log",
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
            | processes.shifted_clock()
            | environ,
        )

    def pids(self, name: str) -> set[int]:
        """Of all that ever did this job."""
        return {int(each.name.rpartition("-")[2]) for each in self.folder.glob(f"{name}-[0-9]*")}

    def wait_for(self, name: str, count: int = 1) -> None:
        processes.wait_until(lambda: len(self.pids(name)) >= count, f"{count} {name}", seconds=40)


@pytest.fixture
def notified(tmp_path: Path) -> Iterator[socket.socket]:
    """Where systemd listens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(40)
        yield listener


@pytest.fixture
def command(tmp_path: Path, notified: socket.socket) -> Iterator[Command]:
    made = Command(tmp_path, NOTIFY_SOCKET=str(tmp_path / "notify"))
    while notified.recv(100) != b"READY=1":
        """They have yet to begin."""
    yield made
    processes.kill(made.process)


def test_a_hanging_process_is_replaced_alone(command: Command, tmp_path: Path) -> None:
    [serving] = command.pids("serving")
    (tmp_path / "still-prompting").touch()
    command.wait_for("prompting", 2)
    (tmp_path / "still-prompting").unlink()
    assert "prompting stands still" in (tmp_path / "log").read_text()
    assert command.pids("serving") == {serving}
    assert psutil.pid_exists(serving)


def test_a_stopped_process_counts_as_hanging(command: Command) -> None:
    """As a process does whose threads all wait: it is alive, and does nothing."""
    [serving] = command.pids("serving")
    os.kill(serving, signal.SIGSTOP)
    command.wait_for("serving", 2)
    assert not psutil.pid_exists(serving)


def test_systemd_hears_when_all_are_at_work_and_that_they_go_on(
    command: Command, notified: socket.socket
) -> None:
    assert {notified.recv(100) for _ in range(4)} == {b"WATCHDOG=1"}
    processes.stop(command.process)
    while (word := notified.recv(100)) != b"STOPPING=1":
        assert word == b"WATCHDOG=1"


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_command_ends_all_processes(command: Command, sign: int) -> None:
    command.process.send_signal(sign)
    assert command.process.wait(10) == 0
    for name in ("serving", "prompting"):
        assert not any(psutil.pid_exists(pid) for pid in command.pids(name))


def test_a_required_process_that_always_fails_ends_all(
    tmp_path: Path,
) -> None:
    command = Command(tmp_path, "needed")
    try:
        assert command.process.wait(100) == 1
        assert len(command.pids("failing")) == 5
    finally:
        processes.kill(command.process)


def test_an_optional_process_that_always_fails_does_not_end_the_others(tmp_path: Path) -> None:
    command = Command(tmp_path, "spare")
    try:
        command.wait_for("failing", 3)
        time.sleep(0.2)
        assert command.process.poll() is None
        assert len(command.pids("serving")) == 1
    finally:
        processes.kill(command.process)


def test_the_first_process_reaps_orphans(tmp_path: Path) -> None:
    """As in a container, where nobody else does."""
    command = Command(tmp_path, text=ORPHANS)
    try:
        command.wait_for("orphan", 5)
        first = sorted(command.pids("orphan"))[:5]
        processes.wait_until(
            lambda: not any(psutil.pid_exists(pid) for pid in first), "them to be buried"
        )
        assert command.process.poll() is None
    finally:
        processes.stop(command.process)
