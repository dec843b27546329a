"""Whether a change is valid. Pure; an invalid change affects no other."""

from collections.abc import Mapping
from operator import is_
from typing import Any

from server.records.kinds import KINDS, Fields, check_fields, check_first, same_value
from server.records.values import SAFE_INTEGER, as_integer
from server.sync.merge import Edit, RecordState
from server.sync.request import Asked, Change

#: The most reasons for one change, and the longest field name in one.
MOST_REASONS = 50
LONGEST_NAME = 100


class Rejected(Exception):
    """The change is refused: a reason for each field."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(str(reasons))
        self.reasons = reasons

    def errors(self) -> list[dict[str, str]]:
        """The reasons in the API's format: every text has a UTF-8 form, whatever the client
        sent."""
        return [
            {"field": _writable(name[:LONGEST_NAME]), "detail": detail}
            for name, detail in list(self.reasons.items())[:MOST_REASONS]
        ]


def look_at(change: Change) -> Asked:
    """Returns what the change asks for, cached. This is most of the cost of a change: call it
    before others have to wait for a transaction."""
    if change.asked is None:
        change.asked = Asked()
        try:
            _read(change, change.asked)
        except Rejected as rejected:
            change.asked.refused = dict(rejected.reasons)
    return change.asked


def _read(change: Change, asked: Asked) -> None:
    kind = KINDS.get(change.kind)
    if kind is None:
        raise Rejected({"kind": "this kind of record is not known"})
    raw = change.raw
    asked.base, asked.if_absent = _base(raw.get("base")), _flag(raw, "if_absent")
    asked.edited = None if asked.if_absent else _edited(raw.get("edited"))
    given = raw.get("set")
    if _flag(raw, "delete"):
        if given is not None or asked.if_absent:
            raise Rejected({"delete": "a deletion sets nothing"})
        if type(asked.edited) is dict:
            raise Rejected({"edited": "a deletion is made at one instant"})
        return
    if type(given) is not dict:
        raise Rejected({"set": "must be an object with the fields to set"})
    asked.set, asked.faults = check_fields(kind, given)
    asked.is_as_sent = not asked.faults and all(map(is_, asked.set.values(), given.values()))


def validate(change: Change, held: RecordState | None, edit: Edit) -> None:
    """Fill `edit` with what the change asks for. Raises Rejected.

    `held` is the record's current state, None if nothing of it has arrived.
    """
    asked, kind = look_at(change), KINDS.get(change.kind)
    if held is not None and kind is not None:
        if held.is_forgotten():
            raise Rejected({"record": "forgotten"})
        if held.kind is not kind:
            raise Rejected({"kind": f"this record is of another kind, {held.kind.name}"})
    if kind is None or asked.refused:
        raise Rejected(asked.refused)
    if asked.set is not None:
        reasons = asked.faults
        if held is None or not held.is_born():
            reasons = check_first(kind, asked.set) | reasons
        elif kind.frozen and not asked.if_absent:
            reasons = {**_thawed(held, asked.set), **reasons}
        if reasons:
            raise Rejected(reasons)
    edit.base, edit.if_absent, edit.edited = asked.base, asked.if_absent, asked.edited
    edit.set = asked.set


def _thawed(held: RecordState, kept: Fields) -> dict[str, str]:
    """Returns the fields that may not change after the first change, and that this change would
    change."""
    kind = held.kind
    return {
        name: "never changes"
        for name in kind.frozen
        if name in kept and not same_value(kind, name, kept[name], held.fields[name])
    }


def _base(given: Any) -> int | None:
    if given is None:
        return None
    number = as_integer(given)
    if number is None or not 0 <= number <= SAFE_INTEGER:
        raise Rejected({"base": "must be a revision"})
    return number


def _edited(given: Any) -> int | dict[str, int] | None:
    """Returns when fields were set, in milliseconds: one instant for all, or one for each field."""
    if given is None:
        return None
    if type(given) is dict:
        return {name: _instant(value) for name, value in given.items()}
    return _instant(given)


def _instant(given: Any) -> int:
    number = as_integer(given)
    if number is None or abs(number) > SAFE_INTEGER:
        raise Rejected({"edited": "must be milliseconds, or milliseconds a field"})
    return number


def _flag(raw: dict[str, Any], name: str) -> bool:
    given = raw.get(name)
    if given is None:
        return False
    if type(given) is not bool:
        raise Rejected({name: "must be true or false"})
    return given


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
