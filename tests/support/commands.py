"""`flask --app wsgi …` in a process of its own."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run_flask(environ: Mapping[str, str], *arguments: str, stdin: str = "") -> str:
    """Run a command to its end; gives what it prints. Raises AssertionError if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env=dict(environ),
        cwd=ROOT,
    )
    assert done.returncode == 0, f"{arguments} failed:\n{done.stdout}{done.stderr}"
    return done.stdout
