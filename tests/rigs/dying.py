"""`flask --app wsgi …` that dies of `kill -9` at the step a test says.

`python -m tests.rigs.dying serve` is like `flask --app wsgi serve`. The file that DIES names holds
one line, `module:function when`, where the function is one of STEPS and `when` is

- `before` or `after` it runs: nothing of its transaction is committed;
- `after 2`: after it ran for the second time, and so on;
- `committed`: right after the commit of the transaction in which it ran.

Whichever process of the command gets there first takes the file away and dies, so that its
successor lives. Without the file nobody dies.
"""

import functools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from flask.cli import main
from sqlalchemy import event
from sqlalchemy.orm import Session

from server import group_commit
from server.blobs import service
from server.driver_connection import DriverConnection

DIES = "KARMADEX_TEST_DIES"

#: What a sync does, in this order.
SYNC = (
    "server.sync.store:lock",
    "server.sync.store:put_records",
    "server.sync.store:move_head",
    "server.sync.store:add_changes",
    "server.prompts.queue:mark_dirty",
    "server.sync.store:put_device",
)
#: What a group of syncs does: the work of each member, then the next is taken in; after the commit
#: comes the handing over, and only then the answers.
GROUP = (
    "server.group_commit:_Member.do",
    "server.group_commit:GroupCommit._next_below",
    "server.group_commit:GroupCommit._hand_over",
)
#: What a worker does with a prompt, in this order.
PROMPT = (
    "server.prompts.queue:claim_due",
    "server.prompts.prepare:plan_accounts",
    "server.prompts.prepare:make_ready",
    "server.prompts.dispatch:take",
    "server.push.sender:Sender._start",
    "server.push.sender:Sender._answered",
    "server.prompts.dispatch:settle_mornings",
)
#: What a worker does with letters, in this order.
LETTERS = (
    "server.mail.store:claim",
    "server.mail.store:hand_over",
    "server.mail.store:remove",
)
#: What the last bytes of an attachment do, in this order; a store each has its own.
BYTES = (
    "server.blobs.service:_take",
    "server.blobs.disk:DiskStorage.finish",
    "server.blobs.s3:S3Storage.finish",
    "server.blobs.s3:S3Storage._delete_all",
    "server.blobs.store:arrived",
)
STEPS = (*SYNC, "server.sync.round_trip:pull", *GROUP, *PROMPT, *LETTERS, *BYTES)

_file = Path(os.environ.get(DIES, "/nonexistent"))
#: The steps taken in the transaction that is open.
_taken: list[str] = []


def _die_if(point: str) -> None:
    try:
        wanted = _file.read_text().strip()
    except FileNotFoundError:
        return
    if wanted == point:
        _file.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def _deadly(step: str, work: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(work)
    def run(*given: Any, **more: Any) -> Any:
        _die_if(f"{step} before")
        done = work(*given, **more)
        _taken.append(step)
        _die_if(f"{step} after")
        _die_if(f"{step} after {_taken.count(step)}")
        return done

    return run


def _committed(*_: Any) -> None:
    for step in _taken:
        _die_if(f"{step} committed")
    _taken.clear()


def _heard(commit: Callable[[DriverConnection], None]) -> Callable[[DriverConnection], None]:
    @functools.wraps(commit)
    def run(driver: DriverConnection) -> None:
        commit(driver)
        _committed()

    return run


def _install() -> None:
    for step in STEPS:
        path, _, name = step.replace(":", ".").rpartition(".")
        owner = resolve_name(path)
        setattr(owner, name, _deadly(step, getattr(owner, name)))
    # However busy the machine is, those who wait are one group.
    group_commit.LONGEST_S = 60
    # Whoever died in the middle of an upload is taken for dead sooner.
    service.LEASE_MS = 2_000
    event.listen(Session, "after_commit", _committed)
    DriverConnection.commit = _heard(DriverConnection.commit)  # type: ignore[method-assign]


_install()
if __name__ == "__main__":
    sys.argv[1:1] = ["--app", "wsgi"]
    main()
