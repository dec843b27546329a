"""The servers that the fleet of phones uses, each started with two processes if it supports that.

The packages of the peers are installed into `bench/peers` from the registries when they are first
needed; nothing of them is in the project's own environments.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.rigs import processes
from tests.rigs.postgres import Postgres
from tests.support.databases import migrate
from tests.support.live import LiveServer

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PROCESSES = "2"


def install() -> None:
    """Raises CalledProcessError."""
    if not (VENV / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        wanted = ["-r", HERE / "requirements.txt"]
        subprocess.run([VENV / "bin/python", "-m", "pip", "install", "-q", *wanted], check=True)
        (VENV / "installed").touch()
    if not (HERE / "node_modules/express-pouchdb").exists():
        # LevelDB includes its binaries; no script of a package has to run.
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--silent"]
        subprocess.run(["npm", "install", *quiet], cwd=HERE, check=True)


@contextmanager
def _running(command: list[str | Path], port: int, folder: Path, **environ: str) -> Iterator[str]:
    log = folder / "server.log"
    process = processes.start(command, log=log, env=os.environ | environ, cwd=folder)
    url = f"http://127.0.0.1:{port}"
    try:
        processes.wait_until(lambda: _answers(url), f"{command[0]}, see {log}", seconds=60)
        yield url
    finally:
        processes.stop(process)


def _answers(url: str) -> bool:
    try:
        requests.get(url, timeout=5)
    except requests.ConnectionError:
        return False
    return True


def _granian(python: Path, target: str, port: int) -> list[str | Path]:
    """Starts an app as `flask serve` starts ours: the same server, processes and threads."""
    options = ["--interface", "wsgi", "--factory", "--workers", PROCESSES]
    options += ["--blocking-threads", "8", "--log-level", "error", "--port", str(port)]
    return [python, "-m", "granian", *options, target]


@contextmanager
def ours(folder: Path, database_url: str) -> Iterator[LiveServer]:
    migrate(folder, database_url)
    off = {"FLASK_SERVE_PROCESSES": PROCESSES, "PROMPT_WORKER": "off"}
    server = LiveServer(folder, database_url, **off)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def bare(folder: Path, database_url: str) -> Iterator[str]:
    """Yields its address."""
    from bench.peers.bare import TABLE, connect

    with connect(database_url) as connection:
        connection.execute(TABLE)
    port = processes.free_port()
    command = _granian(Path(sys.executable), "bench.peers.bare:create_app", port)
    root = str(HERE.parents[1])
    with _running(command, port, folder, DATABASE_URL=database_url, PYTHONPATH=root) as url:
        yield url


@contextmanager
def kinto(folder: Path, database_url: str) -> Iterator[str]:
    """Yields its address."""
    environ = {"DATABASE_URL": database_url, "PYTHONPATH": str(HERE)}
    python = VENV / "bin/python"
    subprocess.run([python, HERE / "kinto_app.py"], env=os.environ | environ, check=True)
    port = processes.free_port()
    with _running(_granian(python, "kinto_app:create_app", port), port, folder, **environ) as url:
        yield url


@contextmanager
def pouchdb(folder: Path) -> Iterator[str]:
    """Yields its address. It has one process, and LevelDB, which does not wait for the disk."""
    port = processes.free_port()
    with _running(["node", HERE / "pouchdb.js", str(port), folder], port, folder) as url:
        yield url


def new_database(postgres: Postgres, name: str) -> str:
    """Returns its address, as libpq accepts it."""
    return postgres.create_database(name).replace("postgresql+psycopg://", "postgresql://")
