"""`flask worker`: one process a core, since encrypting keeps a core busy."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from threading import Event, Thread
from types import FrameType

from flask import Flask

from server.prompts.worker import run_worker
from server.serve import end_with_parent
from server.statistics.exposition import exposed
from server.telemetry import logs

#: One that was killed is replaced after so long.
RESPAWN_SECONDS = 0.5


def cores() -> int:
    """How many this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_until_told_to_stop(work: Callable[[Event], None]) -> None:
    """Do some work that ends soon after its event is set: by SIGTERM, or by Ctrl-C."""
    stop = Event()

    def finish(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    work(stop)


def run_workers(app: Flask, processes: int) -> None:
    """Run so many workers until SIGTERM; each finishes what it has in hand."""
    with exposed(app):
        if processes == 1:
            run_until_told_to_stop(lambda stop: run_worker(app, stop))
        else:
            run_until_told_to_stop(lambda stop: _keep_running(processes, stop))


def _keep_running(processes: int, stop: Event) -> None:
    # Fresh processes: a fork would share connections to the database.
    context = multiprocessing.get_context("spawn")

    def start() -> BaseProcess:
        child = context.Process(target=_work_alone)
        child.start()
        return child

    children = [start() for _ in range(processes)]
    while not stop.wait(RESPAWN_SECONDS):
        children = [child if child.is_alive() else start() for child in children]
    for child in children:
        child.terminate()
    for child in children:
        child.join()


def _work_alone() -> None:
    """One of several workers."""
    from server.app import create_app

    def work(stop: Event) -> None:
        Thread(target=end_with_parent, name="end-with-parent", daemon=True).start()
        app = create_app()
        logs.init_process(app.config["LOG_FORMAT"])
        run_worker(app, stop)

    run_until_told_to_stop(work)
