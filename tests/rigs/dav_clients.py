"""Programs that nobody here wrote, on our address book: vdirsyncer, tsdav, and Radicale as the
server to compare with. Each runs in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import requests

from tests.rigs import processes

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parents[2]

CONFIG = """
[general]
status_path = "{folder}/status"

[pair book]
a = "here"
b = "there"
collections = [["people", "people", "{collection}"]]
conflict_resolution = "b wins"

[storage here]
type = "filesystem"
path = "{folder}/cards"
fileext = ".vcf"

[storage there]
type = "carddav"
url = "{url}"
username = "{user}"
password = "{password}"
"""


@dataclass
class Vdirsyncer:
    """A folder of cards that is kept the same as a book."""

    folder: Path
    url: str
    user: str
    password: str
    collection: str = "people"

    def __post_init__(self) -> None:
        self.cards.mkdir(parents=True)
        (self.folder / "config").write_text(CONFIG.format(**vars(self)))
        self.run("discover")

    @property
    def cards(self) -> Path:
        return self.folder / "cards" / "people"

    def run(self, command: str = "sync", *, fails: bool = False) -> str:
        """Raises AssertionError if it ends otherwise than it should; returns what it says."""
        done = subprocess.run(
            [BIN / "vdirsyncer", "-c", self.folder / "config", command],
            capture_output=True,
            text=True,
            input="y\ny\ny\n",
            env={"HOME": str(self.folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            timeout=300,
        )
        said = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, said
        return said

    def read(self) -> dict[str, str]:
        """The cards, by the names of their files."""
        return {path.name: path.read_bytes().decode() for path in sorted(self.cards.glob("*.vcf"))}


class Radicale:
    """Radicale, on a folder, with one account that may do anything."""

    user, password = "alice", "alice"

    def __init__(self, folder: Path) -> None:
        self.port = processes.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        (folder / "users").write_text(f"{self.user}:{self.password}\n")
        options = {
            "server-hosts": f"127.0.0.1:{self.port}",
            "auth-type": "htpasswd",
            "auth-htpasswd-filename": str(folder / "users"),
            "auth-htpasswd-encryption": "plain",
            "auth-delay": "0",
            "storage-filesystem-folder": str(folder / "collections"),
            "logging-level": "warning",
        }
        given = [part for name, value in options.items() for part in (f"--{name}", value)]
        self.process = processes.start(
            [sys.executable, "-m", "radicale", "--config", "", *given],
            log=folder / "radicale.log",
            env={"PATH": os.environ["PATH"], "HOME": str(folder)},
            cwd=ROOT,
        )
        processes.wait_until(self._answers, "Radicale to answer")

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/.web/", timeout=2).status_code < 500
        except requests.RequestException:
            return False

    def stop(self) -> None:
        processes.stop(self.process)


def node(script: Path, *arguments: str) -> str:
    """Run a script of Node with the app's packages; returns what it prints."""
    done = subprocess.run(
        [which("node", path=f"{BIN}:{os.environ['PATH']}") or "node", script, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT / "pwa",
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
