"""How much an account holds, and how much it may. Pure.

It is reckoned along with each batch of changes, so that nothing has to be counted: a sync costs as
much in an account of a hundred thousand records as in an empty one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
#: What a row takes besides its JSON: keys, instants, its places in the indexes.
RECORD_BYTES = 400
CHANGE_BYTES = 250


@dataclass(frozen=True, slots=True)
class Allowance:
    """The most an account may hold."""

    records: int
    megabytes: int


@dataclass(slots=True)
class Holdings:
    """What an account holds: `records` that are there, and about how many `bytes` they take, with
    those in the trash and with the history. A batch is let in while there is room, so that it may
    go beyond by what one batch can hold."""

    records: int
    bytes: int

    def refuse(self, allowance: Allowance, *, adds: bool, removes: bool) -> str | None:
        """Why a change is not taken, None if it is. `adds`: it makes a record, or brings one back;
        `removes`: it deletes one that is there, which makes room and is always taken."""
        if removes:
            return None
        if self.bytes >= allowance.megabytes * MEGABYTE:
            return f"this account may hold {allowance.megabytes} megabytes"
        if adds and self.records >= allowance.records:
            return f"this account may hold {allowance.records} records"
        return None

    def add_change(self, texts: str | None) -> None:
        """A change is kept, with these texts as JSON."""
        self.bytes += CHANGE_BYTES + size(texts)

    def replace(self, before: Iterable[int], after: Iterable[int]) -> None:
        """Records of these sizes took the place of those."""
        self.bytes += sum(after) - sum(before)


def size(text: str | None) -> int:
    """In bytes, of UTF-8."""
    if text is None:
        return 0
    return len(text) if text.isascii() else len(text.encode())


def record_size(fields: str) -> int:
    """What a record with these fields, as JSON, takes."""
    return RECORD_BYTES + size(fields)
