"""The cursor: an opaque string that says how far a device has pulled. Pure.

It contains the server's epoch (which changes when a backup is restored), the account, the highest
revision that was pulled, and the revision up to which deletions had been forgotten when the pull
began: a device that began later has never had the records that were forgotten.
"""

import re
from dataclasses import dataclass

_FORM = re.compile(r"1\.([0-9a-f]{32})\.([0-9a-f]{32})\.([0-9]{1,18})\.([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Start:
    """Where a pull starts. `reason` is why it has to start over, None if it continues."""

    rev: int
    floor: int
    reason: str | None = None


def encode(epoch: str, account: str, rev: int, floor: int) -> str:
    """Returns the cursor of a device that has pulled everything up to `rev`."""
    return f"1.{epoch}.{account.replace('-', '')}.{rev}.{floor}"


def decode(cursor: str | None, epoch: str, account: str, rev: int, forgotten: int) -> Start:
    """Returns where to continue after `cursor`, when the account is at `rev` and deletions up to
    `forgotten` have been forgotten. No cursor is an error, whatever it contains."""
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
