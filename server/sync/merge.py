"""The merge: how a change that arrives affects a record. Pure.

1. A change has a stamp: its corrected time, its position in the batch, its id. Stamps are totally
   ordered, and the same for everybody.
2. Each field remembers the stamp that set it. A change sets the fields whose stamp is lower than
   its own. So the highest stamp wins in each field, in whatever order the changes arrive.
3. Deletion is one more field, `DELETED`. The record is deleted while no field has a later stamp.
4. A change with `if_absent` has a stamp below all real ones, so any real edit beats it, and it does
   not undo a deletion. Among such changes the earliest wins, since it was the one that filled the
   field. An edit that is sent again, after a backup was restored, has the instant that each field
   had before; a field without one counts as `if_absent`.
5. If two devices set a disputed field without having seen each other's value, the losing value is
   kept beside the record, until an edit that has seen both.
6. A record that was forgotten for good is an empty stone: its deletion ranks above all other
   stamps, so that no later edit brings it back.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from server.records.kinds import Fields, Kind
from server.records.stamps import DELETED, FORGOTTEN, Stamp
from server.sync.clock import EARLIEST

#: The instant of the deletion of a record that was forgotten for good.
STONE_AT = 0
#: The device of changes that the server makes by itself.
NO_DEVICE = "00000000-0000-0000-0000-000000000000"


@dataclass(slots=True)
class RecordState:
    """A record as the server stores it."""

    kind: Kind
    id: str
    rev: int
    #: All fields, in the order of the register. A required field is null before the first change
    #: has arrived.
    fields: Fields
    stamps: dict[str, Stamp] = field(default_factory=dict)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    #: When the server first saw it, and last took a change of it: milliseconds.
    arrived_at: int = 0
    changed_at: int = 0

    def is_born(self) -> bool:
        """Whether its first change has arrived: a deletion may arrive earlier."""
        return len(self.stamps) > (DELETED in self.stamps) or self.is_forgotten()

    def is_forgotten(self) -> bool:
        """Whether it is an empty stone, to which no change is applied any more."""
        gone = self.stamps.get(DELETED)
        return gone is not None and gone.rank == FORGOTTEN

    def is_there(self) -> bool:
        """Whether it was created, and is not deleted."""
        if DELETED not in self.stamps:
            return bool(self.stamps)
        return self.is_born() and self.deletion() is None

    def deletion(self) -> Stamp | None:
        """The stamp of the deletion, unless a later edit has restored the record."""
        stamps = self.stamps
        gone = stamps.get(DELETED)
        if gone is None or any(stamp > gone for stamp in stamps.values()):
            return None
        return gone


@dataclass(slots=True)
class Edit:
    """A validated change, with its position in time."""

    change: str
    device: str
    at: int
    index: int
    rev: int
    base: int | None = None
    if_absent: bool = False
    #: None: the record is deleted.
    set: Fields | None = None
    #: For an edit that is sent again, when its fields were set: one instant, or one for each field.
    edited: int | dict[str, int] | None = None

    def stamp(self) -> Stamp:
        """Returns the stamp of its fields, unless it is sent again (`stamp_of`)."""
        return self._filling() if self.if_absent else self._set_at(self.at)

    def stamp_of(self, name: str) -> Stamp:
        """Returns the stamp of one field, of an edit that is sent again."""
        at = self.edited.get(name) if isinstance(self.edited, dict) else self.edited
        return self._filling() if at is None else self._set_at(at)

    def _set_at(self, at: int) -> Stamp:
        return self._stamp(rank=1, at=at, place=self.index)

    def _filling(self) -> Stamp:
        return self._stamp(rank=0, at=-self.at, place=-self.index)

    def _stamp(self, *, rank: int, at: int, place: int) -> Stamp:
        return Stamp(
            rank=rank, at=at, place=place, change=self.change, device=self.device, rev=self.rev
        )

    def made_before(self, received: int) -> None:
        """Limit the instants of an edit that is sent again: none is later than the time at which it
        was received or made."""
        if isinstance(self.edited, dict):
            self.edited = {name: _within(at, received) for name, at in self.edited.items()}
            self.at = max(self.edited.values(), default=self.at)
        elif self.edited is not None:
            self.at = self.edited = _within(self.edited, received)


def new(kind: Kind, record: str, arrived_at: int) -> RecordState:
    """Returns a record of which nothing has arrived yet."""
    return RecordState(kind=kind, id=record, rev=0, fields=dict(kind.blank), arrived_at=arrived_at)


def merge(held: RecordState, edit: Edit) -> tuple[bool, bool]:
    """Apply one change. Returns whether anything changed, and whether a newer change prevails over
    it."""
    stamp = edit.stamp()
    stamps = held.stamps
    if edit.set is None:
        before = stamps.get(DELETED)
        changed = before is None or stamp > before
        if changed:
            stamps[DELETED] = stamp
        return changed, any(other > stamp for other in stamps.values())
    fields = held.fields
    if not stamps and edit.edited is None:
        # Nothing has arrived yet, so that there is nothing to compare with.
        fields.update(edit.set)
        held.stamps = dict.fromkeys(edit.set, stamp)
        return bool(edit.set), False
    changed = False
    disputed = held.kind.disputed
    superseded = DELETED in stamps and stamps[DELETED] > stamp
    for name, value in edit.set.items():
        before = stamps.get(name)
        if edit.edited is not None:
            stamp = edit.stamp_of(name)
        if before is not None and name in disputed:
            changed |= _dispute(held, name, value, edit, before, stamp)
        if before is None or stamp > before:
            stamps[name] = stamp
            fields[name] = value
            changed = True
        else:
            superseded = True
    return changed, superseded


def _dispute(
    held: RecordState, name: str, value: Any, edit: Edit, winner: Stamp, stamp: Stamp
) -> bool:
    """Record which values the edit of a disputed field has not seen. Returns whether these notes
    changed.

    Called before the field is set, with its current stamp and the stamp of the edit.
    """
    if edit.if_absent:
        return False
    before = held.conflicts
    loser = _unseen_loser(held, name, value, edit, winner, stamp)
    notes = [other for other in before if other["field"] != name or not _has_seen(edit, other)]
    if loser is not None:
        notes.append(loser)
    # The current value is not another version.
    stands = value if stamp > winner else held.fields[name]
    held.conflicts = [
        other for other in notes if other["field"] != name or other["value"] != stands
    ]
    return held.conflicts != before


def _has_seen(edit: Edit, version: dict[str, Any]) -> bool:
    """Returns whether an edit replaces a version: one with a revision up to its `base`, or one by
    its own device."""
    if edit.base is not None and edit.base >= version["rev"]:
        return True
    # An edit that is sent again may have been typed on any phone: its device says nothing.
    if edit.edited is not None or version["device"] != edit.device:
        return False
    return bool(version["at"] <= edit.at)


def _unseen_loser(
    held: RecordState, name: str, value: Any, edit: Edit, winner: Stamp, stamp: Stamp
) -> dict[str, Any] | None:
    """Returns the older of the field's value and the edit's, if neither device had seen the
    other's; None if one had, or if that is unknown because there is no `base`."""
    if edit.base is None or not winner.rank:
        return None
    if winner.device == edit.device and edit.edited is None:
        return None
    if stamp < winner:
        return _version(name, value, stamp)
    if edit.base < winner.rev:
        return _version(name, held.fields[name], winner)
    return None


def stone(kind: Kind, record: str, change: str, rev: int, now: int) -> RecordState:
    """Returns what remains of a record that was forgotten for good: its id."""
    gone = Stamp(rank=FORGOTTEN, at=STONE_AT, place=0, change=change, device=NO_DEVICE, rev=rev)
    return RecordState(
        kind=kind,
        id=record,
        rev=rev,
        fields=dict(kind.stone),
        stamps={DELETED: gone},
        arrived_at=now,
        changed_at=now,
    )


def purged(held: RecordState) -> RecordState:
    """Returns what remains of a record that was deleted long ago: its id, and its deletion."""
    return replace(
        held,
        fields=dict(held.kind.blank),
        stamps={DELETED: held.stamps[DELETED]},
        conflicts=[],
    )


def _within(at: int, received: int) -> int:
    return max(EARLIEST, min(at, received))


def _version(name: str, value: Any, stamp: Stamp) -> dict[str, Any]:
    return {
        "field": name,
        "value": value,
        "at": stamp.at,
        "device": stamp.device,
        "change": stamp.change,
        "rev": stamp.rev,
    }
