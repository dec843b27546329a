"""How the tests tell what runs from what is over."""

import os
import subprocess
import sys

import psutil

from tests.rigs import processes


def test_a_process_that_nobody_reaps_is_over() -> None:
    """As in a container whose first process reaps nothing: the server was taken to serve on."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    process = psutil.Process(ended.pid)
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
    assert process.status() == psutil.STATUS_ZOMBIE
    assert processes.is_over(process)
    ended.wait()
    assert processes.is_over(process)


def test_a_process_at_work_is_not() -> None:
    assert not processes.is_over(psutil.Process())
