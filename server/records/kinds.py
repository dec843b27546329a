"""The register: the kinds of records, and the fields of each.

All other code uses it to know what a change may set, what the first change of a record must
contain, the value of a field that was never set, and what belongs into the history. Fields and
kinds are only ever added, and a new field has a default.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from server.records import values
from server.records.values import (
    BIRTHDAY,
    BOOLEAN,
    DATE,
    INSTANT,
    LENGTH,
    MEDIA_TYPE,
    NUMBER,
    SAFE_INTEGER,
    SHA256,
    UUID,
    ZONE,
    Check,
    Value,
    base64,
    list_of,
    maybe,
    one_of,
    text,
    text_as_it_came,
    whole_number,
)

Fields = dict[str, Any]

#: The most bytes that a picture or a recording may have.
LARGEST_ATTACHMENT = 25_000_000


class _Required:
    """The type of the default of a field that has none."""


REQUIRED = _Required()


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its type, its default, and its special properties."""

    value: Value
    default: Any = REQUIRED
    #: Typed by somebody: every value it ever had is kept.
    text: bool = False
    #: Set once, by the first change.
    frozen: bool = False
    #: If two devices change it without seeing each other's change, both versions are kept.
    disputed: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of record. Everything that follows from the fields is computed once, here."""

    name: str
    fields: Mapping[str, Field]
    #: Checks a first change beyond its required fields; raises ValueError.
    check_first: Callable[[Fields], None] | None = None
    checks: dict[str, Check] = field(init=False)
    #: All fields in the order of the register; null stands for a required one.
    blank: Fields = field(init=False)
    #: The same without null in required fields: the values of a forgotten record in answers.
    stone: Fields = field(init=False)
    required: tuple[str, ...] = field(init=False)
    text_fields: tuple[str, ...] = field(init=False)
    frozen: frozenset[str] = field(init=False)
    disputed: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        made = {
            "checks": {name: each.value.check for name, each in self.fields.items()},
            "blank": {
                name: None if each.default is REQUIRED else each.default
                for name, each in self.fields.items()
            },
            "stone": {
                name: _neutral(each.value) if each.default is REQUIRED else each.default
                for name, each in self.fields.items()
            },
            "required": tuple(
                name for name, each in self.fields.items() if each.default is REQUIRED
            ),
            "text_fields": tuple(name for name, each in self.fields.items() if each.text),
            "frozen": frozenset(name for name, each in self.fields.items() if each.frozen),
            "disputed": frozenset(name for name, each in self.fields.items() if each.disputed),
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)


def _some_text(most: int) -> Field:
    return Field(maybe(text(0, most)), None, text=True)


def _texts(count: int, most: int) -> Field:
    return Field(list_of(text(0, most), count), [], text=True)


def _reference() -> Field:
    # A reference to a record that may not have arrived yet, or never will.
    return Field(maybe(UUID), None)


def _pixels() -> Field:
    return Field(maybe(whole_number(1, SAFE_INTEGER)), None, frozen=True)


#: For each format of a text, a valid value without information.
_NEUTRAL = {
    "uuid": "00000000-0000-0000-0000-000000000000",
    "date": "1970-01-01",
    "date-time": "1970-01-01T00:00:00Z",
}


def _neutral(value: Value) -> Any:
    """Returns a value of that type that carries no information."""
    if value is ZONE:
        return "UTC"
    schema = value.schema
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "string":
        return _NEUTRAL.get(schema.get("format", ""), "")
    return schema.get("minimum", 0)


def _somebody(fields: Fields) -> None:
    if not fields["name"] and not fields["known_for"]:
        raise ValueError("a person has a name, or something to be known for")


_ALL = (
    Kind(
        "event",
        {
            "name": Field(text(1, 200), text=True),
            "place": _some_text(200),
            "starts_at": Field(INSTANT),
            "ends_at": Field(maybe(INSTANT), None),
            "timezone": Field(ZONE),
            "description": _some_text(5000),
        },
    ),
    Kind(
        "person",
        {
            "name": _some_text(200),
            "known_for": _some_text(200),
            "interests": _texts(50, 60),
            "met_at": _reference(),
            "met_on": Field(maybe(DATE), None),
            "introduced_by": _reference(),
            "organisation": _some_text(200),
            "role": _some_text(200),
            "emails": _texts(20, 320),
            "phones": _texts(20, 320),
            "links": _texts(20, 320),
            "birthday": Field(maybe(BIRTHDAY), None),
            "keep_in_touch_days": Field(maybe(whole_number(1, 3650)), None),
            "archived": Field(BOOLEAN, False),
            # This record was merged into another record of the same person.
            "merged_into": _reference(),
            # People who are similar, and of whom the user said that they are somebody else.
            "not_same_as": Field(list_of(UUID, 50), []),
            # An attachment: their picture.
            "photo": _reference(),
        },
        _somebody,
    ),
    Kind(
        "note",
        {
            "body": Field(text(1, 10_000), text=True, disputed=True),
            "person_ids": Field(list_of(UUID, 50), []),
            "event_id": _reference(),
            "captured_at": Field(INSTANT, frozen=True),
            "captured_timezone": Field(ZONE, frozen=True),
        },
    ),
    Kind(
        "followup",
        {
            "person_id": Field(UUID),
            "due_on": Field(DATE),
            "reason": Field(one_of("next_morning", "keep_in_touch", "birthday", "promise")),
            "promise": _some_text(500),
            "status": Field(one_of("open", "done", "let_go"), "open"),
            "closed_at": Field(maybe(INSTANT), None),
        },
    ),
    Kind(
        "kindness",
        {
            "person_id": Field(UUID),
            "direction": Field(one_of("given", "received")),
            "what": Field(text(1, 1000), text=True),
            "happened_on": Field(DATE),
            "thanks_to": _reference(),
            "introduced_to": _reference(),
        },
    ),
    Kind(
        "attachment",
        {
            # A note or a person.
            "of": Field(UUID),
            "media_type": Field(MEDIA_TYPE, frozen=True),
            "sha256": Field(SHA256, frozen=True),
            "bytes": Field(whole_number(1, LARGEST_ATTACHMENT), frozen=True),
            "width": _pixels(),
            "height": _pixels(),
            "seconds": Field(maybe(LENGTH), None, frozen=True),
            "thumbnail": Field(maybe(base64(8_192)), None),
            "caption": _some_text(500),
            "captured_at": Field(INSTANT, frozen=True),
        },
    ),
    Kind(
        "original",
        {
            "person_id": Field(UUID),
            "source": Field(one_of("vcard", "csv", "monica")),
            "text": Field(text_as_it_came(262_144), text=True),
            "taken_on": Field(DATE),
        },
    ),
    Kind(
        "card",
        {
            "deck": Field(one_of("opener", "pitch", "pledge")),
            "text": Field(text(1, 500), text=True),
            "details": _some_text(5000),
            "client": _some_text(200),
            "position": Field(NUMBER),
            "retired": Field(BOOLEAN, False),
        },
    ),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
#: The names of all kinds and fields: what a phone may send here.
KNOWN: dict[str, list[str]] = {name: list(kind.fields) for name, kind in KINDS.items()}


def check_fields(kind: Kind, given: Mapping[str, Any]) -> tuple[Fields, dict[str, str]]:
    """Returns what a change sets, in its stored form, and the reason for each field that is
    invalid."""
    checks = kind.checks
    kept: Fields = {}
    errors: dict[str, str] = {}
    for name, value in given.items():
        check = checks.get(name)
        if check is None:
            errors[name] = f"a {kind.name} has no such field"
            continue
        try:
            kept[name] = check(value)
        except ValueError as error:
            errors[name] = str(error)
    return kept, errors


def check_first(kind: Kind, kept: Fields) -> dict[str, str]:
    """Returns what the first change of a record lacks: the reason for each field."""
    errors: dict[str, str] = {}
    for name in kind.required:
        if name not in kept:
            errors[name] = "must be in the first change of a record"
    if kind.check_first is not None and not errors:
        try:
            kind.check_first({**kind.blank, **kept})
        except ValueError as error:
            errors[next(iter(kind.fields))] = str(error)
    return errors


def same_value(kind: Kind, name: str, one: Any, other: Any) -> bool:
    """Returns whether two stored values of a field mean the same: an instant has two notations, and
    the name of a zone is in any case."""
    if one == other:
        return True
    if kind.fields[name].value is values.INSTANT:
        return values.parse_instant(one) == values.parse_instant(other)
    if kind.fields[name].value is ZONE:
        return str(one).lower() == str(other).lower()
    return False
