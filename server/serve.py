"""`flask --app wsgi serve`: the server and the prompt worker, in one process and one command."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from server.prompts.worker import start_worker_thread

# A request waits for the disk or for argon2, both of which let go of the interpreter. Beyond this
# many threads they only take turns, and on SQLite there is one writer anyway.
THREADS = 8


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@with_appcontext
def serve(host: str) -> None:
    """Serve the app, and send the morning prompts. Ctrl-C ends both."""
    port = current_app.config["PORT"]
    # Only the worker process serves; should it be killed, its successor takes over the port.
    server = Granian(
        "server.serve:make_served_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
        log_level=LogLevels.error,
    )
    click.echo(f"Karmadex is here. Open {current_app.config['PUBLIC_URL']}")
    click.echo("Ctrl-C ends it.")
    server.serve()


def make_served_app() -> Flask:
    """What the worker process serves."""
    from server.app import create_app

    app = create_app()
    if app.config["PROMPT_WORKER"] == "thread":
        start_worker_thread(app)
    return app
