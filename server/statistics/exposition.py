"""Metrics for Prometheus, on a port of their own that the world cannot reach.

Each process counts for itself, in files of a folder that they share; whoever started them adds all
up when he is asked. What all machines share is asked of the database at that moment.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from flask import Flask
from prometheus_client import CollectorRegistry, start_http_server, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from server import clock, database
from server.extensions import db
from server.mail import store as mail
from server.statistics import store

FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def exposed(app: Flask) -> Iterator[None]:
    """Answer Prometheus as long as this lasts, if METRICS_PORT says so, about this process and all
    that it starts. Enter it before anything is counted. Raises OSError if the port is taken."""
    port = app.config["METRICS_PORT"]
    if port is None:
        yield
        return
    with TemporaryDirectory(prefix="karmadex-metrics-") as folder:
        os.environ[FOLDER] = folder
        # It was chosen when the package was imported, which was before this.
        values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]
        server, thread = start_http_server(port, app.config["METRICS_HOST"], registry(app, folder))
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def registry(app: Flask, folder: str) -> CollectorRegistry:
    """All that is to be told."""
    made = CollectorRegistry()
    MultiProcessCollector(made, folder)  # type: ignore[no-untyped-call]
    made.register(Shared(app))
    return made


class Shared(Collector):
    """What the database knows: the same on each machine."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing is asked of the database before somebody wants to know."""
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
                # A process forked from this one must not find a connection that is ours.
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
