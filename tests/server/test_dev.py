"""What `make dev` serves while somebody changes it; the rest of it is Vite."""

import sys
from pathlib import Path

import pytest
import requests

from config import ROOT
from tests.rigs import processes
from tests.support.databases import Databases


@pytest.mark.slow
def test_make_dev_serves_and_prompts(databases: Databases, tmp_path: Path) -> None:
    with databases.fresh(tmp_path) as url:
        port = processes.free_port()
        environ = {
            "INSTANCE_PATH": str(tmp_path),
            "DATABASE_URL": url,
            "PORT": str(port),
            "PATH": str(Path(sys.executable).parent),
            **processes.shifted_clock(),
        }
        server = processes.start(
            [sys.executable, "-c", "from tools import dev; dev.serve()"],
            log=tmp_path / "dev.log",
            env=environ,
            cwd=ROOT,
        )

        def is_ready() -> bool:
            assert server.poll() is None, (tmp_path / "dev.log").read_text()
            try:
                return requests.get(f"http://localhost:{port}/readyz", timeout=5).ok
            except requests.ConnectionError:
                return False

        try:
            processes.wait_until(is_ready, "the server, and its worker's first tick", seconds=60)
        finally:
            processes.stop(server)
