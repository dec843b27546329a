"""Changes as a phone makes them, in one line each."""

import uuid
from typing import Any

from server import clock

Change = dict[str, Any]

EVENT = {"name": "Mixer", "starts_at": "2026-11-24T00:30:00Z", "timezone": "America/New_York"}
PERSON = {"name": "Maya Chen", "known_for": "water-skis"}
NOTE = {
    "body": "moving to Lisbon",
    "captured_at": "2026-11-24T01:10:00.000Z",
    "captured_timezone": "America/New_York",
}

CARD = {"deck": "opener", "text": "So, what brings you here tonight?", "position": 1}

ATTACHMENT = {
    "media_type": "image/jpeg",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "bytes": 4,
    "captured_at": "2026-11-24T01:10:00.000Z",
}
ORIGINAL = {"source": "vcard", "text": "BEGIN:VCARD\r\n", "taken_on": "2026-11-24"}


def new_id() -> str:
    return str(uuid.uuid4())


def milliseconds(*, ago: float = 0) -> int:
    """This instant, or one so many seconds ago, as a change says it."""
    return int((clock.now().timestamp() - ago) * 1000)


def change(kind: str, record: str | None = None, *, ago: float = 0, **members: Any) -> Change:
    """A change that was made so many seconds ago; `members` are `set`, `delete`, `base` …"""
    return {
        "id": new_id(),
        "kind": kind,
        "record": record or new_id(),
        "at": milliseconds(ago=ago),
    } | members


def edit(
    kind: str, record: str, *, ago: float = 0, base: int | None = None, **fields: Any
) -> Change:
    """Set some fields of a record that exists."""
    return change(kind, record, ago=ago, set=fields, **({} if base is None else {"base": base}))


def delete(kind: str, record: str, *, ago: float = 0) -> Change:
    return change(kind, record, ago=ago, delete=True)


def event(record: str | None = None, *, ago: float = 0, **fields: Any) -> Change:
    return change("event", record, ago=ago, set=EVENT | fields)


def person(record: str | None = None, *, ago: float = 0, **fields: Any) -> Change:
    return change("person", record, ago=ago, set=PERSON | fields)


def note(record: str | None = None, *, ago: float = 0, **fields: Any) -> Change:
    """A note about nobody, at no event, unless `fields` say so."""
    return change("note", record, ago=ago, set=NOTE | fields)


def followup(person: str, record: str | None = None, *, ago: float = 0, **fields: Any) -> Change:
    made = {"person_id": person, "due_on": "2026-11-24", "reason": "next_morning"}
    return change("followup", record, ago=ago, set=made | fields)


def kindness(person: str, record: str | None = None, *, ago: float = 0, **fields: Any) -> Change:
    made = {
        "person_id": person,
        "direction": "given",
        "what": "introduced her to the sailing club",
        "happened_on": "2026-11-25",
    }
    return change("kindness", record, ago=ago, set=made | fields)


def card(record: str | None = None, *, ago: float = 0, **fields: Any) -> Change:
    return change("card", record, ago=ago, set=CARD | fields)


def attachment(owner: str, record: str | None = None, *, ago: float = 0, **fields: Any) -> Change:
    """A picture of a note or a person."""
    return change("attachment", record, ago=ago, set={"of": owner} | ATTACHMENT | fields)


def original(person: str, record: str | None = None, *, ago: float = 0, **fields: Any) -> Change:
    """What came with an imported person."""
    return change("original", record, ago=ago, set={"person_id": person} | ORIGINAL | fields)


def again(record: dict[str, Any], **fields: Any) -> Change:
    """What a phone sends for a record that a restored server does not know any more."""
    sent = record["fields"] | fields
    return change(record["kind"], record["id"], set=sent, edited=record["edited"])


def without(record: dict[str, Any], *names: str) -> dict[str, Any]:
    """A record, but for some of what is said of it."""
    return {name: value for name, value in record.items() if name not in names}


def statuses(answer: dict[str, Any]) -> list[str]:
    """What became of each change of a batch."""
    return [result["status"] for result in answer["results"]]


def reasons(answer: dict[str, Any], place: int = 0) -> list[str]:
    """The fields for which a change was rejected."""
    result = answer["results"][place]
    assert result["status"] == "rejected", result
    assert all(error["detail"] for error in result["errors"])
    return [error["field"] for error in result["errors"]]


def only(answer: dict[str, Any], kind: str | None = None) -> dict[str, Any]:
    """The one record of a pull, or the one of a kind."""
    (found,) = [each for each in answer["records"] if kind in (None, each["kind"])]
    return dict(found)
