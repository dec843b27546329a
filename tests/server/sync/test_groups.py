"""Syncs that share a commit are as the same syncs one after the other.

Alice's phones come while somebody holds the turn, so that they are in one group; Bob's come alone,
with the same changes, in the same order.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server import database, group_commit
from server.extensions import db
from server.group_commit import GroupCommit
from tests.rigs.processes import wait_until
from tests.support.api import API, ApiClient
from tests.support.changes import change, milliseconds, new_id, without

PHONES = 4
#: So far apart are two edits, in ms: much further than a group waits on a busy machine.
APART = 600_000

Change = dict[str, Any]


@pytest.fixture
def group(app: Flask, monkeypatch: pytest.MonkeyPatch) -> GroupCommit:
    # On a busy machine 20 ms are over before anybody has done anything.
    monkeypatch.setattr(group_commit, "LONGEST_S", 60)
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL groups commits itself")
    found: GroupCommit = app.extensions[database.GROUP]
    return found


@pytest.fixture
def times() -> Iterator[int]:
    """Instants that only go forward, since those of a phone do."""
    return count(milliseconds(ago=170 * 24 * 3600), APART)


@st.composite
def batches(draw: st.DrawFn) -> list[list[tuple[int, int, dict[str, Any]]]]:
    """For each phone: when, in the order of all edits; to which record; and what."""
    what = st.sampled_from(
        [
            {"set": {"name": "Maya", "known_for": "sails"}},
            {"set": {"known_for": "water-skis"}},
            {"set": {"name": ""}},
            {"set": {"role": "cook"}, "if_absent": True},
            {"set": {"role": 7}},
            {"delete": True},
        ]
    )
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=PHONES))
    order = draw(st.permutations(range(sum(sizes))))
    made = []
    for size in sizes:
        mine, order = sorted(order[:size]), order[size:]
        made.append([(when, draw(st.integers(0, 1)), draw(what)) for when in mine])
    return made


def at_once(
    app: Flask, group: GroupCommit, phones: list[ApiClient], changes: list[list[Change]]
) -> list[list[Change]]:
    """What the phones hear of their changes, which came in this order and were taken together."""
    started, go = Event(), Event()

    def hold(_: Any) -> None:
        started.set()
        assert go.wait(60)

    def hold_up() -> None:
        with app.app_context():
            database.write_together(hold, group_commit.MOST_WEIGHT)

    with ThreadPoolExecutor(PHONES + 1) as threads:
        holding = threads.submit(hold_up)
        assert started.wait(60)
        answers = []
        for number, (phone, mine) in enumerate(zip(phones, changes, strict=False), start=1):
            answers.append(threads.submit(phone.sync, mine))
            wait_until(lambda n=number: len(group._waiting) == n, "it to wait", every=0.001)
        go.set()
        holding.result()
        return [each.result()["results"] for each in answers]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(given_batches=batches())
def test_a_group_has_the_result_of_its_syncs_one_after_the_other(
    app: Flask,
    alice: ApiClient,
    bob: ApiClient,
    group: GroupCommit,
    times: Iterator[int],
    phones_of: dict[str, list[ApiClient]],
    given_batches: list[list[tuple[int, int, dict[str, Any]]]],
) -> None:
    records = [new_id(), new_id()]
    instants = [next(times) for _ in range(sum(map(len, given_batches)))]
    made = [
        [
            change("person", records[which], **what) | {"at": instants[when]}
            for when, which, what in batch
        ]
        for batch in given_batches
    ]
    together = at_once(app, group, phones_of["alice"], made)
    alone = [
        phone.sync(mine)["results"] for phone, mine in zip(phones_of["bob"], made, strict=False)
    ]
    assert together == alone
    assert held(alice, records) == held(bob, records)


@pytest.fixture
def phones_of(alice: ApiClient, bob: ApiClient) -> dict[str, list[ApiClient]]:
    return {
        "alice": [alice.another_phone() for _ in range(PHONES)],
        "bob": [bob.another_phone() for _ in range(PHONES)],
    }


def held(owner: ApiClient, records: list[str]) -> list[Any]:
    """How the records stand, but for revisions and for when: the one sync was later."""
    found = {each["id"]: each for each in owner.everything()}
    history = [_texts(owner, record) for record in records]
    standing = [
        without(found[record], "rev", "edited")
        | {"deleted_at": found[record]["deleted_at"] is not None}
        for record in records
        if record in found
    ]
    return [standing, history]


def _texts(owner: ApiClient, record: str) -> list[tuple[str, str]]:
    """Every text that was ever in its fields, the newest first."""
    answer = owner.get(f"{API}/records/person/{record}/revisions")
    rows = answer.get_json().get("revisions", [])
    return [(row["field"], row["value"]) for row in rows]
