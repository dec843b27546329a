"""The processes of one command: starts, watches, replaces and ends them together.

1. Each child sends heartbeats from the threads that do its work (heartbeat.py). A child that has
   exited is started again; one that sends nothing for STILL_S is killed first.
2. While the parent watches them, it sends heartbeats to systemd.
3. SIGTERM and Ctrl-C end all of them. A child whose parent was killed exits by itself.
4. As the first process of a container the parent also reaps orphaned processes.
5. The parent loads the app but does nothing with it: it has no threads and no connection to the
   database. So its children can be forked from it; they start at once, and share its memory.
"""

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextvars import Context
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Event, Thread
from types import FrameType
from typing import Any

from server.heartbeat import STILL_S, beat_to, tell_systemd

#: How long to wait before a process that ended is replaced; longer each time that it fails.
RESPAWN_S = 0.5
#: A process that ends within this time after its start has failed. If a required one fails more
#: often than MOST_FAILURES in a row, all processes end, so that the operator's supervisor notices.
SHORT_LIFE_S = 5.0
MOST_FAILURES = 5
LOOK_S = 1.0
#: On other systems than Linux, system libraries may have started threads although we have not.
METHOD = "fork" if sys.platform == "linux" else "spawn"
_ENDS = (signal.SIGTERM, signal.SIGINT)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """The work of a child: `run(*arguments)`, in a process of its own, until SIGTERM."""

    name: str
    run: Callable[..., None]
    arguments: tuple[Any, ...] = ()
    #: Whether the others are useless without it.
    is_needed: bool = True


@dataclass
class Child:
    """A running job. Instants are of a monotonic clock."""

    job: Job
    process: BaseProcess
    beats: Connection
    started_at: float
    beaten_at: float
    has_beaten: bool = False
    failures: int = 0
    respawn_at: float | None = None
    told_at: float | None = field(default=None)


