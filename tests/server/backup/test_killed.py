"""`kill -9` in the middle of a restore: the server has what it had, and the next restore works."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL

import pytest
from flask import Flask
from sqlalchemy import text

from config import ROOT
from server.extensions import db
from server.prompts import worker
from server.sync.stones import ARE_TO_BE_LAID
from tests.rigs import processes
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.databases import is_sqlite

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
sqlite.put_back = lambda *given: into_sqlite(*given[:-2], die, given[-1])
postgres.put_back = lambda *given: into_postgres(*given[:-1], die)
sys.argv = ["flask", "--app", "wsgi", "restore", sys.argv[1]]
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("steps", [0, 3, 12])
def test_a_restore_that_is_killed_changes_nothing(
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


KILLED_BEFORE_THE_STONES = """
import os, signal, sys
from flask.cli import main
from server.sync import stones

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

stones.lay_those_set_aside = die
sys.argv = ["flask", "--app", "wsgi", "restore", sys.argv[1]]
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("goes_on", ["worker", "restore"])
def test_people_forgotten_since_stay_forgotten_if_the_restore_is_killed_after_its_commit(
    goes_on: str, app: Flask, alice: ApiClient, run: Callable[..., str], tmp_path: Path
) -> None:
    """On SQLite the stones come with the database. On PostgreSQL whoever comes next lays them."""
    if is_sqlite(app):
        pytest.skip("nothing comes in between")
    file = tmp_path / "all.backup"
    maya = changes.person(name="Maya")
    alice.sync([maya])
    run("backup", file)
    assert alice.post(f"/api/v1/records/person/{maya['record']}/forget").status_code == 204
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_BEFORE_THE_STONES, str(file)],
        cwd=ROOT,
        env=environ(app, tmp_path),
    )
    assert killed.returncode == -SIGKILL
    assert "Maya" in str(alice.everything()), "killed in between"
    if goes_on == "worker":
        with app.app_context():
            worker._tick(None)
    else:
        run("restore", file)
    (stone,) = alice.everything()
    assert (stone["id"], stone["forgotten"]) == (maya["record"], True)
    with app.app_context(), db.engine.connect() as connection:
        said = (
            "SELECT count(*) FROM pg_namespace WHERE obj_description(oid, 'pg_namespace') = :said"
        )
        assert connection.scalar(text(said), {"said": ARE_TO_BE_LAID}) == 0, "once is enough"


def environ(app: Flask, folder: Path) -> dict[str, str]:
    return {
        "INSTANCE_PATH": str(folder),
        "DATABASE_URL": app.config["DATABASE_URL"],
        "PATH": os.environ["PATH"],
        **processes.shifted_clock(),
    }
