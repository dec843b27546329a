"""`kill -9` of a worker at every step of a prompt: it is sent, and a phone shows it once."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import PUSHING
from tests.rigs import dying, preloaded, processes
from tests.rigs.push_service import Inbox, PushService
from tests.server.prompts.life import about_noon
from tests.server.prompts.test_workers import HALF_AN_HOUR
from tests.support import changes
from tests.support.api import ApiClient

#: Where it dies, and how often the push service has been asked by then.
POINTS = [
    ("server.prompts.queue:claim_due after", 0),
    ("server.prompts.queue:claim_due committed", 0),
    ("server.prompts.prepare:plan_accounts after", 0),
    ("server.prompts.prepare:make_ready after", 0),
    ("server.prompts.dispatch:take after", 0),
    ("server.prompts.dispatch:take committed", 0),
    ("server.push.sender:Sender._start before", 0),
    ("server.push.sender:Sender._answered after", 1),
    ("server.prompts.dispatch:settle_mornings after", 1),
    ("server.prompts.dispatch:settle_mornings committed", 1),
]
#: Until the lease of the dead is over, by far.
LATER = timedelta(minutes=3)


@pytest.fixture
def inbox(app: Flask, push_service: PushService) -> Inbox:
    """That of Alice, whose morning has begun half an hour ago, with one person to say hi to."""
    zone, local = about_noon()
    alice = ApiClient(app, "Alice", zone)
    alice.patch("/api/v1/me", {"prompt_at": (local - HALF_AN_HOUR).strftime("%H:%M")})
    maya = changes.person(name="Maya", known_for=None)
    due_on = local.date().isoformat()
    alice.sync([maya, changes.followup(maya["record"], due_on=due_on, reason="promise")])
    made = push_service.subscribe()
    assert alice.put("/api/v1/push/subscriptions", made.subscription).status_code == 201
    return made


@pytest.mark.slow
@pytest.mark.parametrize(("point", "asked"), POINTS, ids=[point for point, _ in POINTS])
def test_a_worker_killed_at_any_step_of_a_prompt_loses_none(
    point: str, asked: int, app: Flask, inbox: Inbox, tmp_path: Path
) -> None:
    dies = tmp_path / "dies"
    dies.write_text(point)
    given = {
        "PATH": os.environ["PATH"],
        **processes.shifted_clock(),
        "INSTANCE_PATH": str(tmp_path),
        "DATABASE_URL": app.config["DATABASE_URL"],
        dying.DIES: str(dies),
    }
    worker = preloaded.start(
        ["tests.rigs.dying", "worker", "--processes", "1"],
        log=tmp_path / "killed.log",
        env=PUSHING | given,
    )
    try:
        # It dies as the file goes; its parent, which would start another, goes with it.
        processes.wait_until(lambda: not dies.exists(), "the worker to get there", seconds=60)
    finally:
        processes.kill(worker)
    assert len(inbox.asked) == asked

    late = datetime.now(UTC) + LATER
    for now in (late, late + LATER):
        arguments = ["prompts", "send", "--now", now.isoformat()]
        assert app.test_cli_runner().invoke(args=arguments).exit_code == 0
    # Once where it was not sent, or where it was written down that it was; else again as the same:
    # the topic replaces it at the push service, and the tag on the phone.
    assert len(inbox.taken) == (1 if not asked or point.endswith("committed") else 2)
    assert len({each.headers["topic"] for each in inbox.taken}) == 1
    assert all(each.message == inbox.taken[0].message for each in inbox.taken)
