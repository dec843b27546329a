"""The files for operation, checked as far as a machine without a container engine can.

No image is pulled and no certificate asked for. What is checked: what the Containerfile copies is
enough to build the app and to serve it; its commands and those of compose.yaml and of the systemd
units are commands that there are; names that have to agree between these files agree; Caddy and
systemd find no fault with theirs.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import ROOT, SETTINGS
from server.heartbeat import STILL_S
from server.serve import PATIENCE_S
from tests.support.deploy_files import compose, context
from tests.support.programs import leave_out_unless_there

UNITS = ("karmadex.service", "karmadex-worker@.service")


def test_compose_yaml_has_all_services() -> None:
    services = compose()["services"]
    assert {"database", "migrate", "web1", "web2", "worker", "caddy"} == services.keys()
    assert services["worker"]["deploy"]["replicas"] == 2
    ours = {name: each for name, each in services.items() if each["image"] == "karmadex"}
    assert ours.keys() == {"migrate", "web1", "web2", "worker"}
    for name, service in ours.items():
        # The same database and the same secrets for all.
        assert service["volumes"] == ["instance:/var/lib/karmadex"], name
        assert service["environment"].keys() <= set(SETTINGS), name
        assert service["environment"]["PROMPT_WORKER"] == "off"
        assert int(service["stop_grace_period"].removesuffix("s")) > PATIENCE_S
        if name != "migrate":
            need = service["depends_on"]["migrate"]["condition"]
            assert need == "service_completed_successfully"
    assert services["database"].get("ports") is None, "nobody reaches the database from outside"
    assert services["caddy"]["environment"]["UPSTREAMS"] == "web1:8000 web2:8000"
    mentioned = {
        volume.partition(":")[0] for each in services.values() for volume in each["volumes"]
    } - {"./deploy/Caddyfile"}
    assert mentioned == compose()["volumes"].keys()
    assert (ROOT / "deploy/Caddyfile").is_file()


def test_no_container_fills_the_disk_or_takes_all_the_memory() -> None:
    for name, service in compose()["services"].items():
        assert service["logging"]["options"]["max-size"] == "10m", name
        assert {"mem_limit", "pids_limit"} <= service.keys(), name


@pytest.mark.parametrize("unit", UNITS)
def test_no_service_takes_all_the_memory_or_stands_still_unseen(unit: str) -> None:
    lines = (ROOT / "deploy/systemd" / unit).read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "#")
    assert {"MemoryMax", "TasksMax"} <= given.keys()
    assert given["Type"] == "notify"
    assert int(given["WatchdogSec"]) > STILL_S


def test_the_password_of_the_database_is_not_passed_on() -> None:
    """`.env`, beside compose.yaml: in no commit, in no image, and for its owner only."""
    ignored = subprocess.run(["git", "check-ignore", "--quiet", "--no-index", ".env"], cwd=ROOT)
    assert ignored.returncode == 0
    assert ".env" not in context()
    page = (ROOT / "docs/operations.md").read_text()
    assert "`chmod 600 .env`" in page


#: As podman-compose 1.3 answers: it has no `--wait`, and a server answers at the third question.
PODMAN_COMPOSE = """#!/bin/sh
echo "$*" >> "$CALLS"
case "$*" in
*--wait*) echo "podman-compose: error: unrecognized arguments: --wait" >&2; exit 2 ;;
"exec -T $DEAD "*) exit 1 ;;
"exec "*) [ "$(grep -c "^exec -T $3 " "$CALLS")" -ge 3 ] ;;
esac
"""


@pytest.fixture
def restart(tmp_path: Path) -> Callable[..., tuple[int, list[str]]]:
    """Runs deploy/rolling-restart.sh where the server `dead` never answers; gives its exit status
    and what it asked podman-compose for: (which command, of which service)."""
    for name, text in (("podman-compose", PODMAN_COMPOSE), ("sleep", "#!/bin/sh\n")):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)

    def run(dead: str = "") -> tuple[int, list[str]]:
        calls = tmp_path / "calls"
        path = f"{tmp_path}:{os.environ['PATH']}"
        done = subprocess.run(
            [ROOT / "deploy/rolling-restart.sh", "podman-compose"],
            env={"PATH": path, "CALLS": str(calls), "DEAD": dead or "nobody"},
            capture_output=True, timeout=60,
        )  # fmt: skip
        asked = [line.split(" python ")[0] for line in calls.read_text().splitlines()]
        return done.returncode, asked

    return run


def test_servers_are_restarted_one_by_one_by_podman_compose_too(
    restart: Callable[..., tuple[int, list[str]]],
) -> None:
    status, asked = restart()
    assert status == 0
    assert asked == [
        "up --detach --no-deps web1",
        *["exec -T web1"] * 3,
        "up --detach --no-deps web2",
        *["exec -T web2"] * 3,
        "up --detach --no-deps worker",
    ]


def test_a_server_that_does_not_come_back_leaves_the_other_alone(
    restart: Callable[..., tuple[int, list[str]]],
) -> None:
    status, asked = restart("web1")
    assert status == 1
    assert {line.split()[-1] for line in asked} == {"web1"}


#: What podman-compose 1.3 knows of the options in docs/operations.md.
KNOWN_TO_PODMAN: dict[str, set[str]] = {
    "build": set(), "ps": set(), "logs": {"--follow"}, "up": {"--detach", "--no-deps"},
    "exec": {"-T", "--detach"}, "run": {"--rm", "-T", "--no-deps", "--detach"},
}  # fmt: skip


def test_podman_compose_knows_each_option_of_the_page() -> None:
    page = (ROOT / "docs/operations.md").read_text()
    found = re.findall(r"^ *docker compose ([a-z]+)((?: -\S+)*)", page, flags=re.MULTILINE)
    assert len(found) > 8
    for command, options in found:
        assert set(options.split()) <= KNOWN_TO_PODMAN[command], f"{command}{options}"


def commands() -> Iterator[tuple[str, list[str]]]:
    """(where it stands, words) of each command of ours in these files."""
    for name, service in compose()["services"].items():
        if service["image"] == "karmadex":
            yield f"compose.yaml: {name}", service["command"]
    for unit in UNITS:
        for line in (ROOT / "deploy/systemd" / unit).read_text().splitlines():
            if line.startswith("Exec"):
                yield unit, shlex.split(line.partition("=")[2])


@pytest.mark.parametrize(("place", "words"), list(commands()))
def test_each_command_is_one_that_there_is(app: Flask, place: str, words: list[str]) -> None:
    assert words[0].rpartition("/")[2] == "flask"
    assert words[1:3] == ["--app", "wsgi"]
    result = app.test_cli_runner().invoke(args=[*words[3:], "--help"])
    assert result.exit_code == 0, result.output


def test_caddy_finds_no_fault_with_its_file(tmp_path: Path) -> None:
    leave_out_unless_there("caddy")
    given = compose()["services"]["caddy"]["environment"] | {"DOMAIN": "karmadex.example.org"}
    # The image's Caddy is newer than Debian's, and calls that otherwise.
    assert given.pop("BUFFER") == "request_buffers 4MiB"
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **given}
    file = str(ROOT / "deploy/Caddyfile")
    command = ["caddy", "validate", "--adapter", "caddyfile", "--config", file]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    shaped = subprocess.run(["caddy", "fmt", file], env=environ, capture_output=True, text=True)
    assert shaped.stdout == Path(file).read_text()


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_finds_no_fault_with_its_units(unit: str, tmp_path: Path) -> None:
    """With this checkout in place of /opt/karmadex."""
    leave_out_unless_there("systemd-analyze")
    file = tmp_path / unit.replace("@.", "@1.")
    text = (ROOT / "deploy/systemd" / unit).read_text()
    file.write_text(text.replace("/opt/karmadex", str(ROOT)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", file], capture_output=True, text=True, timeout=60
    )
    # It also reads the machine's own units, whose faults are not ours.
    ours = [line for line in done.stderr.splitlines() if "karmadex" in line]
    assert ours == []
    assert int(re.findall(r"TimeoutStopSec=(\d+)", text)[0]) > PATIENCE_S
