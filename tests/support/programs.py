"""Programs that a test needs, and a developer's machine may lack."""

import os
import shutil

import pytest


def leave_out_unless_there(*programs: str) -> None:
    """Leave the test out where one of them is missing, saying so. A CI machine may lack none."""
    if missing := [name for name in programs if shutil.which(name) is None]:
        said = f"{', '.join(missing)} not installed"
        assert not os.environ.get("CI"), said
        pytest.skip(said)
