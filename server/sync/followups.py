"""The follow-ups that a note opens automatically for the next morning. Pure.

A phone creates them together with the note; the server creates them for clients that did not. Both
compute the same id, so that there is only one.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from hashlib import sha1
from zoneinfo import ZoneInfo

from server.clock import find_zone
from server.records.kinds import Fields
from server.records.values import parse_instant

NAMESPACE = uuid.UUID("1ee0c0a1-18b8-5797-ae48-3f7fc86f6a3e")
_SEED = NAMESPACE.bytes
#: Before this hour it is still the evening before: a note of 1 a.m. is due later that morning.
NIGHT_ENDS = timedelta(hours=4)


def met(note: Fields) -> Sequence[str]:
    """Returns the people whom the user met according to the note: those it names, if it was made at
    an event."""
    return note["person_ids"] if note["event_id"] else ()


def due_on(captured_at: str, zone: ZoneInfo) -> str | None:
    """Returns the date of the next morning; None at either end of the calendar."""
    try:
        evening = parse_instant(captured_at) - NIGHT_ENDS
        return str(evening.astimezone(zone).date() + timedelta(days=1))
    except OverflowError:
        return None


def next_mornings(
    note: Fields, people: Iterable[str], last_zone: Callable[[], ZoneInfo]
) -> Iterator[tuple[str, Fields]]:
    """Returns the id and the fields of the follow-up that the note opens for each of these people.
    If the note's zone is unknown, `last_zone`, the last one of the account, is used."""
    due = due_on(note["captured_at"], find_zone(note["captured_timezone"]) or last_zone())
    if due is None:
        return
    for person in people:
        fields = {"person_id": person, "due_on": due, "reason": "next_morning"}
        yield followup_id(person, due), fields


def followup_id(person: str, due: str) -> str:
    """Returns `uuid.uuid5(NAMESPACE, "<person>/<due>")` as text, without creating a UUID object: an
    upload needs one for each note."""
    digits = sha1(_SEED + f"{person}/{due}".encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"
