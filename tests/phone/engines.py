"""For tests that every engine has to pass, or some: `engine` is its name, for `start_phone`."""

from typing import Any

import pytest


def engines(*names: str) -> list[Any]:
    """For the `params` of a fixture: once in each of these, left out where one is not installed."""
    return [pytest.param(name, marks=getattr(pytest.mark, name)) for name in names]


EVERY_ENGINE = engines("chromium", "firefox", "webkit")


def in_engines(*names: str) -> pytest.MarkDecorator:
    """The test runs once in each of these."""
    return pytest.mark.parametrize("engine", engines(*names))


every_engine = in_engines("chromium", "firefox", "webkit")
