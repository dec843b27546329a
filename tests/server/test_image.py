"""The image of the container: what gets into it, and that it builds and serves the app."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import requests

from config import ROOT, SETTINGS
from tests.rigs import processes
from tests.support.deploy_files import compose, context, instructions


def copy(paths: list[str], source: Path, target: Path) -> None:
    for path in paths:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        # With its age, by which make tells what is to be done.
        shutil.copy2(source / path, target / path)


@pytest.fixture
def built_stage(tmp_path: Path) -> Path:
    """What the first stage copies, with the packages that this checkout has installed already."""
    folder = tmp_path / "app"
    copy(context(), ROOT, folder)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    (folder / "pwa/node_modules").symlink_to((ROOT / "pwa/node_modules").resolve())
    return folder


def run_in(folder: Path, command: str) -> None:
    # What npm remembers of itself goes with the test's own folder.
    environ = {**os.environ, "TMPDIR": str(folder.parent)}
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environ, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}{done.stderr}"


def test_nothing_of_this_machine_gets_into_the_image() -> None:
    paths = context()
    assert {"Makefile", "requirements.txt", "config.py", "server/app.py", "pwa/index.html"} <= {
        *paths
    }
    for path in paths:
        top = path.split("/")[0]
        assert top in {
            "Makefile",
            "config.py",
            "wsgi.py",
            "server",
            "tools",
            "pwa",
        } or top.startswith("requirements"), path
        assert "node_modules" not in path
        assert "dist/" not in path


@pytest.mark.slow
def test_the_image_builds_the_app_and_serves_it(built_stage: Path, tmp_path: Path) -> None:
    """The stages by hand: the RUN lines of the first, then what the last one copies, its CMD and
    its HEALTHCHECK. Only what comes over the network is taken from this checkout instead."""
    first, packages, last = instructions()
    for name, text in first:
        if name == "RUN":
            run_in(built_stage, text)
    assert [text for name, text in packages if name == "RUN"][-1].endswith("-r requirements.txt")

    served = tmp_path / "served"
    served.mkdir()
    environ = {"PATH": os.environ["PATH"], "INSTANCE_PATH": str(tmp_path / "instance")}
    for name, text in last:
        words = text.split()
        if name == "COPY" and "--from=packages" in words:
            (served / ".venv").symlink_to(ROOT / ".venv")
        elif name == "COPY":
            source = built_stage if "--from=app" in words else ROOT
            *found, target = [word.removeprefix("/karmadex/") for word in words if word[0] != "-"]
            for each in found:
                if (source / each).is_dir():
                    shutil.copytree(source / each, served / target)
                else:
                    shutil.copy(source / each, served / target)
    commands = {name: text for name, text in last if name in ("CMD", "HEALTHCHECK")}
    environ["PATH"] = f"{served / '.venv/bin'}:{environ['PATH']}"
    port = processes.free_port()
    environ["PORT"] = str(port)
    environ["DATABASE_URL"] = f"sqlite:///{tmp_path / 'karmadex.sqlite3'}"
    migrate = compose()["services"]["migrate"]["command"]
    subprocess.run(migrate, env=environ, cwd=served, check=True, capture_output=True)
    server = processes.start(
        json.loads(commands["CMD"]), log=tmp_path / "log", env=environ, cwd=served
    )
    try:
        look = json.loads(commands["HEALTHCHECK"].partition("CMD ")[2])
        look[-1] = look[-1].replace(":8000/", f":{port}/")

        def is_healthy() -> bool:
            return subprocess.run(look, env=environ, capture_output=True).returncode == 0

        processes.wait_until(is_healthy, "the server to be healthy")
        page = requests.get(f"http://127.0.0.1:{port}/", timeout=10)
        assert page.status_code == 200
        assert "<textarea" in page.text
        assert requests.get(f"http://127.0.0.1:{port}/sw.js", timeout=10).status_code == 200
    finally:
        processes.stop(server)


def test_the_packages_of_the_image_are_pinned() -> None:
    stages = instructions()
    images = [text.split()[0] for stage in stages for name, text in stage if name == "FROM"]
    services = compose()["services"]
    images += [each["image"] for each in services.values() if each["image"] != "karmadex"]
    for image in images:
        assert re.fullmatch(r"docker\.io/library/[a-z]+:[0-9][0-9a-z.-]*", image), image
    # pg_dump refuses a server that is newer than itself.
    (client,) = re.findall(r"postgresql-client-(\d+)", (ROOT / "Containerfile").read_text())
    assert services["database"]["image"].split(":")[1].split("-")[0] == client
    assert {image.rpartition("-")[2] for image in images if "caddy" not in image} == {"trixie"}


def test_changing_our_code_reinstalls_no_packages() -> None:
    """What is installed comes before the sources: else each build keeps a copy of all of it."""
    first, *_ = instructions()
    steps = [f"{name} {text}" for name, text in first]
    installs = next(place for place, step in enumerate(steps) if "make install" in step)
    for step in steps[:installs]:
        assert not step.startswith("COPY . "), step
        assert "server" not in step.split(), step
        assert "pwa" not in step.split(), step


def test_the_environment_of_the_image_is_known() -> None:
    texts = [text for stage in instructions() for name, text in stage if name == "ENV"]
    given = {word.partition("=")[0] for text in texts for word in text.split()}
    assert given <= {"PATH", "PYTHONDONTWRITEBYTECODE", *SETTINGS}
