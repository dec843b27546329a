"""`flask --app wsgi serve`: the server and the prompt worker, in one command.

Each is a child process of this one, which watches them. On a larger machine `--processes` starts
one server process for each core, and `PROMPT_WORKER=off` leaves the prompts to `flask worker`.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from server import database
from server.http import forgotten_proxy
from server.listener import listen_for
from server.postgres import PATIENCE_S as PATIENCE_OF_DATABASE_S
from server.processes import Job, Supervisor
from server.serving.process import serve_requests
from server.statistics.exposition import exposed
from server.telemetry import logs
from server.version import VERSION
from server.worker_processes import send_prompts

#: On SIGTERM requests are finished: no answer takes longer than the database may.
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
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    listener = listen_for(host, app.config["PORT"], "PORT")
    with listener, TemporaryDirectory(prefix="karmadex-") as folder, exposed(app) as more:
        mark = Path(folder) / "leaving"
        jobs = [
            Job("the server", serve_requests, (listener, str(mark), processes))
            for _ in range(processes)
        ] + more
        if app.config["PROMPT_WORKER"] == "process":
            jobs.append(Job("the prompt worker", send_prompts, is_needed=False))
        click.echo(f"Karmadex {VERSION} is here. Open {app.config['PUBLIC_URL']}")
        click.echo("Ctrl-C ends it.")
        logs.init_process(app.config["LOG_FORMAT"])
        forgotten_proxy.say_at_start(app)
        if not Supervisor(jobs, patience=PATIENCE_S, drain=drain, leave=mark.touch).run():
            raise click.ClickException("The server ends as soon as it is started.")
    # Erased data must not stay in SQLite's log until the server is started again.
    with suppress(DBAPIError, sqlite3.Error):
        database.erase_traces()
