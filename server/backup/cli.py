"""`flask backup`, `flask restore` and `flask move-to`."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import current_app
from flask.cli import with_appcontext

from server.backup import move, service
from server.backup.archive import Advance
from server.commands import Command

#: Stands for standard output or standard input.
STANDARD_STREAM = Path("-")


@contextmanager
def _bar(label: str) -> Iterator[service.Show]:
    """A progress bar on standard error; its length may become known later."""
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:
        started = False

        def show(length: int) -> Advance:
            nonlocal started
            if started:
                bar.length = (bar.length or 0) + length
            else:
                bar.length, started = max(length, 1), True
            return bar.update

        yield show
        bar.update((bar.length or 0) - bar.pos)


@contextmanager
def _private_folder() -> Iterator[Path]:
    """A temporary folder beside the data: a container can write nowhere else."""
    with TemporaryDirectory(dir=current_app.config["INSTANCE_PATH"], prefix=".backup-") as folder:
        yield Path(folder)


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
@with_appcontext
def backup(file: Path, force: bool) -> None:
    """Keep everything in FILE, while the server runs: the data and the secrets it needs.

    With - it goes to standard output, once it is whole. Who has FILE has everything: keep it as you
    keep the server.
    """
    if file == STANDARD_STREAM:
        with _private_folder() as folder, _bar("Backing up") as show:
            whole = folder / "backup"
            service.backup(current_app, whole, force=False, show=show)
            with whole.open("rb") as source:
                shutil.copyfileobj(source, sys.stdout.buffer)
    else:
        with _bar("Backing up") as show:
            service.backup(current_app, file, force=force, show=show)
        click.echo(f"Everything is in {file}.")


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@with_appcontext
def restore(file: Path) -> None:
    """Go back to what `backup` kept in FILE (- is standard input), while the server runs.

    The file is checked before anything is touched, and what was there stays beside it. Every phone
    starts its pull over, and sends again what it has and the backup has not.
    """
    if file == STANDARD_STREAM:
        with _private_folder() as folder:
            whole = folder / "standard input"
            with whole.open("wb") as target:
                shutil.copyfileobj(sys.stdin.buffer, target)
            _restore(whole)
    else:
        _restore(file)


def _restore(file: Path) -> None:
    archive = service.open_archive(current_app, file)
    with _bar("Restoring") as show:
        done = service.restore(current_app, archive, show=show)
    click.echo(f"This is again what there was at {archive.about.made_at}.")
    if done.aside:
        click.echo(f"What was there until now is kept: {done.aside}.")
    if done.given:
        names = " and ".join(done.given)
        click.echo(f"The backup was made with another {names}, but the setting says otherwise.")
    if done.written:
        click.echo(f"Back too: {', '.join(done.written)}. Start the server anew, so that it knows.")


@click.command("move-to", cls=Command)
@click.argument("url")
@with_appcontext
def move_to(url: str) -> None:
    """Copy everything to the database at URL, which holds nothing yet; stop the server before.

    Killed in the middle, it goes on where it was. Phones do not notice.
    """
    if not url:  # as a setting it is the default
        raise click.BadParameter("it is empty", param_hint="URL")
    with _bar("Moving") as show:
        tables = move.move(current_app, url, show)
    for name, rows in tables.items():
        click.echo(f"{rows:>12,}  {name}")
    click.echo("All of it is there, and the same. Now set DATABASE_URL to it and start the server.")
