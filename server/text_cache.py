"""Caches the results of pure functions of a short text, because phones send the same headers each
time."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

R = TypeVar("R")

MOST = 1024
#: In characters. Longer texts are not cached: they may be sent to fill the memory.
LONGEST = 1024


def cached(function: Callable[[str], R]) -> Callable[[str], R]:
    """Cache the last MOST results, which must not be modified. Exceptions are not cached."""
    known = lru_cache(MOST)(function)

    @wraps(function)
    def ask(text: str) -> R:
        return known(text) if len(text) <= LONGEST else function(text)

    return ask
