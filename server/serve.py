"""`flask --app wsgi serve`: the server and the prompt worker, in one command.

By default one process does both. On a larger machine `--processes` takes one a core, and
`PROMPT_WORKER=off` leaves the prompts to `flask worker`.
"""

import gc
import multiprocessing
import os
import signal
import socket
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from granian.constants import Interfaces
from granian.log import LogLevels

from server.graceful_shutdown import MARK, DrainingMiddleware, DrainingServer
from server.postgres import PATIENCE_S as PATIENCE_OF_DATABASE_S
from server.prompts.worker import start_worker_thread
from server.statistics.exposition import exposed
from server.telemetry import logs
from server.version import VERSION

# A request waits for the disk or for argon2, both of which let go of the interpreter. Beyond this
# many threads they only take turns, and on SQLite there is one writer anyway.
THREADS = 8
#: On SIGTERM what was begun is finished: no answer takes longer than the database may.
PATIENCE_S = PATIENCE_OF_DATABASE_S + 5


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="One a core."
)
@click.option(
    "--drain",
    "--linger",  # its name up to version 0.9
    "drain",
    envvar=["FLASK_SERVE_DRAIN", "FLASK_SERVE_LINGER"],
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, 60),
    help="Seconds to serve on after SIGTERM, so that a proxy can turn away.",
)
@with_appcontext
def serve(host: str, processes: int, drain: float) -> None:
    """Serve the app, and send the morning prompts. Ctrl-C ends both."""
    port = current_app.config["PORT"]
    check_port(host, port)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with TemporaryDirectory(prefix="karmadex-") as folder, exposed(app):
        mark = Path(folder) / "leaving"
        os.environ[MARK] = str(mark)
        # Only the worker processes serve; should one be killed, its successor takes over.
        server = DrainingServer(
            "server.serve:make_served_app",
            mark=mark,
            drain=drain,
            factory=True,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=processes,
            blocking_threads=THREADS,
            respawn_failed_workers=True,
            respawn_interval=0.5,
            workers_kill_timeout=PATIENCE_S,
            log_level=LogLevels.error,
        )
        click.echo(f"Karmadex {VERSION} is here. Open {current_app.config['PUBLIC_URL']}")
        click.echo("Ctrl-C ends it.")
        server.serve()


def check_port(host: str, port: int) -> None:
    """Raises ClickException when another server listens there.

    Granian would share the port with it, and phones would reach now the one, now the other.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen on {host}, port {port}: {error.strerror}. Another port: set PORT."
            ) from error


def make_served_app() -> Flask:
    """What the worker process serves."""
    from server.app import create_app

    Thread(target=end_with_parent, name="end-with-parent", daemon=True).start()
    app = create_app()
    logs.init_process(app.config["LOG_FORMAT"])
    # What is there now stays for the life of the process. To look through it again at each garbage
    # collection costs an upload a tenth of its time.
    gc.collect()
    gc.freeze()
    # What a request leaves behind is mostly in no circle, and goes by itself.
    gc.set_threshold(20_000)
    if app.config["PROMPT_WORKER"] == "thread":
        start_worker_thread(app)
    app.wsgi_app = DrainingMiddleware(app.wsgi_app, Path(os.environ[MARK]))  # type: ignore[method-assign]
    return app


def end_with_parent() -> None:
    """Should `flask serve` be killed, nothing of it goes on serving behind its back."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
