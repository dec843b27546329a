"""Who waits for SQLite's turn shares a commit, and nobody pays for what another brings.

Alice holds the turn while the others come, so that they are in one group when she is done.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from server import database, group_commit
from server.driver_connection import DriverConnection
from server.extensions import db
from server.group_commit import GroupCommit
from tests.rigs.processes import wait_until

PHONES = 7


@pytest.fixture(autouse=True)
def in_app(app: Flask) -> Iterator[None]:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL has as many writers as there are accounts")
        with database.write() as s:
            s.execute(text("CREATE TABLE told (who TEXT PRIMARY KEY ON CONFLICT ABORT)"))
        yield


@pytest.fixture(autouse=True)
def patiently(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine 20 ms are over before anybody has done anything."""
    monkeypatch.setattr(group_commit, "LONGEST_S", 60)


@pytest.fixture
def group(app: Flask) -> GroupCommit:
    found: GroupCommit = app.extensions[database.GROUP]
    return found


def tell(s: DriverConnection, who: str) -> str:
    s.raw.execute("INSERT INTO told VALUES (?)", [who])
    return f"{who} was told"


def told() -> list[str]:
    with database.read() as s:
        return sorted(s.scalars(text("SELECT who FROM told")))


@contextmanager
def counting_commits(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[None]]:
    commits: list[None] = []
    commit = DriverConnection.commit

    def counted(driver: DriverConnection) -> None:
        commit(driver)
        commits.append(None)

    with monkeypatch.context() as patch:
        patch.setattr(DriverConnection, "commit", counted)
        yield commits


def at_once(
    app: Flask, group: GroupCommit, works: list[Callable[[DriverConnection], Any]], weight: int = 1
) -> list[Future[Any]]:
    """What becomes of works that come in this order while the first of all writes."""
    started, go = threading.Event(), threading.Event()

    def hold(_: DriverConnection) -> None:
        started.set()
        assert go.wait(30)

    def write(work: Callable[[DriverConnection], Any], weight: int = 1) -> Any:
        with app.app_context():
            return database.write_together(work, weight)

    with ThreadPoolExecutor(len(works) + 1) as threads:
        holding = threads.submit(write, hold, group_commit.MOST_WEIGHT)
        assert started.wait(30)
        written = []
        for number, work in enumerate(works, start=1):
            written.append(threads.submit(write, work, weight))
            wait_until(lambda n=number: len(group._waiting) == n, "it to wait", every=0.001)
        go.set()
        holding.result()
    return written


def test_a_single_writer_does_not_wait(group: GroupCommit, monkeypatch: pytest.MonkeyPatch) -> None:
    with counting_commits(monkeypatch) as commits:
        assert database.write_together(lambda s: tell(s, "Alice")) == "Alice was told"
        assert len(commits) == 1
    assert told() == ["Alice"]
    assert not group._waiting
    assert not group._has_leader


def test_waiting_writers_share_one_commit(
    app: Flask, group: GroupCommit, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"phone {number}" for number in range(PHONES)]
    with counting_commits(monkeypatch) as commits:
        written = at_once(app, group, [lambda s, who=who: tell(s, who) for who in names])
        # That of the one who held them up, and one for all who waited.
        assert len(commits) == 2
    assert [each.result() for each in written] == [f"{who} was told" for who in names]
    assert told() == names


def test_a_failing_member_is_rolled_back_alone(app: Flask, group: GroupCommit) -> None:
    def fail(s: DriverConnection) -> None:
        tell(s, "Bob")
        raise ZeroDivisionError

    for place in range(3):
        with database.write() as s:
            s.execute(text("DELETE FROM told"))
        works: list[Callable[[DriverConnection], Any]] = [
            lambda s: tell(s, "Alice"),
            lambda s: tell(s, "Charlie"),
        ]
        works.insert(place, fail)
        written = at_once(app, group, works)
        with pytest.raises(ZeroDivisionError):
            written.pop(place).result()
        assert [each.result() for each in written] == ["Alice was told", "Charlie was told"]
        assert told() == ["Alice", "Charlie"], place


def test_an_error_that_ends_the_transaction_does_not_affect_the_others(
    app: Flask, group: GroupCommit
) -> None:
    """As a full disk does, or `ON CONFLICT ROLLBACK`."""

    def end(s: DriverConnection) -> None:
        s.raw.execute("INSERT OR ROLLBACK INTO told VALUES ('Alice')")

    works = [lambda s: tell(s, "Alice"), end, lambda s: tell(s, "Charlie")]
    written = at_once(app, group, works)
    with pytest.raises(sqlite3.IntegrityError):
        written[1].result()
    assert written[0].result() == "Alice was told"
    assert written[2].result() == "Charlie was told"
    assert told() == ["Alice", "Charlie"]


