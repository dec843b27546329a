"""Serves the built phone app. Placeholder body follows."""

from flask import Flask


def init_app(app: Flask) -> None:
    del app
