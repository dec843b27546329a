"""`flask db upgrade` where something is in its way: another one at the same moment, a full disk."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from config import ROOT
from tests.support.databases import Databases, PostgresDatabases

UPGRADE = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
#: Of the database, or of the secrets before it.
NO_ROOM = ("There is no room for the migration", "The database cannot be used", "does not start")

# PostgreSQL's own processes are not ours to bound: it says what it says on a full disk.
FULL = """
CREATE FUNCTION no_room() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
END $$;
CREATE EVENT TRIGGER no_room ON ddl_command_end WHEN TAG IN ('CREATE INDEX')
EXECUTE FUNCTION no_room();
"""


def driver_url(url: str) -> str:
    """As psycopg itself takes it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture
def empty_url(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """A database without a table."""
    with databases.empty(tmp_path) as url:
        yield url


@pytest.fixture
def upgrade(empty_url: str, tmp_path: Path) -> Callable[..., "subprocess.Popen[str]"]:
    """Begins to migrate it, in a process whose files may grow to so many bytes."""
    instance = tmp_path / "instance"
    instance.mkdir()
    # No shifted clock: libfaketime has a file of its own, which would not have room either.
    environ = {"PATH": os.environ["PATH"]}
    environ |= {"INSTANCE_PATH": str(instance), "DATABASE_URL": empty_url}

    def begin(most: int = resource.RLIM_INFINITY) -> "subprocess.Popen[str]":
        begun = subprocess.Popen(
            UPGRADE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environ,
            cwd=ROOT,
        )
        resource.prlimit(begun.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
        return begun

    return begin


def test_two_upgrades_at_the_same_moment_both_succeed(
    upgrade: Callable[..., "subprocess.Popen[str]"],
) -> None:
    """As two containers do, or `make run` in two windows; the secrets are made once, too."""
    both = [upgrade() for _ in range(2)]
    for each in both:
        _, said = each.communicate(timeout=120)
        assert each.returncode == 0, said
    again = upgrade()
    assert again.communicate(timeout=120) == ("", "")


@pytest.mark.parametrize("room", [0, 20_000, 100_000, 300_000])
def test_an_upgrade_on_a_full_disk_says_so_in_one_line_and_succeeds_once_there_is_room(
    room: int,
    upgrade: Callable[..., "subprocess.Popen[str]"],
    databases: Databases,
    empty_url: str,
) -> None:
    if isinstance(databases, PostgresDatabases):
        with psycopg.connect(driver_url(empty_url), autocommit=True) as connection:
            connection.execute(FULL)
        begun = upgrade()
    else:
        begun = upgrade(room)
    _, said = begun.communicate(timeout=120)
    assert begun.returncode == 1, said
    assert "Traceback" not in said
    assert any(each in said for each in NO_ROOM)
    assert len(said.splitlines()) == 1
    if isinstance(databases, PostgresDatabases):
        with psycopg.connect(driver_url(empty_url), autocommit=True) as connection:
            connection.execute("DROP EVENT TRIGGER no_room; DROP FUNCTION no_room")
    begun = upgrade()
    _, said = begun.communicate(timeout=120)
    assert begun.returncode == 0, said
