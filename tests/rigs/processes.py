"""Child processes that never outlive the test run."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import psutil

T = TypeVar("T")


class Process(Protocol):
    """What runs: a `subprocess.Popen`, or one of preloaded.py."""

    pid: int

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def send_signal(self, sign: int, /) -> None: ...


#: What shifts a clock (`make test-later`), for children that get an environment of their own.
CLOCK = ("LD_PRELOAD", "FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC")

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Runs in the child: a test run that is killed with -9 must not leave servers behind."""
    if hasattr(_libc, "prctl"):
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    user: int | None = None,
    group: int | None = None,
    cwd: Path | None = None,
    keep: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `command` in a process group of its own; its output goes to the end of `log`.

    `keep` are file descriptors that it inherits.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if env is None else dict(env),
            user=user,
            group=group,
            extra_groups=None if user is None else [],
            cwd=cwd,
            pass_fds=keep,
            start_new_session=True,
            # libfaketime's own locks do not survive a fork of a process with threads.
            preexec_fn=None if days_ahead() else die_with_parent,
        )


def shifted_clock() -> dict[str, str]:
    """The variables that give a child the clock of this process."""
    return {name: os.environ[name] for name in CLOCK if name in os.environ}


def days_ahead() -> int:
    """By how many the clock of this process is ahead: `make test-later` says so, as "+45d"."""
    return int(os.environ.get("FAKETIME", "+0d").strip("+d"))


def with_the_kernels_clock() -> dict[str, str]:
    """The variables of this process without those, for what cannot bear a shifted clock."""
    return {name: value for name, value in os.environ.items() if name not in CLOCK}


def stop(process: Process, sign: int = signal.SIGTERM, patience: float = 10) -> None:
    """Ask the process to go with `sign`; after `patience` seconds end its whole group by force."""
    if process.poll() is None:
        process.send_signal(sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    kill(process)


def kill(process: Process) -> None:
    """`kill -9` for the process and all that it started in its group; returns when it is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def tree(pid: int) -> list[psutil.Process]:
    """The process, and all that were started by it or by those."""
    first = psutil.Process(pid)
    return [first, *first.children(recursive=True)]


def is_over(process: psutil.Process) -> bool:
    """Whether it runs no more. One that nobody has reaped (PID 1 of a container without `--init`
    reaps nothing) is still in the list of processes, and serves nobody."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def free_port() -> int:
    """A loopback port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(
    look: Callable[[], T | None], what: str, *, seconds: float = 60, every: float = 0.05
) -> T:
    """The first truthy answer of `look`; raises TimeoutError naming `what` when none comes."""
    end = time.monotonic() + seconds
    while True:
        if answer := look():
            return answer
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:g} s for {what}")
        time.sleep(every)
