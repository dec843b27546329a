"""Turns the records and the history in a zip into changes. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid5

from server.records.kinds import KINDS
from server.records.values import INSTANT, SAFE_INTEGER, as_integer, as_uuid
from server.sync.followups import NAMESPACE
from server.sync.request import Change


@dataclass(frozen=True, slots=True)
class Revision:
    """The texts that one change set, in their stored form."""

    change: str
    record: str
    device: str
    at: int
    texts: dict[str, Any]


def changes_of(record: Any, now: int) -> list[Change] | None:
    """Returns the changes that create a record, and delete it if it was in the trash. Returns none
    if only its id is left, and None if this is not a valid record."""
    if type(record) is not dict or type(record.get("fields")) is not dict:
        return None
    kind, found = KINDS.get(str(record.get("kind"))), as_uuid(record.get("id"))
    if kind is None or found is None:
        return None
    fields = {name: value for name, value in record["fields"].items() if name in kind.fields}
    deleted_at = _milliseconds(record.get("deleted_at"))
    if deleted_at is not None and fields == kind.blank:
        return []
    raw: dict[str, Any] = {"set": fields}
    raw |= {"edited": record["edited"]} if "edited" in record else {"if_absent": True}
    made = [Change(_id(found, "set"), kind.name, found, now, raw)]
    if kind.name == "person" and not fields.get("name") and not fields.get("known_for"):
        # No person is created without a heading, but a merge may have left one without.
        headed = {"set": {**fields, "known_for": "?"}, "if_absent": True}
        made.insert(0, Change(_id(found, "head"), kind.name, found, now, headed))
    if deleted_at is not None:
        gone = {"delete": True, "edited": deleted_at}
        made.append(Change(_id(found, "delete"), kind.name, found, now, gone))
    return made


def _id(record: str, what: str) -> str:
    """Returns an id that is always the same for the same record, so that a second import is
    recognised."""
    return str(uuid5(NAMESPACE, f"zip/{record}/{what}"))


def _milliseconds(instant: Any) -> int | None:
    if instant is None:
        return None
    try:
        text = INSTANT.check(instant)
    except ValueError:
        return None
    return round(datetime.fromisoformat(text[:-1] + "+00:00").timestamp() * 1000)


def revisions_of(rows: Iterable[Any]) -> tuple[list[Revision], int]:
    """Returns (the history, one entry a change; how many rows are invalid)."""
    found: dict[str, Revision] = {}
    refused = 0
    for row in rows:
        revision = _revision(row)
        if revision is None:
            refused += 1
            continue
        held = found.setdefault(revision.change, revision)
        if held.record == revision.record:
            held.texts.update(revision.texts)
        else:
            refused += 1
    return list(found.values()), refused


def _revision(row: Any) -> Revision | None:
    if type(row) is not dict:
        return None
    kind, name = KINDS.get(str(row.get("kind"))), str(row.get("field"))
    change, record, device = (as_uuid(row.get(each)) for each in ("change", "record", "device"))
    at = as_integer(row.get("at"))
    if kind is None or name not in kind.text_fields or at is None or abs(at) > SAFE_INTEGER:
        return None
    if change is None or record is None or device is None:
        return None
    try:
        value = kind.checks[name](row.get("value"))
    except ValueError:
        return None
    return Revision(change, record, device, at, {name: value})


def hashes_of(records: Iterable[Any]) -> Iterator[str]:
    """Returns the hashes that the attachments among these records name."""
    check = KINDS["attachment"].checks["sha256"]
    for record in records:
        if type(record) is dict and record.get("kind") == "attachment":
            try:
                yield check((record.get("fields") or {}).get("sha256"))
            except (ValueError, AttributeError):
                continue
