"""For tests that every engine has to pass, or some: `engine` is its name, for `start_phone`."""

import pytest


def in_engines(*names: str) -> pytest.MarkDecorator:
    """The test runs once in each of these, and is left out where one is not installed."""
    marked = [pytest.param(name, marks=getattr(pytest.mark, name)) for name in names]
    return pytest.mark.parametrize("engine", marked)


every_engine = in_engines("chromium", "firefox", "webkit")
