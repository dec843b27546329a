"""`flask --app wsgi …`: registers the commands of all folders."""

import click
from flask import Flask

from server.accounts.cli import users
from server.backup.cli import backup, move_to, restore
from server.blobs.cli import blobs
from server.demo import demo
from server.exchange.cli import export, import_zip
from server.mail.cli import mail
from server.prompts.cli import prompts
from server.push.cli import vapid
from server.serve import serve
from server.statistics.cli import stats
from server.sync.cli import forget_record  # this also adds `db new-epoch`
from server.version import VERSION
from server.worker_processes import worker


@click.command("version")
def version() -> None:
    """Print the version of Karmadex."""
    click.echo(VERSION)


def init_app(app: Flask) -> None:
    commands = (
        *(users, export, import_zip, forget_record, blobs, backup, restore, move_to, demo),
        *(prompts, vapid, mail, worker, serve, stats, version),
    )
    for command in commands:
        app.cli.add_command(command)
