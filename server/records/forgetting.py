"""Forgetting for good: what goes along with a record, and what becomes of it. Pure.

1. The record itself, its history, its other versions.
2. With a person: every card of theirs, their follow-ups and kindnesses, their originals, and the
   notes about nobody else. In everything else that names them only the reference goes.
3. With whatever goes: its attachments.

What goes leaves an empty stone, so that a phone that was away brings nothing of it back.
"""

from collections.abc import Collection, Iterable
from typing import Any

from server.records.kinds import Fields

#: By kind, the field that says whose a record is: it goes with that person.
BELONGS_TO = {"followup": "person_id", "kindness": "person_id", "original": "person_id"}
#: By kind, the fields that name somebody else.
NAMES = {
    "person": ("introduced_by", "merged_into", "not_same_as"),
    "kindness": ("thanks_to", "introduced_to"),
    "note": ("person_ids",),
}


def goes_along(kind: str, fields: Fields, people: Collection[str]) -> bool:
    """Whether a record goes with these cards of one person."""
    if kind in BELONGS_TO:
        return fields[BELONGS_TO[kind]] in people
    if kind == "note":
        named = fields["person_ids"]
        return bool(named) and all(each in people for each in named)
    return False


def without(kind: str, fields: Fields, people: Collection[str]) -> Fields:
    """The fields that name one of these people, without that reference; empty if none does."""
    changed: dict[str, Any] = {}
    for name in NAMES.get(kind, ()):
        value = fields[name]
        if isinstance(value, list):
            kept = [each for each in value if each not in people]
            if len(kept) != len(value):
                changed[name] = kept
        elif value in people:
            changed[name] = None
    return changed


def attached_to(attachments: Iterable[tuple[str, Fields]], gone: Collection[str]) -> list[str]:
    """The ids of those attachments that hang on what goes."""
    return [record for record, fields in attachments if fields["of"] in gone]
