"""compose.yaml, as compose itself reads it, and the commands that docs/operations.md has for it.

`docker compose config` asks no engine. Where one answers, building is dry-run; `up` would ask a
registry for the images of others even then.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from config import ROOT

FILE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
GIVEN = {"DOMAIN": "karmadex.example.org", "POSTGRES_PASSWORD": "one of ours"}

#: Where the plugin is found, and the engine.
PASSED_ON = ("PATH", "HOME", "DOCKER_HOST")

Ask = Callable[..., "subprocess.CompletedProcess[str]"]


def lines() -> list[list[str]]:
    """The words of each line of the page that asks compose for something."""
    page = (ROOT / "docs/operations.md").read_text()
    found = re.findall(r"^ *docker compose ([a-z][^#\n<>|&]*)", page, flags=re.MULTILINE)
    return [shlex.split(each) for each in found]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Ask docker compose about our file, with these values in `.env`."""
    if shutil.which("docker") is None:
        pytest.skip("docker is not installed")
    # Nothing else of whoever runs the tests counts.
    environ = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    run: dict[str, Any] = {"capture_output": True, "text": True, "timeout": 60, "env": environ}
    if subprocess.run(["docker", "compose", "version"], **run).returncode:
        pytest.skip("docker has no compose")

    def asked(*words: str, given: dict[str, str] = GIVEN) -> "subprocess.CompletedProcess[str]":
        file = tmp_path / ".env"
        file.write_text("".join(f"{name}={value}\n" for name, value in given.items()))
        options = ["--file", str(ROOT / "compose.yaml"), "--env-file", str(file)]
        return subprocess.run(["docker", "compose", *options, *words], **run)

    return asked


def test_compose_reads_its_file_as_it_is_meant(ask: Ask) -> None:
    done = ask("config", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    services = json.loads(done.stdout)["services"]
    assert services.keys() == FILE["services"].keys()
    for name in ("web1", "web2", "worker", "migrate"):
        environment = services[name]["environment"]
        assert environment["DATABASE_URL"].startswith("postgresql://karmadex:one of ours@database")
        assert environment["PUBLIC_URL"] == "https://karmadex.example.org"
        assert services[name]["read_only"] is True
    for name, service in services.items():
        assert int(service["mem_limit"]) > 0, name
        assert service["logging"]["options"]["max-size"], name


@pytest.mark.parametrize("missing", GIVEN)
def test_what_has_to_be_in_env_is_named_where_it_is_missing(ask: Ask, missing: str) -> None:
    given = {name: value for name, value in GIVEN.items() if name != missing}
    done = ask("config", "--quiet", given=given)
    assert done.returncode != 0
    assert missing in done.stderr


def test_each_command_of_the_page_is_one_of_compose(ask: Ask) -> None:
    """With its options, and of services that there are."""
    assert len(lines()) > 8
    for words in lines():
        command, *rest = words
        options = [word for word in rest if word.startswith("-")]
        if command in ("exec", "run"):
            # What comes after the service is the container's.
            service = next(place for place, word in enumerate(rest) if not word.startswith("-"))
            options, rest = rest[:service], rest[: service + 1]
        done = ask(command, *options, "--help")
        assert done.returncode == 0, f"{words}: {done.stderr}"
        named = {word for word in rest if not word.startswith("-")}
        assert named <= FILE["services"].keys(), words
    assert ask("up", "--no-such-option", "--help").returncode != 0


def test_the_image_is_built_where_an_engine_is_there(ask: Ask) -> None:
    """Dry-run: nothing is pulled, and nothing is made."""
    if ask("ps").returncode:
        pytest.skip("no engine answers")
    done = ask("--dry-run", "build", "migrate")
    assert done.returncode == 0, done.stderr
    assert "naming to karmadex" in done.stdout + done.stderr
