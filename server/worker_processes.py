"""`flask worker`: one process for each core, since encrypting keeps a core busy."""

import os

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from server.processes import Job, Supervisor, run_until_told_to_stop
from server.prompts.worker import run_worker
from server.statistics.exposition import exposed
from server.telemetry import logs
from server.version import VERSION

#: On SIGTERM the current work is finished: at most a batch of pushes.
PATIENCE_S = 45.0


def cores() -> int:
    """Returns how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_workers(app: Flask, processes: int) -> None:
    """Run so many workers until SIGTERM; each finishes what it has claimed.

    Raises click.ClickException if one exits again and again right after it was started.
    """
    with exposed(app) as more:
        logs.init_process(app.config["LOG_FORMAT"])
        jobs = [Job("the prompt worker", send_prompts) for _ in range(processes)] + more
        if not Supervisor(jobs, patience=PATIENCE_S).run():
            raise click.ClickException("The worker ends as soon as it is started.")


def send_prompts() -> None:
    """The main function of a process that sends the morning prompts until SIGTERM."""
    from server.app import create_app

    app = create_app()
    logs.init_process(app.config["LOG_FORMAT"])
    run_until_told_to_stop(lambda stop: run_worker(app, stop))


@click.command("worker")
@click.option(
    "--processes",
    default=cores,
    show_default="one a core",
    type=click.IntRange(1, 64),
    help="How many send at once.",
)
@with_appcontext
def worker(processes: int) -> None:
    """Send the morning prompts until SIGTERM; what was claimed is finished first."""
    click.echo(f"Karmadex {VERSION}: the prompt worker is at work. Ctrl-C ends it.")
    run_workers(current_app._get_current_object(), processes)  # type: ignore[attr-defined]
