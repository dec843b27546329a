"""What a test of the kinds of records says: this is taken, that is refused."""

from collections.abc import Sequence
from typing import Any

from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import only, reasons, statuses

SOMEBODY = "5b0ad4e3-24c5-4a3c-8a34-8a3a54a3a7c1"
MADE: dict[str, Any] = {
    "event": changes.event,
    "person": changes.person,
    "note": changes.note,
    "followup": lambda **fields: changes.followup(SOMEBODY, **fields),
    "kindness": lambda **fields: changes.kindness(SOMEBODY, **fields),
    "card": changes.card,
    "attachment": lambda **fields: changes.attachment(SOMEBODY, **fields),
    "original": lambda **fields: changes.original(SOMEBODY, **fields),
}


def taken(alice: ApiClient, kind: str, **fields: Any) -> dict[str, Any]:
    """The fields of a record that was taken with these."""
    answer = alice.sync([MADE[kind](**fields)])
    assert statuses(answer) == ["applied"], answer["results"]
    return dict(only(answer, kind)["fields"])


def refused(alice: ApiClient, kind: str, **fields: Any) -> None:
    """Each of the fields is the reason why the record was not taken."""
    answer = alice.sync([MADE[kind](**fields)])
    assert reasons(answer) == list(fields)
    assert answer["records"] == []


def holds(
    alice: ApiClient, kind: str, field: str, *, good: Sequence[Any], wrong: Sequence[Any]
) -> None:
    """What is good is kept as it was given, one by one; what is wrong is refused."""
    for value in good:
        assert taken(alice, kind, **{field: value})[field] == value
    for value in wrong:
        refused(alice, kind, **{field: value})
