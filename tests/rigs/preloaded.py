"""Python processes that begin with the app's modules loaded: that costs a second of CPU each time,
and a run of the tests starts hundreds.

`python -m tests.rigs.preloaded` loads them once, then forks itself for each process that is asked
for. It has one thread and has made no app, so what it forks differs from what is executed by its
imports alone. Between it and each of them stands one more, which waits for the end and tells it.
"""

import atexit
import contextlib
import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from config import ROOT
from tests.rigs.processes import die_with_parent

#: What every command loads. Not `wsgi`: to load it is to make an app.
MODULES = ("flask.cli", "server.app", "server.cli", "server.serving.process")
LONGEST_REQUEST = 64 * 1024
#: Standard input, output and error, and where to tell the pid, then how it ended.
FILES = 4
STARTED, ENDED = "started", "ended"


class Preloaded:
    """One such process, with what the tests use of `subprocess.Popen`."""

    def __init__(self, news: socket.socket) -> None:
        self.pid = _read(news, STARTED)
        self.returncode: int | None = None
        self._news = news

    def poll(self) -> int | None:
        """Returns how it ended, as `subprocess` says it; None while it runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Returns how it ended. Raises subprocess.TimeoutExpired after `timeout` seconds."""
        if self.returncode is None:
            if not select.select([self._news], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
            self.returncode = _read(self._news, ENDED)
            self._news.close()
        return self.returncode

    def send_signal(self, sign: int) -> None:
        """Send it, unless the process has ended."""
        if self.poll() is None:
            os.kill(self.pid, sign)


def start(command: Sequence[str], *, log: Path, env: Mapping[str, str]) -> Preloaded:
    """Run `python -m command` in a process group of its own. Its output is appended to `log`."""
    with log.open("ab") as output, Path(os.devnull).open() as nothing:
        return start_with((nothing.fileno(), output.fileno(), output.fileno()), command, env=env)


def start_with(
    files: tuple[int, int, int], command: Sequence[str], *, env: Mapping[str, str]
) -> Preloaded:
    """The same with these as its standard input, output and error."""
    news, told = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with told:
        request = json.dumps([list(command), dict(env)]).encode()
        socket.send_fds(_loaded(), [request], [*files, told.fileno()])
    return Preloaded(news)


def _read(news: socket.socket, wanted: str) -> int:
    """The number of the next message. Raises RuntimeError if it is not the one that is wanted: what
    ended is not to be taken for the pid of somebody else, who would be killed."""
    told, _, number = news.recv(64).decode().partition(" ")
    if told != wanted:
        raise RuntimeError(f"{wanted!r} was to be told, not {told!r} {number}")
    return int(number)


@cache
def _loaded() -> socket.socket:
    """Where to ask the process that has loaded them. It ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.rigs.preloaded"], stdin=theirs, cwd=ROOT
        )

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def _serve() -> None:
    """Fork for each request, until nobody is left who could ask."""
    die_with_parent()
    for name in MODULES:
        import_module(name)
    gc.collect()
    gc.freeze()
    # Nobody waits for those between: the kernel buries them.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=os.dup(0)) as asked:
        while True:
            request, files, _, _ = socket.recv_fds(asked, LONGEST_REQUEST, FILES)
            if not request:
                break
            if os.fork() == 0:
                asked.close()
                _between(*json.loads(request), files)
                break
            for file in files:
                os.close(file)


def _between(command: list[str], env: dict[str, str], files: list[int]) -> None:
    """Fork the one that was asked for, and tell its pid and how it ended."""
    die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *standard, news = files
    pid = os.fork()
    if pid == 0:
        _run(command, env, standard, news)
        return
    for file in standard:
        os.close(file)
    _, status = os.waitpid(pid, 0)
    os.write(news, f"{ENDED} {os.waitstatus_to_exitcode(status)}".encode())
    os._exit(0)


def _run(command: list[str], env: dict[str, str], standard: list[int], news: int) -> None:
    """The one that was asked for: as if it had just been executed."""
    die_with_parent()
    os.setsid()
    os.write(news, f"{STARTED} {os.getpid()}".encode())
    os.close(news)
    for number, file in enumerate(standard):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    tempfile.tempdir = None
    sys.argv = command.copy()
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _serve()
