"""`flask stats`: figures about all accounts together, for the operator."""

import click
from flask.cli import with_appcontext

from server import clock, database
from server.commands import Command
from server.statistics import store

MEGABYTE = 1024 * 1024


@click.command("stats", cls=Command)
@with_appcontext
def stats() -> None:
    """Print how many people are here, how much they keep, and what waits. No names, no ranking."""
    now = clock.now()
    with database.read() as s:
        figures, queue = store.figures(s, now), store.queue(s, now)
    lines = [
        ("accounts", f"{figures.accounts:,}"),
        ("active in the last 7 days", f"{figures.active:,}"),
        *((f"records: {kind}", f"{number:,}") for kind, number in figures.records.items()),
        ("push subscriptions", f"{figures.subscriptions:,}"),
        ("prompts due now", f"{queue.due:,}"),
        ("the oldest due for", f"{queue.oldest_due_seconds:,.0f} s"),
        ("to be planned", f"{queue.to_plan:,}"),
        ("last tick of a worker", _ago(queue.ticked_seconds)),
        ("database size", f"{figures.database_bytes / MEGABYTE:,.1f} MB"),
    ]
    for name, value in lines:
        click.echo(f"{name:28}{value:>14}")


def _ago(seconds: float | None) -> str:
    return "never" if seconds is None else f"{seconds:,.0f} s ago"
