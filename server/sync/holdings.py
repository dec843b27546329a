"""How much an account stores, and how much it may store. Pure.

It is updated with each batch of changes, so that nothing has to be counted: a sync costs the same
in an account of a hundred thousand records as in an empty one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
#: What a row takes besides its JSON: keys, instants, its places in the indexes.
RECORD_BYTES = 400
CHANGE_BYTES = 250


@dataclass(frozen=True, slots=True)
class Allowance:
    """The limits of an account."""

    records: int
    megabytes: int


@dataclass(slots=True)
class Holdings:
    """What an account stores: the number of `records` that are not deleted, and about how many
    `bytes` there are, including trash and history. A batch is accepted while there is room, so the
    limits may be exceeded by one batch."""

    records: int
    bytes: int

    def refuse(self, allowance: Allowance, *, adds: bool, removes: bool) -> str | None:
        """Returns why a change is refused, None if it is not. `adds`: it creates or restores a
        record; `removes`: it deletes one, which makes room and is always accepted."""
        if removes:
            return None
        if self.bytes >= allowance.megabytes * MEGABYTE:
            return f"this account may hold {allowance.megabytes} megabytes"
        if adds and self.records >= allowance.records:
            return f"this account may hold {allowance.records} records"
        return None

    def add_change(self, texts: str | None) -> None:
        """Count a change with these texts, as JSON."""
        self.bytes += CHANGE_BYTES + size(texts)

    def replace(self, before: Iterable[int], after: Iterable[int]) -> None:
        """Count records of these sizes in place of those."""
        self.bytes += sum(after) - sum(before)


def size(text: str | None) -> int:
    """Returns the length in bytes of UTF-8."""
    if text is None:
        return 0
    return len(text) if text.isascii() else len(text.encode())


def record_size(fields: str) -> int:
    """Returns the size of a record with these fields, as JSON."""
    return RECORD_BYTES + size(fields)
