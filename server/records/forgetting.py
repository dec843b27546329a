"""Forgetting for good: what is erased together with a record. Pure.

1. The record itself, its history, its other versions.
2. With a person: all their cards, their follow-ups and kindnesses, their originals, and the notes
   about nobody else. Other records that name them only lose the reference.
3. With everything that is erased: its attachments.

Each erased record leaves an empty stone, so that a phone that was offline cannot bring it back.
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
    """Returns whether a record is erased together with these cards of one person."""
    if kind in BELONGS_TO:
        return fields[BELONGS_TO[kind]] in people
    if kind == "note":
        named = fields["person_ids"]
        return bool(named) and all(each in people for each in named)
    return False


def without(kind: str, fields: Fields, people: Collection[str]) -> Fields:
    """Returns the fields that name one of these people, without that reference; empty if none
    does."""
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
    """Returns the ids of the attachments of erased records."""
    return [record for record, fields in attachments if fields["of"] in gone]
