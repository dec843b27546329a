"""Metrics for Prometheus, on a separate port that is not public.

Each process counts for itself, in files of a shared folder; a further process adds them up when it
is asked. Figures that all machines share are read from the database at that moment.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from tempfile import TemporaryDirectory
from threading import Event
from wsgiref.simple_server import WSGIRequestHandler

from flask import Flask
from prometheus_client import CollectorRegistry, make_wsgi_app, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import ThreadingWSGIServer
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from server import clock, database
from server.extensions import db
from server.heartbeat import beat
from server.listener import listen_for
from server.mail import store as mail
from server.processes import Job, run_until_told_to_stop
from server.statistics import store
from server.telemetry import logs

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BEAT_S = 2.0


@contextmanager
def exposed(app: Flask) -> Iterator[list[Job]]:
    """Yields a list with the job that answers Prometheus for all processes that are started in the
    block; empty without METRICS_PORT. Enter it before anything is counted. Raises
    click.ClickException if it cannot listen there."""
    port = app.config["METRICS_PORT"]
    if port is None:
        yield []
        return
    listener = listen_for(app.config["METRICS_HOST"], port, "METRICS_PORT")
    with listener, TemporaryDirectory(prefix="karmadex-metrics-") as folder:
        os.environ[FOLDER] = folder
        # The package has chosen its storage when it was imported, before this.
        values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]
        yield [Job("the metrics", answer_prometheus, (listener, folder), is_needed=False)]


def answer_prometheus(listener: socket, folder: str) -> None:
    """The main function of a process that adds up what the others have counted."""
    from server.app import create_app

    app = create_app()
    logs.init_process(app.config["LOG_FORMAT"])
    with Answering(listener) as server:
        server.set_app(make_wsgi_app(registry(app, folder)))
        run_until_told_to_stop(server.answer)


class Answering(ThreadingWSGIServer):
    """An HTTP server on a socket that is open already; it logs no requests."""

    def __init__(self, listener: socket) -> None:
        host, port = listener.getsockname()[:2]
        super().__init__((host, port), Unlogged, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_name, self.server_port = host, port
        self.setup_environ()
        self.timeout = BEAT_S

    def answer(self, stop: Event) -> None:
        while not stop.is_set():
            self.handle_request()
            beat()


class Unlogged(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: Prometheus asks four times a minute."""


def registry(app: Flask, folder: str) -> CollectorRegistry:
    """Returns the registry of all metrics."""
    made = CollectorRegistry()
    MultiProcessCollector(made, folder)  # type: ignore[no-untyped-call]
    made.register(Shared(app))
    return made


class Shared(Collector):
    """Metrics from the database, equal on each machine."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Return nothing, so that registering does not query the database."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with self._app.app_context():
            try:
                with database.read() as s:
                    found = store.queue(s, clock.now())
                    letters = mail.queue(s, clock.now())
            except SQLAlchemyError:
                yield GaugeMetricFamily("karmadex_database_answers", "1 while it does.", 0)
                return
            finally:
                # It runs rarely, so that no connection is kept for it.
                db.engine.dispose()
        yield GaugeMetricFamily("karmadex_database_answers", "1 while it does.", 1)
        yield GaugeMetricFamily("karmadex_prompts_due", "Accounts due now.", found.due)
        yield GaugeMetricFamily(
            "karmadex_prompts_oldest_due_seconds",
            "For how long the one has been due that waits longest.",
            found.oldest_due_seconds,
        )
        yield GaugeMetricFamily(
            "karmadex_prompts_to_plan", "Accounts in which something changed.", found.to_plan
        )
        yield GaugeMetricFamily("karmadex_letters_due", "Letters that wait.", letters.due)
        yield GaugeMetricFamily(
            "karmadex_letters_oldest_due_seconds",
            "For how long the one has been due that waits longest.",
            letters.oldest_due_seconds,
        )
        if found.ticked_seconds is not None:
            yield GaugeMetricFamily(
                "karmadex_worker_tick_age_seconds",
                "How long ago a worker last showed that it lives.",
                found.ticked_seconds,
            )
