"""`flask move-to`: from SQLite to PostgreSQL and back, and no phone notices.

The target is always of the other kind than the database that the tests run on.
"""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from config import ROOT
from server.backup import move
from server.backup.tables import Digest, batches, tables
from tests.rigs.processes import wait_until
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import delete, edit
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases, migrate

Run = Callable[..., str]
UNUSUAL = "Zoë\u2028\t\U0001f469\u200d\U0001f680 \\ '\" %s {} \x7f"


@pytest.fixture(scope="module")
def others(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqliteDatabases | PostgresDatabases]:
    """Where databases of the other kind come from."""
    folder = tmp_path_factory.mktemp("others")
    made = (
        PostgresDatabases(folder)
        if isinstance(databases, SqliteDatabases)
        else SqliteDatabases(folder)
    )
    yield made
    made.close()


@pytest.fixture
def target(others: SqliteDatabases | PostgresDatabases, tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "target"
    folder.mkdir()
    with others.empty(folder) as url:
        yield url


@pytest.fixture
def moved(make_app: Callable[..., Flask], target: str) -> Callable[[], Flask]:
    """The app, started again on the target."""
    return lambda: make_app(DATABASE_URL=target)


def phone_on(app: Flask, phone: ApiClient) -> ApiClient:
    """The same phone, with its cookie and its cursor, whose server is another now."""
    same = object.__new__(ApiClient)
    same.__dict__.update(phone.__dict__)
    same.app, same.http = app, app.test_client()
    for cookie in phone.http._cookies.values():
        same.http.set_cookie(cookie.key, cookie.value)
    return same


def digests(url: str) -> dict[str, tuple[int, int]]:
    engine = create_engine(url)
    found = {}
    with engine.connect() as connection:
        for table in tables():
            digest = Digest()
            for rows in batches(connection, table, 7):
                digest.add(rows)
            found[table.name] = (digest.rows, digest._sum)
    engine.dispose()
    return found


def live_a_little(alice: ApiClient, bob: ApiClient) -> None:
    maya = changes.person(ago=90, name=UNUSUAL)
    event = changes.event(ago=80)
    note = changes.note(ago=70, person_ids=[maya["record"]], event_id=event["record"])
    alice.sync([maya, event, note, edit("note", note["record"], ago=60, body=UNUSUAL)])
    alice.sync([delete("event", event["record"])])
    bob.sync([changes.card(position=0.1), changes.card(position=-7)])
    keys = {"p256dh": BROWSER, "auth": "AAAAAAAAAAAAAAAAAAAAAA"}
    there = {"endpoint": "http://127.0.0.1:9/x", "keys": keys}
    assert alice.put("/api/v1/push/subscriptions", there).status_code == 201


BROWSER = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM"


def test_phones_go_on_after_a_move(
    alice: ApiClient, bob: ApiClient, run: Run, target: str, moved: Callable[[], Flask]
) -> None:
    live_a_little(alice, bob)
    before = [phone.another_phone().sync() for phone in (alice, bob)]
    run("move-to", target)
    app = moved()
    for phone, was in zip((alice, bob), before, strict=True):
        there = phone_on(app, phone)
        answer = there.sync()
        assert (answer["records"], answer["reset"], answer["more"]) == ([], False, False)
        assert answer["cursor"] == phone.cursor
        assert there.sync(cursor=None)["records"] == was["records"]
        assert there.sync([changes.note()])["results"][0]["status"] == "applied"


def test_every_row_of_every_table_arrives(
    app: Flask, alice: ApiClient, bob: ApiClient, run: Run, target: str
) -> None:
    live_a_little(alice, bob)
    epoch = {"server_epoch"}
    before = digests(app.config["DATABASE_URL"])
    said = run("move-to", target)
    assert digests(target) == before
    assert f"{before['records'][0]}  records" in said
    after = digests(app.config["DATABASE_URL"])
    assert {name for name in before if before[name] != after[name]} == epoch


def test_a_database_is_moved_there_and_back(
    app: Flask, alice: ApiClient, bob: ApiClient, run: Run, target: str, moved: Callable[[], Flask],
    databases: Databases, tmp_path: Path,
) -> None:  # fmt: skip
    live_a_little(alice, bob)
    run("move-to", target)
    before = digests(target)
    folder = tmp_path / "back"
    folder.mkdir()
    with databases.empty(folder) as back:
        done = moved().test_cli_runner().invoke(args=["move-to", back])
        assert done.exit_code == 0, done.output
        assert digests(back) == before


def test_changes_written_to_the_old_database_by_mistake_arrive(
    alice: ApiClient, run: Run, target: str, moved: Callable[[], Flask]
) -> None:
    alice.sync([changes.note()])
    run("move-to", target)
    assert alice.sync([changes.note()])["reset_reason"] == "restored"
    assert phone_on(moved(), alice).sync()["reset_reason"] == "restored"


def test_a_target_with_other_data_is_refused(
    alice: ApiClient, refused: Run, run: Run, target: str, moved: Callable[[], Flask],
    tmp_path: Path,
) -> None:  # fmt: skip
    migrate(tmp_path, target)
    charlie = ApiClient(moved(), "Charlie", "Asia/Kathmandu")
    charlie.sync([changes.note(body="mine")])
    assert "data already" in refused("move-to", target)
    assert charlie.sync(cursor=None)["records"][0]["fields"]["body"] == "mine"


def test_a_target_with_empty_tables_is_accepted(
    alice: ApiClient, run: Run, target: str, tmp_path: Path
) -> None:
    migrate(tmp_path, target)
    run("move-to", target)


def test_an_empty_address_is_not_the_default(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["move-to", ""])
    assert result.exit_code == 2
    assert "URL: it is empty" in result.output


def test_a_finished_move_is_refused_a_second_time(
    alice: ApiClient, run: Run, refused: Run, target: str, app: Flask
) -> None:
    run("move-to", target)
    assert "data already" in refused("move-to", target)
    assert "in use already" in refused("move-to", app.config["DATABASE_URL"])
    assert "sqlite or postgresql" in refused("move-to", "mysql://somewhere/else")


def stopped_after(batches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    put, left = move.put, iter(range(batches))

    def stop(*arguments: object) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        put(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(move, "BATCH", 3)
    monkeypatch.setattr(move, "put", stop)


@pytest.mark.parametrize("batches", [0, 1, 4, 9, 14, 21])
def test_a_move_that_was_stopped_anywhere_continues(
    batches: int, app: Flask, alice: ApiClient, bob: ApiClient, run: Run, target: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    live_a_little(alice, bob)
    before = digests(app.config["DATABASE_URL"])
    with monkeypatch.context() as patched:
        stopped_after(batches, patched)
        app.test_cli_runner().invoke(args=["move-to", target])
    run("move-to", target)
    assert digests(target) == before


def test_what_changed_between_two_runs_is_corrected(
    app: Flask, alice: ApiClient, bob: ApiClient, run: Run, target: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    live_a_little(alice, bob)
    with monkeypatch.context() as patched:
        stopped_after(14, patched)
        app.test_cli_runner().invoke(args=["move-to", target])
    alice.sync([changes.note(), changes.card()])
    bob.delete("/api/v1/me", {"password": bob.password})
    before = digests(app.config["DATABASE_URL"])
    run("move-to", target)
    assert digests(target) == before


def test_a_target_with_half_of_another_database_is_refused(
    app: Flask, alice: ApiClient, run: Run, refused: Run, target: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with monkeypatch.context() as patched:
        stopped_after(2, patched)
        app.test_cli_runner().invoke(args=["move-to", target])
    run("db", "new-epoch")
    assert "Another database was being moved" in refused("move-to", target)


KILLED = """
import sys
from flask.cli import main
from server.backup import move
move.BATCH = 2
sys.argv = ["flask", "--app", "wsgi", "move-to", sys.argv[1]]
main()
"""


def rows(engine: Engine, table: str) -> int:
    try:
        with engine.connect() as connection:
            return int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)
    except Exception:  # there is no table yet, or SQLite is being written to
        return 0


@pytest.mark.slow
def test_a_move_that_was_killed_continues(
    app: Flask, alice: ApiClient, run: Run, target: str, tmp_path: Path
) -> None:
    alice.sync([changes.note() for _ in range(400)])
    before = digests(app.config["DATABASE_URL"])
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, target],
        cwd=ROOT,
        env={"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": app.config["DATABASE_URL"]},
    )
    engine = create_engine(target)
    wait_until(lambda: rows(engine, "records") + rows(engine, "changes"), "rows", seconds=60)
    process.send_signal(signal.SIGKILL)
    process.wait()
    there = rows(engine, "records") + rows(engine, "changes")
    engine.dispose()
    assert 0 < there < 800
    run("move-to", target)
    assert digests(target) == before


def test_texts_are_ordered_alike(app: Flask, target: str, tmp_path: Path) -> None:
    """A key of text is walked by its bytes, also where the database speaks a language."""
    migrate(tmp_path, target)
    names = ["a", "B", "ä", "_", "Z", "é", "~", "10", "9"]
    [ticks] = [table for table in tables() if table.name == "worker_ticks"]
    engine = create_engine(target)
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO worker_ticks (name, ticked_at) VALUES (:name, :at)"),
            [{"name": name, "at": "2026-11-24 08:30:00"} for name in names],
        )
        walked = [row[0] for rows in batches(connection, ticks, 2) for row in rows]
        assert walked == sorted(names, key=str.encode)
    engine.dispose()
