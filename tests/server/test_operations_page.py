"""docs/operations.md does what it says: its commands are taken out of the page and run.

Left out is what takes a machine or a container of its own (`LEFT_OUT`); of a flask command that
runs in a container the part behind the container is run. Words that stand for something of the
reader's are replaced.
"""

import os
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import ROOT, SETTINGS
from tests.rigs.mail_server import MailServer
from tests.rigs.postgres import binaries
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases

PAGE = ROOT / "docs/operations.md"
PASSWORD = "karma comes around"
#: Commands that need a machine of their own. test_deploy.py and test_image.py read the files they
#: name, and test_compose.py asks compose about them.
LEFT_OUT = (
    "apt-get ", "useradd ", "git ", "cd ", "cp ", "mkdir ", "printf ", "systemctl ", "make ",
    "docker compose build", "docker compose up", "docker compose ps", "docker compose logs",
    "docker compose run --rm migrate", "deploy/rolling-restart.sh",
)  # fmt: skip
#: These serve until they are ended: test_serve.py and the tests of prompts start them.
SERVES = ("serve", "worker")
CONTAINER = re.compile(
    r"^(?:docker compose (?:exec|run --rm)(?: -T)? (?:web1|migrate) |systemd-run .*?/bin/(?=flask))"
)
#: Beside a container's settings: what compose.yaml makes of them.
OF_COMPOSE = {"DOMAIN", "POSTGRES_PASSWORD"}


def blocks() -> list[list[str]]:
    """The lines of each block of shell commands, comments off, and long lines in one."""
    found = re.findall(r"^ *```sh\n(.*?)^ *```", PAGE.read_text(), flags=re.MULTILINE | re.DOTALL)
    return [
        [
            line
            for raw in block.replace("\\\n", " ").splitlines()
            if (line := re.sub(r"(^|\s)#.*", "", raw).strip())
        ]
        for block in found
    ]


def commands() -> list[str]:
    return [line for block in blocks() for line in block]


def test_each_line_is_a_setting_or_a_command_that_somebody_looks_at() -> None:
    """A new kind of command has to be run here, or left out with a reason."""
    assert len(commands()) > 30
    for line in commands():
        setting = re.match(r"([A-Z_]+)=", line)
        if setting:
            assert setting[1] in {*SETTINGS, *OF_COMPOSE}, line
        else:
            known = line.startswith(("flask ", "curl ", *LEFT_OUT)) or CONTAINER.match(line)
            assert known, line


@pytest.fixture
def other_database(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the other kind, to move to."""
    folder = tmp_path / "other"
    folder.mkdir()
    on_sqlite = isinstance(databases, SqliteDatabases)
    made: Databases = PostgresDatabases(folder) if on_sqlite else SqliteDatabases(folder)
    with made.empty(folder) as url:
        yield url
    made.close()


def test_the_commands_of_the_page_work_in_its_order(
    app: Flask, run_line: Callable[[str], None]
) -> None:
    ran = 0
    for line in commands():
        if re.match(r"[A-Z_]+=", line) or line.startswith(LEFT_OUT):
            continue
        ours = CONTAINER.sub("", line)
        if ours.startswith("curl "):
            path = re.search(r"https?://[^/]+(/\S*)", ours)
            assert path
            assert app.test_client().get(path[1]).status_code in (200, 503), line
        elif ours.split()[3] not in SERVES:
            run_line(ours)
            ran += 1
    assert ran > 20


@pytest.fixture(autouse=True)
def _programs_of_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are on the path, as they are on an operator's machine."""
    monkeypatch.setenv("PATH", f"{binaries()}{os.pathsep}{os.environ['PATH']}")


def existing_account(app: Flask) -> ApiClient:
    """Alice, whether or not a command of the page has made her, or erased her, before."""
    args = ["users", "delete", "alice@example.org", "--yes"]
    app.test_cli_runner().invoke(args=args)
    return ApiClient(app, "Alice", "America/New_York")


def alice_record(alice: ApiClient) -> str:
    maya = changes.person()
    alice.sync([maya])
    return str(maya["record"])


@pytest.fixture
def run_line(
    make_app: Callable[..., Flask], other_database: str, mail_server: MailServer, tmp_path: Path
) -> Callable[[str], None]:
    """Runs one `flask --app wsgi …` of the page in an app that starts for it; fails with what it
    printed."""
    backups = tmp_path / "backups"
    backups.mkdir()
    mail = {
        "SMTP_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "MAIL_FROM": "Karmadex <hello@karmadex.example>",
    }
    placeholders = {
        "/backups/": f"{backups}/",
        "alice.zip": str(tmp_path / "alice.zip"),
        "karmadex-monday.backup": f"{backups}/karmadex-monday.backup",
        "postgresql://karmadex:secret@db.example.org/karmadex": other_database,
    }

    def run(line: str) -> None:
        app = make_app(**mail)
        if "alice@example.org" in line and "users add" not in line:
            alice = existing_account(app)
            placeholders["RECORD"] = alice_record(alice) if "RECORD" in line else "RECORD"
        for word, mine in placeholders.items():
            line = line.replace(word, mine)
        words = shlex.split(line)
        assert words[:3] == ["flask", "--app", "wsgi"], line
        given: bytes = f"{PASSWORD}\n".encode()
        target: Path | None = None
        if "<" in words:
            place = words.index("<")
            given = Path(words[place + 1]).read_bytes()
            words = words[:place]
        if ">" in words:
            place = words.index(">")
            target = Path(words[place + 1])
            words = words[:place]
        result = app.test_cli_runner().invoke(args=words[3:], input=given)
        assert result.exit_code == 0, f"{line}\n{result.output}"
        if target:
            target.write_bytes(result.stdout_bytes)

    return run
