"""What a pure function said of a short text, remembered: phones send the same headers each time."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

R = TypeVar("R")

MOST = 1024
#: In characters. What is longer was made to fill our memory, and is looked at each time.
LONGEST = 1024


def remembered(function: Callable[[str], R]) -> Callable[[str], R]:
    """Remember the last MOST answers, which nobody may change. What it raises is not kept."""
    known = lru_cache(MOST)(function)

    @wraps(function)
    def ask(text: str) -> R:
        return known(text) if len(text) <= LONGEST else function(text)

    return ask
