"""Errors that an operator can do something about."""

import click


class BackupError(click.ClickException):
    """It cannot be done, and nothing was changed. The message says why, and what to do."""
