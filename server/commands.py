"""What the operator's commands have in common: an error that an operator can fix is one line."""

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from server import disk

#: PostgreSQL's codes for a table and a column that are not there; SQLite has none of its own.
_MISSING = frozenset({"42P01", "42703"})


class _InOneLine(click.Command):
    def invoke(self, ctx: click.Context) -> Any:
        """Raises click.ClickException for what the operator can do something about. Any other
        error is a bug, and keeps its traceback."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read the output has had enough: click ends without a word
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}.") from error
        except DBAPIError as error:
            why = _why(error)
            if why is None:
                raise
            raise click.ClickException(why) from error


class Command(_InOneLine):
    """A command of its own: `@click.command(cls=Command)`."""


class Group(_InOneLine, AppGroup):
    """A group of commands, each of which runs within the app's context."""


def _why(error: DBAPIError) -> str | None:
    said = str(error.orig).partition("\n")[0]  # PostgreSQL then gives the position
    is_missing = said.startswith(("no such table", "no such column"))
    if is_missing or getattr(error.orig, "sqlstate", None) in _MISSING:
        return "A migration is missing: run `flask --app wsgi db upgrade` first."
    if disk.is_full(error):
        return f"There is no room on the disk of the database ({said})."
    # SQLite uses the base class for a file that is damaged or is not a database.
    if isinstance(error, OperationalError) or type(error) is DatabaseError:
        return f"The database cannot be used: {said}."
    return None
