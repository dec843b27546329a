"""The form of a sync request: what is refused as a whole, before anything else is validated. Pure.

Only what identifies a change (`id`, `kind`, `record`, `at`) belongs to the form. Anything else that
is wrong with a change rejects only that change, later.
"""

from dataclasses import dataclass, field
from typing import Any

from server.records.kinds import Fields
from server.records.values import SAFE_INTEGER, as_integer, as_uuid

MOST_CHANGES = 1000
_NOT_MILLISECONDS = "must be a whole number of milliseconds"
_NOT_NUMBERS = "must be an object with the number of fields that the device knows of each kind"


class WrongForm(Exception):
    """The request does not match the documented schema: (`field`, `detail`)."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(f"{field} {detail}")
        self.field, self.detail = field, detail


class TooManyChanges(Exception):
    """More than MOST_CHANGES."""


@dataclass(slots=True)
class Asked:
    """What a change asks for, as far as that can be told without its record
    (`validate.look_at`)."""

    base: int | None = None
    if_absent: bool = False
    edited: int | dict[str, int] | None = None
    #: What it sets, as it is kept; None: it deletes.
    set: Fields | None = None
    #: Whether each of these values is stored as it came.
    is_as_sent: bool = False
    #: The reason for each field that cannot be kept.
    faults: dict[str, str] = field(default_factory=dict)
    #: Why it is not taken, whatever it sets; empty: no reason was found.
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Change:
    """One change as it came, with its identifiers validated. `raw` has the rest of it."""

    id: str
    kind: str
    record: str
    at: int
    raw: dict[str, Any]
    #: None: not looked at yet.
    asked: Asked | None = None


@dataclass(slots=True)
class SyncRequest:
    """The request of a device. `account` in lower case; times in milliseconds of the device's
    clock."""

    account: str
    device: str
    now: int
    timezone: str | None
    cursor: str | None
    changes: list[Change]
    #: How many fields of each kind the device knows. Records stored as it sent them are not
    #: returned.
    brief: dict[str, int] = field(default_factory=dict)


def parse(raw: Any) -> SyncRequest:
    """Returns the request. Raises WrongForm, or TooManyChanges."""
    if type(raw) is not dict:
        raise WrongForm("", "must be an object")
    changes = raw.get("changes")
    if type(changes) is not list:
        raise WrongForm("changes", "must be a list")
    if len(changes) > MOST_CHANGES:
        raise TooManyChanges
    account = _text(raw, "account")
    if account is None:
        raise WrongForm("account", "is missing")
    device = as_uuid(raw.get("device"))
    if device is None:
        raise WrongForm("device", "must be a UUID")
    now = _milliseconds(raw.get("now"))
    if now is None:
        raise WrongForm("now", _NOT_MILLISECONDS)
    return SyncRequest(
        account.lower(),
        device,
        now,
        _text(raw, "timezone"),
        _text(raw, "cursor"),
        [_change(each, place) for place, each in enumerate(changes)],
        _numbers(raw, "brief"),
    )


def _text(raw: dict[str, Any], name: str) -> str | None:
    given = raw.get(name)
    if given is not None and type(given) is not str:
        raise WrongForm(name, "must be text")
    return given


def _numbers(raw: dict[str, Any], name: str) -> dict[str, int]:
    given = raw.get(name)
    if given is None:
        return {}
    if type(given) is not dict:
        raise WrongForm(name, _NOT_NUMBERS)
    numbers: dict[str, int] = {}
    for kind, value in given.items():
        number = as_integer(value)
        if number is None:
            raise WrongForm(name, _NOT_NUMBERS)
        numbers[kind] = number
    return numbers


def _milliseconds(given: Any) -> int | None:
    number = as_integer(given)
    return None if number is None or abs(number) > SAFE_INTEGER else number


def _change(raw: Any, place: int) -> Change:
    if type(raw) is not dict:
        raise WrongForm(f"changes.{place}", "must be an object")
    change, record = as_uuid(raw.get("id")), as_uuid(raw.get("record"))
    if change is None:
        raise WrongForm(f"changes.{place}.id", "must be a UUID")
    if record is None:
        raise WrongForm(f"changes.{place}.record", "must be a UUID")
    kind = raw.get("kind")
    if type(kind) is not str:
        raise WrongForm(f"changes.{place}.kind", "must be text")
    at = _milliseconds(raw.get("at"))
    if at is None:
        raise WrongForm(f"changes.{place}.at", _NOT_MILLISECONDS)
    return Change(change, kind, record, at, raw)
