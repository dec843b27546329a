"""The programs of PostgreSQL are on the path, as they are on an operator's machine."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.rigs.postgres import binaries


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{binaries()}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def run(app: Flask) -> Callable[..., str]:
    """`run("backup", file)` beside the app; gives what it printed. Fails when it fails."""

    def run(*arguments: object) -> str:
        result = invoke(app, *arguments)
        assert result.exit_code == 0, result.output
        return result.output

    return run


@pytest.fixture
def refused(app: Flask) -> Callable[..., str]:
    """The same for what must fail with a word to the operator."""

    def refused(*arguments: object) -> str:
        result = invoke(app, *arguments)
        assert result.exit_code == 1, result.output
        assert "Error: " in result.output, result.output
        return result.output

    return refused


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "all.backup"


def invoke(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=[str(each) for each in arguments])
