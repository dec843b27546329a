"""`kill -9` in the middle of a restore: the server has what it had, and the next restore works."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL

import pytest
from flask import Flask

from tests.rigs import processes
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.commands import ROOT

KILLED = """
import os, signal, sys
from flask.cli import main
from server.backup import postgres, sqlite

left = iter(range(int(sys.argv[2])))

def die(_):
    if next(left, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)

sqlite.STEP_PAGES, postgres.CHUNK = 2, 4096
into_sqlite, into_postgres = sqlite.put_back, postgres.put_back
sqlite.put_back = lambda *given: into_sqlite(*given[:-1], die)
postgres.put_back = lambda *given: into_postgres(*given[:-1], die)
sys.argv = ["flask", "--app", "wsgi", "restore", sys.argv[1]]
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("steps", [0, 3, 12])
def test_it_is_as_if_nobody_had_asked(
    steps: int, app: Flask, alice: ApiClient, run: Callable[..., str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    file = tmp_path / "all.backup"
    alice.sync([changes.note(body=f"{number} " + "x" * 3000) for number in range(100)])
    run("backup", file)
    alice.sync([changes.note(body="written after the backup")])
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(file), str(steps)],
        cwd=ROOT,
        env=environ(app, tmp_path),
    )
    assert killed.returncode == -SIGKILL
    answer = alice.sync([changes.note(body="and goes on")])
    assert (answer["reset"], answer["results"][0]["status"]) == (False, "applied")
    assert len(alice.sync(cursor=None)["records"]) == 102
    run("restore", file)
    assert len(alice.sync(cursor=None)["records"]) == 100


def environ(app: Flask, folder: Path) -> dict[str, str]:
    return {
        "INSTANCE_PATH": str(folder),
        "DATABASE_URL": app.config["DATABASE_URL"],
        "PATH": os.environ["PATH"],
        **processes.shifted_clock(),
    }