class Supervisor:
    """Runs jobs until it is told to stop. `leave()` is called `drain` seconds before they are
    stopped; then each has `patience` seconds to finish."""

    def __init__(
        self,
        jobs: Sequence[Job],
        *,
        patience: float,
        drain: float = 0.0,
        leave: Callable[[], None] = lambda: None,
        still_s: float = STILL_S,
        respawn_s: float = RESPAWN_S,
        is_first: bool | None = None,
    ) -> None:
        self._jobs = jobs
        self._patience = patience
        self._drain = drain
        self._leave = leave
        self._still_s = still_s
        self._respawn_s = respawn_s
        self._is_first = os.getpid() == 1 if is_first is None else is_first
        self._context: Any = multiprocessing.get_context(METHOD)
        self._children: list[Child] = []
        self._stop_at: float | None = None
        self._woken, self._wake = self._context.Pipe(duplex=False)
        self._is_ready = False

    def run(self) -> bool:
        """Returns True if it was told to stop, and False if a required job cannot be kept
        running."""
        for sign in _ENDS:
            signal.signal(sign, self._told_to_stop)
        # The objects that exist stay. A garbage collection in a child would copy their pages.
        gc.collect()
        gc.freeze()
        self._children = [self._start(job) for job in self._jobs]
        try:
            return self._look_after()
        finally:
            tell_systemd("STOPPING=1")
            self._end()

    def _told_to_stop(self, sign: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if sign == signal.SIGTERM and self._drain > 0 and self._stop_at is None:
            self._leave()
            self._stop_at = now + self._drain
        else:
            self._stop_at = now
        self._wake.send_bytes(b".")

    def _look_after(self) -> bool:
        looked_at = time.monotonic()
        while True:
            self._wait()
            now = time.monotonic()
            if self._stop_at is not None and now >= self._stop_at:
                return True
            # This process did not run either, for example because the machine slept.
            if now - looked_at > LOOK_S + SHORT_LIFE_S:
                for child in self._children:
                    child.beaten_at = now
            looked_at = now
            for index, child in enumerate(self._children):
                if not self._look_at(child, now):
                    return False
                if child.respawn_at is not None and now >= child.respawn_at:
                    self._children[index] = self._start(child.job, child.failures)
            if not self._is_ready and all(child.has_beaten for child in self._children):
                self._is_ready = True
                tell_systemd("READY=1")
            tell_systemd("WATCHDOG=1")
            self._bury()

    def _wait(self) -> None:
        """Wait until something happens, or it is time to check the children."""
        seconds = LOOK_S
        if self._stop_at is not None:
            seconds = min(seconds, max(0.0, self._stop_at - time.monotonic()))
        living = [child for child in self._children if child.respawn_at is None]
        if len(living) < len(self._children):
            seconds = min(seconds, self._respawn_s)
        things: list[Any] = [self._woken]
        for child in living:
            things += [child.process.sentinel, child.beats]
        for thing in wait(things, seconds):
            if thing is self._woken:
                self._woken.recv_bytes()

    def _look_at(self, child: Child, now: float) -> bool:
        """Read its heartbeats, and replace it if necessary. Returns whether to go on."""
        if child.respawn_at is not None:
            return True
        with contextlib.suppress(OSError):
            while child.beats.poll() and os.read(child.beats.fileno(), 4096):
                child.beaten_at, child.has_beaten = now, True
        if child.process.is_alive():
            patience = self._still_s if child.has_beaten else max(STILL_S, self._still_s)
            if now - child.beaten_at > patience:
                log.error("%s stands still: it is ended, and started anew", child.job.name)
                child.process.kill()
                child.process.join(LOOK_S)
                child.beaten_at = now
            return True
        child.process.join()
        child.beats.close()
        lasted = now - child.started_at >= SHORT_LIFE_S
        failures = 0 if lasted else child.failures + 1
        log.error("%s ended with %s: it is started anew", child.job.name, child.process.exitcode)
        if child.job.is_needed and failures >= MOST_FAILURES:
            return False
        child.failures = failures
        child.respawn_at = now + self._respawn_s * 2 ** min(failures, 6)
        return True

    def _start(self, job: Job, failures: int = 0) -> Child:
        beats, pipe = self._context.Pipe(duplex=False)
        os.set_blocking(beats.fileno(), False)
        process = self._context.Process(target=_work, name=job.name, args=(job, pipe))
        # Signals wait until the child has replaced the parent's handlers.
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
        pipe.close()
        now = time.monotonic()
        return Child(job, process, beats, now, now, failures=failures)

    def _end(self) -> None:
        living = [child.process for child in self._children if child.process.is_alive()]
        for process in living:
            process.terminate()
        give_up_at = time.monotonic() + self._patience
        for process in living:
            process.join(max(0.0, give_up_at - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()

    def _bury(self) -> None:
        """Reap processes whose parent, a child of ours, has died: as the first process we inherit
        them."""
        if not self._is_first:
            return
        ours = {child.process.pid for child in self._children}
        with contextlib.suppress(ChildProcessError):
            while (found := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)) and (
                found.si_pid not in ours
            ):
                os.waitpid(found.si_pid, 0)


def _work(job: Job, pipe: Connection) -> None:
    """The main function of a child."""
    for sign in _ENDS:
        signal.signal(sign, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
    beat_to(pipe.fileno())
    Thread(target=end_with_parent, name="end-with-parent", daemon=True).start()
    # In an empty context, because the parent's app is not the child's.
    Context().run(job.run, *job.arguments)
    # Here, so that the pipe stays open while the job runs.
    pipe.close()


def end_with_parent() -> None:
    """Wait until the parent has died, then end this process. Runs in a thread."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        # Not multiprocessing's sentinel, because children that were forked later keep that open,
        # too.
        while os.getppid() == parent.pid:
            time.sleep(LOOK_S)
        os.kill(os.getpid(), signal.SIGTERM)


def run_until_told_to_stop(work: Callable[[Event], None]) -> None:
    """Run some work that ends soon after its event is set, by SIGTERM or by Ctrl-C."""
    stop = Event()

    def finish(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    work(stop)
