"""The tests' own PostgreSQL starts wherever the checkout is."""

import shutil
from pathlib import Path

import psycopg
import pytest

from tests.rigs import postgres


@pytest.mark.slow
def test_postgresql_starts_from_a_folder_that_others_may_not_enter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as root's home, when root runs the tests: the server runs as `nobody` then."""
    found = postgres.binaries()
    install, package = found.parent, found.parent.parent
    closed = tmp_path / "closed"
    shutil.copytree(install, closed / package.name / install.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(libraries, closed / libraries.name, symlinks=True)
    closed.chmod(0o700)
    there = closed / package.name / install.name / found.name
    monkeypatch.setattr(postgres, "binaries", lambda: there)
    with (
        postgres.start_postgres(durable=False) as server,
        psycopg.connect(f"host={server.folder} user=postgres dbname=postgres") as connection,
    ):
        assert connection.execute("SELECT 1").fetchone() == (1,)
