"""How many bodies may be read at once, and how much of them may be on the disk. Pure.

A body takes a place if it is not complete at once. Signed-in clients are counted by account, others
by their address; requests from this machine itself only count towards the total.
"""

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TypeVar

K = TypeVar("K")

IN_ALL = 512
OF_ACCOUNT = 16
OF_ADDRESS = 64

MEGABYTE = 1024 * 1024
DISK_IN_ALL = 512 * MEGABYTE
#: As much as all places of one account need if each is a sync of the largest size.
DISK_OF_ONE = OF_ACCOUNT * 4 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Who:
    """The client to which a body is counted."""

    account: str | None = None
    #: None: the request comes from this machine.
    address: str | None = None

    @property
    def key(self) -> tuple[str, str] | None:
        """Returns by what it is counted: the account, else the address; None: not counted."""
        if self.account is not None:
            return ("account", self.account)
        return None if self.address is None else ("address", self.address)


@dataclass(slots=True)
class Places:
    """The places of one of `processes` that serve: together they have no more than the total."""

    processes: int = 1
    under_way: int = 0
    on_disk: int = 0
    _held: Counter[tuple[str, str]] = field(default_factory=Counter)
    _disk: Counter[tuple[str, str] | None] = field(default_factory=Counter)

    def take(self, who: Who) -> bool:
        """Take a place. Returns whether there was one."""
        key = who.key
        if self.under_way >= self._share(IN_ALL):
            return False
        if key is not None:
            most = OF_ADDRESS if who.account is None else OF_ACCOUNT
            if self._held[key] >= self._share(most):
                return False
            self._held[key] += 1
        self.under_way += 1
        return True

    def give_back(self, who: Who) -> None:
        """Release what `take()` took."""
        self.under_way -= 1
        key = who.key
        if key is not None:
            _subtract(self._held, key, 1)

    def take_disk(self, who: Who, count: int) -> bool:
        """Reserve room for so many bytes. Returns whether there was that much."""
        key = who.key
        if self.on_disk + count > self._share(DISK_IN_ALL):
            return False
        if key is not None and self._disk[key] + count > DISK_OF_ONE:
            return False
        self.on_disk += count
        self._disk[key] += count
        return True

    def give_back_disk(self, who: Who, count: int) -> None:
        """Release what `take_disk()` reserved, or a part of it."""
        self.on_disk -= count
        _subtract(self._disk, who.key, count)

    def _share(self, most: int) -> int:
        return math.ceil(most / self.processes)


def _subtract(counts: Counter[K], key: K, count: int) -> None:
    counts[key] -= count
    if counts[key] <= 0:
        del counts[key]
