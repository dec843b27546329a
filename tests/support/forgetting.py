"""A person with a name that occurs nowhere else, how to forget a record for good, and what the
daily tick purges."""

from datetime import timedelta
from typing import Any

from server import clock
from server.sync.store import purge_deleted
from tests.support import changes
from tests.support.api import API, ApiClient

#: Occurs nowhere else, so that its bytes can be searched.
NAME = "Zqxvalentina"


def person(name: str = NAME, **fields: Any) -> changes.Change:
    return changes.person(name=name, known_for=f"{name} juggles", **fields)


def forget(who: ApiClient, made: changes.Change) -> int:
    path = f"{API}/records/{made['kind']}/{made['record']}/forget"
    return who.post(path).status_code


def seen(who: ApiClient) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in who.everything()}


def purge(alice: ApiClient, *, days: float) -> int:
    """What the daily tick does, so many days from now."""
    with alice.app.app_context():
        return purge_deleted(clock.now() + timedelta(days=days))
