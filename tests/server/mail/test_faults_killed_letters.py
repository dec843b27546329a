"""`kill -9` of a worker with many letters in hand: none comes twice, those not under way come."""

import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from server.extensions import Base, db
from server.mail.worker import CONNECTIONS
from tests.rigs import dying, preloaded, processes
from tests.rigs.crowd import multiply
from tests.rigs.mail_server import MailServer
from tests.server.prompts.life import about_noon
from tests.support import changes
from tests.support.api import ApiClient

CROWD = 60
#: Where it dies, and how many letters may have been under way by then.
POINTS = [
    ("server.mail.store:claim after", 0),
    ("server.mail.store:claim committed", 0),
    ("server.mail.store:hand_over before", 0),
    ("server.mail.store:hand_over after", 0),
    ("server.mail.store:hand_over committed", CONNECTIONS),
    ("server.mail.store:remove before", CONNECTIONS),
    ("server.mail.store:remove after", CONNECTIONS),
    ("server.mail.store:remove committed", CONNECTIONS),
]
#: Until the lease of the dead is over.
LATER = timedelta(minutes=7)


@pytest.fixture
def app(make_app: Callable[..., Flask], mail_server: MailServer) -> Flask:
    return make_app(
        SMTP_URL=f"smtp://127.0.0.1:{mail_server.port}", MAIL_FROM="hello@karma.example"
    )


@pytest.fixture
def crowd(app: Flask) -> None:
    """So many people whose morning has begun half an hour ago, and comes by mail."""
    zone, local = about_noon()
    alice = ApiClient(app, "Alice", zone)
    begun = f"{local - timedelta(minutes=30):%H:%M}"
    alice.patch("/api/v1/me", {"prompt_at": begun, "prompt_by_mail": "always"})
    maya = changes.person(name="Maya")
    due = changes.followup(maya["record"], due_on=local.date().isoformat(), reason="promise")
    alice.sync([maya, due], timezone=zone)
    with app.app_context():
        tables = {table.name for table in Base.metadata.sorted_tables} - {"changes"}
        with db.engine.begin() as connection:
            multiply(connection, alice.id, CROWD, only=tables)


@pytest.mark.slow
@pytest.mark.parametrize(("point", "under_way"), POINTS, ids=[point for point, _ in POINTS])
def test_a_worker_killed_with_many_letters_loses_and_doubles_none(
    point: str,
    under_way: int,
    app: Flask,
    crowd: None,
    mail_server: MailServer,
    tmp_path: Path,
) -> None:
    dies = tmp_path / "dies"
    dies.write_text(point)
    given = {
        "PATH": os.environ["PATH"],
        **processes.shifted_clock(),
        "INSTANCE_PATH": str(tmp_path),
        "DATABASE_URL": app.config["DATABASE_URL"],
        "SMTP_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "MAIL_FROM": "hello@karma.example",
        dying.DIES: str(dies),
    }
    worker = preloaded.start(
        ["tests.rigs.dying", "worker", "--processes", "1"],
        log=tmp_path / "killed.log",
        env=given,
    )
    try:
        processes.wait_until(lambda: not dies.exists(), "the worker to get there", seconds=60)
    finally:
        processes.kill(worker)

    late = datetime.now(UTC) + LATER
    for now in (late, late + LATER):
        arguments = ["prompts", "send", "--now", now.isoformat()]
        assert app.test_cli_runner().invoke(args=arguments).exit_code == 0
    came = Counter(mail_server.to)
    assert [to for to, times in came.items() if times > 1] == [], "nothing is sent twice"
    assert len(came) >= CROWD + 1 - under_way, "nothing is lost but what may have arrived"
    assert all("Maya" in each.get_body(("plain",)).get_content() for each in mail_server.letters)
