"""`flask --app wsgi …`: the commands of all rooms, plugged together."""

from flask import Flask

from server.accounts.cli import users
from server.serve import serve


def init_app(app: Flask) -> None:
    for command in (users, serve):
        app.cli.add_command(command)
