"""Every package is pinned, with the hashes of all files that any machine may take of it."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from config import ROOT

FILES = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")
PIN = re.compile(
    r"([A-Za-z0-9._-]+)(?:\[[a-z0-9,]+\])?==([^ ;]+)((?: +--hash=sha256:[0-9a-f]{64})*) *"
)
#: One file a platform there is at least: Linux, macOS and Windows, and two processors of one.
LEAST_PLATFORMS = 4


def pins(text: str) -> dict[str, int]:
    """How many hashes each package has. Fails for a line that is no pin."""
    found = {}
    for line in text.replace("\\\n", " ").splitlines():
        if not line or line.startswith(("#", "-r ")):
            continue
        pin = PIN.fullmatch(line)
        assert pin is not None, line
        found[pin[1]] = pin[3].count("--hash=")
    return found


def is_of_one_platform(name: str) -> bool:
    """Whether what is installed here would run nowhere else."""
    try:
        wheel = distribution(name).read_text("WHEEL") or ""
    except PackageNotFoundError:
        return False
    tags = re.findall(r"^Tag: \S+-(\S+)$", wheel, re.MULTILINE)
    return bool(tags) and "any" not in tags


def lacking(found: dict[str, int]) -> list[str]:
    """The packages that some machine could not install."""
    return [
        name
        for name, hashes in found.items()
        if hashes < (LEAST_PLATFORMS if is_of_one_platform(name) else 1)
    ]


@pytest.mark.parametrize("file", FILES)
def test_a_pin_has_the_hashes_of_every_platform(file: str) -> None:
    found = pins((ROOT / file).read_text())
    assert found
    assert lacking(found) == []


def test_a_pin_of_this_machine_alone_is_refused() -> None:
    """As `pip freeze` and `pip hash` would write it."""
    one = f"granian==2.8.7 \\\n    --hash=sha256:{'0' * 64}\n"
    assert lacking(pins(one)) == ["granian"]
    assert lacking(pins(one.replace("granian==2.8.7", "flask==3.1.3"))) == []
    assert lacking(pins("flask==3.1.3\n")) == ["flask"]


def test_everything_is_installed_by_its_hash() -> None:
    for file in ("Makefile", "Containerfile"):
        for line in (ROOT / file).read_text().splitlines():
            if "pip install" in line:
                assert "--require-hashes" in line, line