def test_after_a_failing_commit_each_is_run_again_alone(
    app: Flask, group: GroupCommit, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["Alice", "Bob", "Charlie"]
    commit = DriverConnection.commit
    commits: list[int] = []

    def fails_for_a_group(driver: DriverConnection) -> None:
        commits.append(driver.raw.execute("SELECT count(*) FROM told").fetchone()[0])
        if len(commits) == 2:  # the group's: the first is that of the one who held them up
            raise OperationalError(None, None, sqlite3.OperationalError("disk I/O error"))
        commit(driver)

    monkeypatch.setattr(DriverConnection, "commit", fails_for_a_group)
    written = at_once(app, group, [lambda s, who=who: tell(s, who) for who in names])
    assert [each.result() for each in written] == [f"{who} was told" for who in names]
    assert commits == [0, 3, 1, 2, 3]
    assert told() == names


def test_an_unread_result_does_not_keep_a_savepoint_open(app: Flask, group: GroupCommit) -> None:
    kept: list[sqlite3.Cursor] = []

    def read_a_little(s: DriverConnection) -> str:
        kept.append(s.raw.execute("SELECT name FROM sqlite_master"))
        kept[-1].fetchone()
        return tell(s, f"reader {len(kept)}")

    written = at_once(app, group, [read_a_little] * 3)
    assert sorted(each.result() for each in written) == [
        f"reader {number} was told" for number in (1, 2, 3)
    ]
    assert len(told()) == 3


def test_a_group_holds_no_more_than_its_room(
    app: Flask, group: GroupCommit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting_commits(monkeypatch) as commits:
        works = [lambda s, who=who: tell(s, who) for who in ("Alice", "Bob", "Charlie")]
        at_once(app, group, works, weight=group_commit.MOST_WEIGHT // 2)
        # Two have room together, the third is the first of the next group.
        assert len(commits) == 3
    assert told() == ["Alice", "Bob", "Charlie"]


def test_a_group_takes_members_only_as_long_as_its_first_can_wait(
    app: Flask, group: GroupCommit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_commit, "LONGEST_S", 0.0)
    with counting_commits(monkeypatch) as commits:
        at_once(app, group, [lambda s, who=who: tell(s, who) for who in ("Alice", "Bob")])
        assert len(commits) == 3
    assert told() == ["Alice", "Bob"]


def test_each_member_runs_in_the_context_of_its_thread(app: Flask, group: GroupCommit) -> None:
    """Whoever leads does the work of the others, and is not taken for them."""
    from flask import g

    def write(who: str) -> str:
        with app.app_context():
            g.who = who
            return str(database.write_together(lambda s: tell(s, g.who)))

    with ThreadPoolExecutor(PHONES) as threads:
        names = [f"phone {number}" for number in range(40)]
        assert list(threads.map(write, names)) == [f"{who} was told" for who in names]
    assert told() == sorted(names)


def test_no_transaction_inside_of_another(group: GroupCommit) -> None:
    def nested(_: DriverConnection) -> None:
        with database.read():
            pytest.fail("one inside of another")

    with pytest.raises(RuntimeError):
        database.write_together(nested)


#: What one phone does: writes its name, fails, or ends the transaction; and how heavy it is.
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["tell", "fail", "end"]), st.integers(0, 5), st.sampled_from([1, 400, 1000])
    ),
    min_size=1,
    max_size=PHONES,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=DEEDS)
def test_any_grouping_has_the_result_of_some_order(
    app: Flask, group: GroupCommit, deeds: list[tuple[str, int, int]]
) -> None:
    """Each name can be told once: who comes first is told, and all others hear that it was."""
    with database.write() as s:
        s.execute(text("DELETE FROM told"))

    def do(deed: tuple[int, tuple[str, int, int]]) -> str | None:
        number, (what, name, weight) = deed

        def work(s: DriverConnection) -> str:
            if what == "end":
                s.raw.execute("INSERT INTO told VALUES (?)", [f"ended {number}"])
                s.raw.execute("ROLLBACK")
                raise ZeroDivisionError
            answer = tell(s, str(name))
            if what == "fail":
                raise ZeroDivisionError
            return answer

        with app.app_context(), suppress(ZeroDivisionError, sqlite3.IntegrityError):
            return str(database.write_together(work, weight))
        return None

    with ThreadPoolExecutor(PHONES) as threads:
        answers = list(threads.map(do, enumerate(deeds)))
    wanted = {str(name) for what, name, _ in deeds if what == "tell"}
    assert told() == sorted(wanted)
    assert sorted(each for each in answers if each) == [
        f"{name} was told" for name in sorted(wanted)
    ]
    assert not group._waiting
    assert not group._has_leader
