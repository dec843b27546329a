"""The most common passwords, which an attacker tries first.

The list is Django's, compiled by Royce Williams from stolen passwords, most frequent first. This
file is the only part of Django that is read.
"""

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from server.text import folded

MOST = 10_000
_LONGEST = 200


@cache
def common_passwords() -> frozenset[str]:
    """Returns the 10,000 most common passwords, case-folded."""
    # Only located, not imported, so that the framework is not loaded.
    django = find_spec("django")
    assert django is not None, "requirements.txt has it"
    file = Path(str(django.origin)).parent / "contrib" / "auth" / "common-passwords.txt.gz"
    lines = gzip.decompress(file.read_bytes()).decode().splitlines()
    return frozenset(folded(line.strip(), _LONGEST) for line in lines[:MOST])
