"""Reads Containerfile, compose.yaml and .dockerignore."""

import re
import subprocess
from fnmatch import fnmatch
from typing import Any

import yaml

from config import ROOT

Instruction = tuple[str, str]


def instructions() -> list[list[Instruction]]:
    """The stages of the Containerfile, each as (instruction, its text) in order."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Containerfile").read_text(), flags=re.MULTILINE)
    stages: list[list[Instruction]] = []
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip():
            continue
        name, _, rest = line.strip().partition(" ")
        if name == "FROM":
            stages.append([])
        stages[-1].append((name, rest.strip()))
    return stages


def compose() -> dict[str, Any]:
    """compose.yaml, its anchors and merges resolved."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return loaded


def context() -> list[str]:
    """The files that .dockerignore lets into the image, by their paths."""
    rules = [
        line.strip()
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.strip() and not line.startswith("#")
    ]
    assert rules[0] == "*", "what is not named stays outside"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip

    def is_let_in(path: str) -> bool:
        parts = path.split("/")
        above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
        let_in = False
        for rule in rules:
            pattern = rule.removeprefix("!").removeprefix("**/")
            ends = [each.rpartition("/")[2] for each in above] if "**/" in rule else above
            if any(fnmatch(each, pattern) for each in ends):
                let_in = rule.startswith("!")
        return let_in

    return [path for path in listed if (ROOT / path).is_file() and is_let_in(path)]
