#!/usr/bin/env python3
"""Write the hashes of every pinned package anew, of all files that any machine may take.

    .venv/bin/python tools/pin_hashes.py            # each requirements*.txt
    .venv/bin/python tools/pin_hashes.py --check    # fails where one would change

Write `name==version` into a file, then run this. pip itself, as it is set up on this machine,
reads what its registry says of a release, and nothing is downloaded. Kept are the source and all
wheels for a Python that the project supports, whatever the platform: what was installed here is no
measure of what another machine will take.
"""

import re
import sys
from functools import cache
from pathlib import Path

from pip._internal.commands import create_command
from pip._internal.index.collector import parse_links
from pip._vendor.packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from pip._vendor.packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
FILES = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")
PIN = re.compile(r"([A-Za-z0-9._-]+)(\[[a-z0-9,]+\])?==([^ \\;]+)")
#: The minor versions of Python 3 that the project runs on.
MINORS = range(11, 15)


@cache
def links(name: str) -> list[tuple[str, str]]:
    """(file, SHA-256) of all that the registry has of a package."""
    command = create_command("download")
    options, _ = command.parse_args([])
    with command.main_context():
        finder = command._build_package_finder(options, command.get_default_session(options))
        collector = finder._link_collector
        sources = collector.collect_sources(name, candidates_from_page=lambda _link: [])
        found = []
        for source in sources.index_urls:
            page = collector.fetch_response(source.link) if source and source.link else None
            for link in parse_links(page) if page is not None else ():
                if link.hash_name == "sha256" and link.hash:
                    found.append((link.filename, link.hash))
        return found


def is_for_us(file: str, name: str, version: Version) -> bool:
    """Whether a file is of that release, and of use to a Python that the project supports."""
    try:
        if not file.endswith(".whl"):
            return parse_sdist_filename(file) == (canonicalize_name(name), version)
        project, release, _, tags = parse_wheel_filename(file)
    except (InvalidWheelFilename, InvalidSdistFilename, InvalidVersion):
        return False
    return (project, release) == (canonicalize_name(name), version) and any(
        runs_on(tag.interpreter, tag.abi) for tag in tags
    )


def runs_on(interpreter: str, abi: str) -> bool:
    if interpreter.startswith("py"):
        return interpreter in ("py3", "py2.py3") or interpreter[2:] in map("3{}".format, MINORS)
    minor = int(interpreter[3:]) if re.fullmatch(r"cp3[0-9]+", interpreter) else -1
    if abi == "abi3":
        return 0 < minor <= max(MINORS)
    return minor in MINORS and abi in (f"cp3{minor}", "none")


def with_hashes(text: str) -> str:
    lines = []
    for line in text.replace("\\\n", " ").splitlines():
        pin = PIN.match(line)
        if pin is None:
            lines.append(line)
            continue
        name, version = pin[1], Version(pin[3])
        hashes = sorted({digest for file, digest in links(name) if is_for_us(file, name, version)})
        if not hashes:
            sys.exit(f"The registry has no file of {pin[0]}.")
        lines.append(" \\\n    ".join([pin[0], *(f"--hash=sha256:{each}" for each in hashes)]))
    return "\n".join(lines) + "\n"


def main() -> None:
    status = 0
    for name in FILES:
        path = ROOT / name
        before = path.read_text()
        after = with_hashes(before)
        if after == before:
            continue
        if "--check" in sys.argv:
            print(f"{name} is not as the registry has it: run tools/pin_hashes.py")
            status = 1
        else:
            path.write_text(after)
            print(f"{name}: {after.count('--hash=')} hashes")
    sys.exit(status)


if __name__ == "__main__":
    main()
