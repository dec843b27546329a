"""The morning prompt: when it is due, about whom, what it says, and that it is shown once."""

from typing import Any

from flask import Flask

from server.database import Executor
from server.prompts import letters as _letters  # noqa: F401  (which the postman asks)
from server.prompts import queue
from server.signals import schedule_affected


def init_app(_app: Flask) -> None:
    """Subscribe to the signal for everything that changes when somebody is prompted, or about
    whom."""
    schedule_affected.connect(_mark_dirty)


def _mark_dirty(s: Executor, *, account_id: str, **_: Any) -> None:
    queue.mark_dirty(s, account_id)
