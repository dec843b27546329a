"""What an operator sees of all accounts together."""

from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import update

from server import clock, database
from server.prompts.models import PromptSchedule
from server.statistics import store
from server.statistics.exposition import Shared
from server.worker_ticks import tick
from tests.support.api import ApiClient
from tests.support.changes import delete, note, person


def gauges(app: Flask) -> dict[str, float]:
    return {family.name: family.samples[0].value for family in Shared(app).collect()}


def test_the_figures_say_how_many_are_due_and_since_when(
    alice: ApiClient, bob: ApiClient, app: Flask
) -> None:
    now = clock.now()
    for who, seconds in ((alice, 90), (bob, 30)):
        who.sync([person()])
        with app.app_context(), database.write() as s:
            s.execute(
                update(PromptSchedule)
                .where(PromptSchedule.account_id == who.id)
                .values(next_at=now - timedelta(seconds=seconds))
            )
    with app.app_context(), database.write() as s:
        tick(s, "loop", now - timedelta(seconds=10))
    with time_machine.travel(now, tick=False):
        assert gauges(app) == {
            "karmadex_database_answers": 1,
            "karmadex_prompts_due": 2,
            "karmadex_prompts_oldest_due_seconds": 90,
            "karmadex_prompts_to_plan": 0,
            "karmadex_letters_due": 0,
            "karmadex_letters_oldest_due_seconds": 0,
            "karmadex_worker_tick_age_seconds": 10,
        }


def test_accounts_that_are_only_marked_are_not_counted_as_due(alice: ApiClient, app: Flask) -> None:
    """Else it would be due since 1970."""
    alice.sync([person()])
    found = gauges(app)
    assert found["karmadex_prompts_to_plan"] == 1
    assert found["karmadex_prompts_due"] == found["karmadex_prompts_oldest_due_seconds"] == 0


def test_the_figures_count_records_and_accounts(
    alice: ApiClient, bob: ApiClient, app: Flask
) -> None:
    alice.sync([person(), person("00000000-0000-4000-8000-000000000001"), note()])
    bob.sync([note()])
    alice.sync([delete("person", "00000000-0000-4000-8000-000000000001")])
    with app.app_context(), database.read() as s:
        found = store.figures(s, clock.now())
        later = store.figures(s, clock.now() + timedelta(days=8))
    assert found.records == {"note": 2, "person": 1}
    assert (found.accounts, found.active, found.subscriptions) == (2, 2, 0)
    assert later.active == 0
    assert found.database_bytes > 10_000
