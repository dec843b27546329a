"""The cursor: an opaque mark of how far a device has pulled. Pure.

It names the server's epoch (another one after a backup was restored), the account, the highest
revision that was pulled, and how far deletions had been forgotten when the pull began: a device
that began later than that has never held what was forgotten.
"""

import re
from dataclasses import dataclass

_FORM = re.compile(r"1\.([0-9a-f]{32})\.([0-9a-f]{32})\.([0-9]{1,18})\.([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Start:
    """Where a pull starts. `reason` is why it has to start over, None when it goes on."""

    rev: int
    floor: int
    reason: str | None = None


def encode(epoch: str, account: str, rev: int, floor: int) -> str:
    """The cursor of a device that has pulled everything up to `rev`."""
    return f"1.{epoch}.{account.replace('-', '')}.{rev}.{floor}"


def decode(cursor: str | None, epoch: str, account: str, rev: int, forgotten: int) -> Start:
    """Where to go on after `cursor`, when the account is at `rev` and knows no deletion that was
    forgotten up to `forgotten`. No cursor, whatever it says, is an error."""
    if cursor is None:
        return Start(0, forgotten)
    found = _FORM.fullmatch(cursor)
    if found is None or found[2] != account.replace("-", ""):
        return Start(0, forgotten, "unknown")
    if found[1] != epoch:
        return Start(0, forgotten, "restored")
    pulled, floor = int(found[3]), int(found[4])
    if pulled > rev or floor > forgotten:
        return Start(0, forgotten, "unknown")
    if max(pulled, floor) < forgotten:
        return Start(0, forgotten, "forgotten")
    return Start(pulled, floor)
