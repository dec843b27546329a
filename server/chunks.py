"""Lists in parts, for queries with many parameters."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

#: How many ids one query asks about.
CHUNK = 500


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Returns the items in lists of at most `size`."""
    rest = list(items)
    return (rest[start : start + size] for start in range(0, len(rest), size))
