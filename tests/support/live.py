"""`flask serve` in a process of its own, which can be killed and started again."""

import os
import sys
from pathlib import Path

import requests

from tests.rigs import preloaded, processes
from tests.support.api import LiveClient
from tests.support.commands import FLASK, run_flask

ROOT = Path(__file__).resolve().parents[2]


class LiveServer:
    """A real server on a loopback port, with its own database and instance folder.

    `settings` go on top of the defaults, `FLASK_SERVE_PROCESSES` and the like too: the options of
    the command. `log` is what it printed.
    """

    #: The module to run; what follows it serves.
    command: tuple[str, ...] = (*FLASK, "serve")
    #: Whether it begins with the app's modules loaded, as in tests: its memory is shared then.
    is_preloaded = False

    def __init__(self, folder: Path, database_url: str, **settings: str) -> None:
        self.code = ROOT
        self.port = processes.free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = folder / "server.log"
        # What a server that is killed leaves behind goes with the test's own folder.
        temporary = folder / "tmp"
        temporary.mkdir(exist_ok=True)
        self.environ = (
            {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
            | processes.shifted_clock()
            | {
                "TMPDIR": str(temporary),
                "INSTANCE_PATH": str(folder),
                "DATABASE_URL": database_url,
                "PORT": str(self.port),
                "FLASK_SERVE_DRAIN": "0",
                # It would be one process more to start for each test.
                "PROMPT_WORKER": "off",
                "PUSH_ALLOW_LOOPBACK": "1",
                "VAPID_SUBJECT": "mailto:hello@karmadex.example",
            }
            | settings
        )
        self.start()

    @classmethod
    def beside(cls, other: "LiveServer", code: Path = ROOT) -> "LiveServer":
        """One server more on the same database and with the same secrets, of that `code`; stop it
        yourself."""
        made = object.__new__(cls)
        made.code = code
        made.port = processes.free_port()
        made.url = f"http://localhost:{made.port}"
        made.log = other.log.with_name(f"server-{made.port}.log")
        made.environ = other.environ | {"PORT": str(made.port)}
        made.start()
        return made

    def start(self) -> None:
        """Serve; returns when it answers. Also after `kill()` or `stop()`: on the same data."""
        self.process = self._begin()
        try:
            processes.wait_until(self._answers, "the server to answer")
        except BaseException:
            self.kill()
            raise

    def _begin(self) -> processes.Process:
        if self.code != ROOT or not self.is_preloaded:
            command = [sys.executable, "-m", *self.command]
            return processes.start(command, log=self.log, env=self.environ, cwd=self.code)
        return preloaded.start(self.command, log=self.log, env=self.environ)

    def stop(self) -> None:
        """The way an operator does it; what is being answered is answered."""
        processes.stop(self.process)

    def kill(self) -> None:
        """`kill -9` for all its processes."""
        processes.kill(self.process)

    def client(self) -> LiveClient:
        return LiveClient(self.url)

    def flask(self, *arguments: str, stdin: str = "") -> str:
        """Run `flask --app wsgi …` beside the server; gives what it prints."""
        return run_flask(self.environ, *arguments, stdin=stdin)

    def _answers(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended:\n{self.log.read_text(errors='replace')}")
        try:
            return requests.get(f"{self.url}/healthz", timeout=2).ok
        except requests.RequestException:  # it listens before it answers
            return False


class MortalServer(LiveServer):
    """One that dies at the step that a test names (tests/rigs/dying.py)."""

    command = ("tests.rigs.dying", "serve")
