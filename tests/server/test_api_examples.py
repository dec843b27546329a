"""docs/api.md does what it says: each of its examples is run as it stands there."""

import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from tests.support import changes
from tests.support.api import API, PASSWORD, LiveClient
from tests.support.live import LiveServer

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
LINE = "Maya — water-skis"


def example(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


class Owner(LiveClient):
    """Alice, and a program of hers that may read and write."""

    def __init__(self, server: LiveServer) -> None:
        super().__init__(server.url)
        who = {"email": "alice@example.org", "password": PASSWORD}
        who |= {"name": "Alice", "timezone": "Europe/Berlin"}
        self.id = self.post(f"{API}/accounts", json=who).json()["id"]
        made = self.post(f"{API}/me/tokens", json={"name": "Script", "scope": "write"})
        self.token = made.json()["token"]

    def sync(self, *edits: dict[str, Any]) -> list[dict[str, Any]]:
        body = {
            "account": self.id, "device": self.id, "now": changes.milliseconds(),
            "timezone": None, "cursor": None, "changes": list(edits),
        }  # fmt: skip
        records: list[dict[str, Any]] = self.post(f"{API}/sync", json=body).json()["records"]
        return records

    def notes(self) -> list[str]:
        return [each["fields"]["body"] for each in self.sync() if each["kind"] == "note"]

    def run(self, *command: str, stdin: str = "") -> str:
        environ = {"SERVER": self.url, "TOKEN": self.token, "PATH": os.environ["PATH"]}
        done = subprocess.run(
            command, input=stdin, capture_output=True, text=True, env=environ, timeout=60
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def owner(live_server: LiveServer) -> Owner:
    return Owner(live_server)


@pytest.mark.skipif(which("curl") is None, reason="there is no curl here")
def test_the_curl_example_reads_everybody(owner: Owner) -> None:
    owner.sync(changes.person(name="Maya Chen"))
    assert '"name":"Maya Chen"' in owner.run("sh", "-eu", stdin=example("sh"))


def test_the_python_example_saves_a_line(owner: Owner) -> None:
    assert owner.run(sys.executable, "-", LINE, stdin=example("python")) == "applied\n"
    assert owner.notes() == [LINE]


def test_the_shortcut_example_saves_a_spoken_line_once(owner: Owner) -> None:
    instant = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    digest = hashlib.md5(f"{LINE}{instant}".encode(), usedforsecurity=False).hexdigest()
    pattern, by = re.findall(r"`(\(\.\{8\}\).*?)` by `(.*?)`", PAGE)[0]
    made = re.sub(pattern, by.replace("$", "\\"), digest)
    values = {
        "ACCOUNT": owner.id,
        "INSTANT": instant,
        "NOW": f"{int(time.time())}000",
        "TEXT": LINE,
        "ID": made,
    }
    body = re.sub(
        r"\b(ACCOUNT|INSTANT|NOW|TEXT|ID)\b", lambda found: values[found[1]], example("json")
    )
    headers = {"Authorization": f"Bearer {owner.token}", "Content-Type": "application/json"}
    statuses = []
    for _ in range(2):
        answer = owner.post(f"{API}/sync", data=body.encode(), headers=headers)
        assert answer.status_code == 200, answer.text
        statuses.append(answer.json()["results"][0]["status"])
    assert statuses == ["applied", "duplicate"]
    assert owner.notes() == [LINE]
