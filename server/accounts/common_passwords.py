"""The commonest passwords: whoever guesses begins with these.

The list is the one of Django, counted by Royce Williams in what was stolen from others, the most
frequent first. Of Django nothing but this file is ever read.
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
    """The 10,000 commonest, folded."""
    # Found, not imported: the framework has nothing to do here.
    django = find_spec("django")
    assert django is not None, "requirements.txt has it"
    file = Path(str(django.origin)).parent / "contrib" / "auth" / "common-passwords.txt.gz"
    lines = gzip.decompress(file.read_bytes()).decode().splitlines()
    return frozenset(folded(line.strip(), _LONGEST) for line in lines[:MOST])
