"""A restore brings back nobody who was forgotten for good."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from server.backup import sqlite
from server.signals import attachments_forgotten
from server.sync import stones
from tests.support import changes
from tests.support.api import ApiClient
from tests.support.changes import edit
from tests.support.databases import is_sqlite

Run = Callable[..., str]


def forget(who: ApiClient, made: changes.Change) -> None:
    assert who.post(f"/api/v1/records/{made['kind']}/{made['record']}/forget").status_code == 204


def test_people_forgotten_since_the_backup_stay_forgotten(
    app: Flask, alice: ApiClient, bob: ApiClient, run: Run, file: Path
) -> None:
    maya, tom, charlie = (changes.person(name=name, ago=60) for name in ("Zqxmaya", "Tom", "Zqxch"))
    hers = changes.note(body="Zqxmaya rows", person_ids=[maya["record"]], ago=50)
    his = changes.note(body="bakes", person_ids=[maya["record"]], ago=50)
    picture = changes.attachment(hers["record"])
    alice.sync([maya, tom, hers, his, picture])
    bob.sync([charlie])
    away = alice.another_phone()
    away.sync()
    run("backup", file)

    # A note that was hers became Tom's before she was forgotten: it did not go along with her.
    alice.sync([edit("note", his["record"], person_ids=[tom["record"]])])
    zoe = changes.person(name="Zqxzoe")
    alice.sync([zoe])
    forget(alice, zoe)
    forget(alice, maya)
    before = {each["id"]: each for each in alice.everything()}
    told: list[Any] = []

    def hear(_s: object, **what: Any) -> None:
        told.append(what)

    with attachments_forgotten.connected_to(hear):
        run("restore", file)
    assert told == [{"account_id": alice.id, "sha256s": [picture["set"]["sha256"]]}]
    after = {each["id"]: each for each in alice.everything()}
    gone = {each["record"] for each in (maya, hers, picture, zoe)}
    assert {record for record, each in after.items() if each.get("forgotten")} == gone
    for record in gone:
        assert after[record]["fields"] == before[record]["fields"]
    assert "Zqxmaya" not in str(after)
    assert "Zqxch" in str(bob.everything()), "another account knows nothing of it"
    # Whoever was away meanwhile brings nobody back, and erases her.
    answer = away.sync([edit("person", maya["record"], name="Zqxmaya again")])
    assert answer["results"][0]["errors"] == [{"field": "record", "detail": "forgotten"}]
    assert {each["id"] for each in answer["records"] if each.get("forgotten")} == gone
    # Revisions above the backup's, so that no phone takes them for what it knows.
    assert all(after[record]["rev"] > answer["restored_rev"] for record in gone)
    if is_sqlite(app):
        kept = (each for each in file.parent.glob("karmadex.sqlite3*") if "before" not in each.name)
        assert b"Zqxmaya" not in b"".join(each.read_bytes() for each in kept)


class Killed(BaseException):
    """Nobody catches it, as nobody catches `kill -9`."""


@pytest.mark.parametrize("step", ["while it takes the place", "right after its commit"])
def test_people_forgotten_during_a_restore_stay_forgotten_wherever_it_is_killed(
    step: str, app: Flask, alice: ApiClient, run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not is_sqlite(app):
        pytest.skip("test_killed.py has it: the tables of before say that it is still to be done")
    maya, zoe = changes.person(name="Zqxmaya"), changes.person(name="Zqxzoe")
    alice.sync([maya, zoe])
    run("backup", file)
    forget(alice, zoe)
    put_back, lay, laid = sqlite.put_back, stones.lay, []

    def take_the_place(*given: Any) -> None:
        forget(alice, maya)
        put_back(*given)
        raise Killed

    def lay_and_die(found: stones.Stones) -> dict[str, list[str]]:
        laid.append(found)
        if len(laid) == 2 and step == "while it takes the place":
            raise Killed
        return lay(found)

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "put_back", take_the_place)
        patch.setattr(stones, "lay", lay_and_die)
        with pytest.raises(Killed):
            run("restore", file)
    for _ in ("killed", "restored again"):
        assert {each["id"]: each.get("forgotten") for each in alice.everything()} == {
            maya["record"]: True,
            zoe["record"]: True,
        }
        run("restore", file)


def test_a_restore_keeps_nothing_of_accounts_that_the_backup_does_not_have(
    app: Flask, alice: ApiClient, run: Run, file: Path
) -> None:
    run("backup", file)
    newcomer = ApiClient(app, "Charlie", "Europe/Berlin")
    maya = changes.person()
    newcomer.sync([maya])
    forget(newcomer, maya)
    run("restore", file)
    assert alice.everything() == []
