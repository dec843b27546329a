"""The worker: one loop, in a process beside the server's or as `flask worker` on any machine.

Any number of workers may run at once.
"""

import logging
from datetime import datetime, timedelta
from threading import Event, Thread

from flask import Flask
from sqlalchemy.orm import Session

from server import clock, database, housekeeping, worker_ticks
from server.accounts.activity.store import purge as purge_activity
from server.blobs.sweep import sweep
from server.dav import versions
from server.heartbeat import beat
from server.mail.worker import run_postman
from server.prompts.dispatch import Dispatcher
from server.push.service import push_service
from server.rate_limits.store import purge as purge_buckets
from server.sync.stones import lay_those_set_aside
from server.sync.store import purge_deleted

LOOK_EVERY_SECONDS = 1.0
AFTER_ERROR_SECONDS = 5.0
#: How long a worker that ends waits for the letters that are being sent.
LAST_LETTERS_SECONDS = 10
TICK_EVERY = timedelta(seconds=20)
#: A worker without a tick for this long counts as dead.
SILENCE = timedelta(minutes=3)

log = logging.getLogger(__name__)


def run_worker(app: Flask, stop: Event) -> None:
    """Send what is due until `stop` is set; what was claimed is finished first. An error is logged
    and the loop goes on: a row that raised was postponed, so that it is not the next one again."""
    with app.app_context():
        service = push_service()
        sender = service.make_sender()
        dispatcher = Dispatcher(
            service, sender, app.config["PUBLIC_URL"], clock.now, is_told_to_stop=stop.is_set
        )
        ticked_at: datetime | None = None
        postman = Thread(target=run_postman, args=(app, stop), name="postman", daemon=True)
        postman.start()
        try:
            while not stop.is_set():
                beat()
                try:
                    ticked_at = _tick(ticked_at)
                    is_busy = dispatcher.send_due() or dispatcher.plan_prefetch()
                    pause = 0.0 if is_busy else _until(dispatcher.prefetch.next_at())
                except Exception:
                    log.exception("the prompt worker met an error and goes on")
                    pause = AFTER_ERROR_SECONDS
                stop.wait(pause)
            dispatcher.give_back()
        finally:
            sender.close()
            postman.join(timeout=LAST_LETTERS_SECONDS)


def is_silent(now: datetime) -> bool:
    """Returns whether no worker has ticked for SILENCE."""
    with database.read() as s:
        ticked_at = worker_ticks.last_tick(s, "loop")
    return ticked_at is None or now - ticked_at > SILENCE


def _until(batch_at: datetime | None) -> float:
    """Returns the seconds until the next check, or until a batch is to be sent if that is
    sooner."""
    if batch_at is None:
        return LOOK_EVERY_SECONDS
    return min(max((batch_at - clock.now()).total_seconds(), 0.0), LOOK_EVERY_SECONDS)


def _tick(ticked_at: datetime | None) -> datetime:
    """Record that the worker is alive, and do what is done once a day."""
    now = clock.now()
    if ticked_at is not None and ticked_at <= now < ticked_at + TICK_EVERY:
        return ticked_at
    with database.write() as s:
        by = _live(s, now)
        worker_ticks.tick(s, "loop", now)
    lay_those_set_aside()
    database.erase_traces()
    if by is not None:
        by = min(by, now)
        purge_deleted(by)
        versions.purge(by)
        purge_activity(by)
        purge_buckets(now)
        sweep(by)
    return now


def _live(s: Session, now: datetime) -> datetime | None:
    """Advance the database's own clock. Returns the instant from which age is counted if it is time
    to delete old data, else None."""
    last = worker_ticks.last_tick(s, "loop")
    # "daily" is the name that earlier versions stored.
    lived = (
        worker_ticks.last_tick(s, housekeeping.LIVED) or worker_ticks.last_tick(s, "daily") or now
    )
    lived = housekeeping.lived_on(lived, last, now)
    forgotten = worker_ticks.last_tick(s, housekeeping.FORGOTTEN) or lived
    by = housekeeping.next_pass(lived, forgotten)
    worker_ticks.tick(s, housekeeping.LIVED, lived)
    worker_ticks.tick(s, housekeeping.FORGOTTEN, by or forgotten)
    return by
