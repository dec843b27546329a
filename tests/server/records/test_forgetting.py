"""Forgetting for good: what goes, what stays, and that nothing of it comes back or lies around."""

import os
import uuid
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from server import database
from server.extensions import db
from server.records.kinds import KINDS
from server.signals import attachments_forgotten, records_forgotten
from tests.rigs.postgres import binaries
from tests.support import changes
from tests.support.api import API, ApiClient
from tests.support.blobs import JPEG, bring
from tests.support.changes import edit, statuses
from tests.support.databases import files_of, is_sqlite

#: Nowhere else in the world.
NAME = "Zqxvalentina"


def person(name: str = NAME, **fields: Any) -> changes.Change:
    return changes.person(name=name, known_for=f"{name} juggles", **fields)


def forget(who: ApiClient, made: changes.Change) -> int:
    path = f"{API}/records/{made['kind']}/{made['record']}/forget"
    return who.post(path).status_code


def seen(who: ApiClient) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in who.everything()}


def revisions(who: ApiClient, made: changes.Change) -> list[Any]:
    path = f"{API}/records/{made['kind']}/{made['record']}/revisions"
    found: list[Any] = who.get(path).get_json()["revisions"]
    return found


def test_a_person_takes_along_what_is_about_nobody_else(alice: ApiClient) -> None:
    maya, tom = person(), person("Tom")
    hers = changes.note(body=f"{NAME} paints", person_ids=[maya["record"]])
    both = changes.note(body=f"{NAME} and Tom", person_ids=[maya["record"], tom["record"]])
    loose = changes.note(body="nobody's")
    due = changes.followup(maya["record"], promise=f"send {NAME} a kite")
    turn = changes.kindness(maya["record"], what=f"lent {NAME} a boat")
    his = changes.kindness(tom["record"], thanks_to=maya["record"])
    by_her = edit("person", tom["record"], introduced_by=maya["record"])
    alice.sync([maya, tom, hers, both, loose, due, turn, his, by_her])
    alice.sync([changes.delete("kindness", turn["record"])])
    assert forget(alice, maya) == 204

    left = seen(alice)
    for gone in (maya, hers, due, turn):
        stone = left[gone["record"]]
        assert (stone["forgotten"], stone["deleted_at"]) == (True, "1970-01-01T00:00:00.000Z")
        assert NAME not in str(stone)
        assert revisions(alice, gone) == []
    assert left[both["record"]]["fields"]["person_ids"] == [tom["record"]]
    assert NAME in left[both["record"]]["fields"]["body"], "to be decided upon"
    assert left[his["record"]]["fields"]["thanks_to"] is None
    assert left[tom["record"]]["fields"]["introduced_by"] is None
    assert left[loose["record"]]["fields"]["body"] == "nobody's"
    assert not any("forgotten" in left[each["record"]] for each in (both, his, tom, loose))


def test_every_card_of_a_person_goes(alice: ApiClient) -> None:
    one, other, tom = person(), person(), person("Tom")
    about = changes.note(body=NAME, person_ids=[one["record"], other["record"]])
    alice.sync([one, other, tom, about])
    alice.sync([edit("person", other["record"], merged_into=one["record"])])
    assert forget(alice, one) == 204
    left = seen(alice)
    gone = {each["record"] for each in (one, other, about)}
    assert {record for record, each in left.items() if each.get("forgotten")} == gone


def test_one_note_is_forgotten_by_itself(alice: ApiClient) -> None:
    maya = person()
    first, second = (changes.note(body=f"{NAME} {n}", person_ids=[maya["record"]]) for n in (1, 2))
    alice.sync([maya, first, second])
    alice.sync([edit("note", first["record"], body="mended")])
    assert forget(alice, first) == 204
    left = seen(alice)
    assert left[first["record"]]["forgotten"] is True
    assert revisions(alice, first) == []
    assert left[second["record"]]["fields"]["body"] == f"{NAME} 2"


def test_every_device_hears_of_it_at_its_next_sync(alice: ApiClient) -> None:
    maya = person()
    alice.sync([maya])
    tablet = alice.another_phone()
    tablet.sync()
    assert forget(alice, maya) == 204
    (stone,) = tablet.sync()["records"]
    assert (stone["id"], stone["forgotten"]) == (maya["record"], True)
    assert tablet.sync()["records"] == []


def test_an_app_of_last_year_can_read_what_stays(alice: ApiClient) -> None:
    """It knows nothing of forgetting: to it the record was deleted long ago, and every field that
    it expects is there, of the sort it expects, and says nothing."""
    maya = person()
    made = [
        maya,
        changes.event(),
        changes.note(),
        changes.followup(maya["record"]),
        changes.kindness(maya["record"]),
        changes.card(),
    ]
    alice.sync(made)
    before = seen(alice)
    for each in reversed(made):
        assert forget(alice, each) == 204
    for record, after in seen(alice).items():
        fields = before[record]["fields"]
        assert after["fields"].keys() == fields.keys()
        for name in KINDS[after["kind"]].required:
            assert type(after["fields"][name]) is type(fields[name]), name


def test_it_never_comes_back(alice: ApiClient) -> None:
    """Another phone was away meanwhile, and edited her: later by every clock."""
    maya = person(ago=60)
    tablet = alice.another_phone()
    alice.sync([maya])
    assert forget(alice, maya) == 204
    tries = [
        edit("person", maya["record"], name="Valentina again"),
        changes.delete("person", maya["record"]),
        changes.change("person", maya["record"], set=maya["set"], if_absent=True),
        changes.change("person", maya["record"], set=maya["set"], edited=maya["at"]),
        changes.change("note", maya["record"], set=changes.NOTE),
    ]
    answer = tablet.sync([*tries, {**maya}])
    assert statuses(answer) == ["rejected"] * 5 + ["duplicate"]
    for place in range(5):
        assert answer["results"][place]["errors"] == [{"field": "record", "detail": "forgotten"}]
    assert seen(alice)[maya["record"]]["forgotten"] is True


def test_a_note_of_another_phone_opens_no_followup_that_was_forgotten(alice: ApiClient) -> None:
    maya = person()
    note = changes.note(person_ids=[maya["record"]], event_id=str(uuid.uuid4()))
    alice.sync([maya, note])
    (opened,) = [each for each in alice.everything() if each["kind"] == "followup"]
    assert forget(alice, maya) == 204
    alice.another_phone().sync(
        [changes.note(person_ids=[maya["record"]], event_id=str(uuid.uuid4()))]
    )
    left = seen(alice)
    assert left[opened["id"]]["forgotten"] is True
    assert left[opened["id"]]["fields"]["due_on"] == "1970-01-01"


def test_again_and_of_nothing(alice: ApiClient, bob: ApiClient) -> None:
    maya = person()
    alice.sync([maya])
    assert forget(bob, maya) == 404
    assert forget(alice, {**maya, "kind": "note"}) == 404
    assert forget(alice, {**maya, "record": str(uuid.uuid4())}) == 404
    assert NAME in str(seen(alice))
    assert [forget(alice, maya) for _ in range(2)] == [204, 204]


def test_it_is_done_60_times_at_once(alice: ApiClient) -> None:
    unknown = {**person(), "record": str(uuid.uuid4())}
    assert [forget(alice, unknown) for _ in range(61)] == [404] * 60 + [429]


def test_a_stone_is_never_swept(alice: ApiClient) -> None:
    from tests.server.sync.test_forget import forget as sweep

    maya = person()
    alice.sync([maya])
    assert forget(alice, maya) == 204
    assert sweep(alice, days=1000) == 0
    assert seen(alice)[maya["record"]]["forgotten"] is True


def test_who_keeps_something_else_about_it_is_told(alice: ApiClient) -> None:
    maya = person()
    alice.sync([maya])
    told: list[Any] = []

    def hear(_s: object, **what: Any) -> None:
        told.append(what)

    with records_forgotten.connected_to(hear):
        forget(alice, maya)
    assert told == [{"account_id": alice.id, "ids": [maya["record"]]}]


def test_what_an_account_holds_is_counted_anew(make_app: Any) -> None:
    app = make_app(MOST_RECORDS="1")
    alice = ApiClient(app, "Alice", "Europe/Berlin")
    maya = person()
    assert statuses(alice.sync([maya, changes.card()])) == ["applied", "rejected"]
    assert forget(alice, maya) == 204
    made = alice.sync([changes.card()])
    assert statuses(made) == ["applied"]


def test_the_operator_can(app: Flask, alice: ApiClient) -> None:
    maya = person()
    alice.sync([maya, changes.note(person_ids=[maya["record"]])])
    run = app.test_cli_runner().invoke
    done = run(args=["forget", alice.email, maya["record"]])
    assert done.exit_code == 0
    assert "Forgot 2 records for good" in done.output
    for wrong in (str(uuid.uuid4()), "no id"):
        assert run(args=["forget", alice.email, wrong]).exit_code == 1
    assert NAME not in run(args=["export", alice.email]).output


@pytest.mark.parametrize("many", [1, 300])
def test_no_byte_of_it_stays_in_the_files(app: Flask, alice: ApiClient, many: int) -> None:
    if not is_sqlite(app):
        pytest.skip("what PostgreSQL keeps, and for how long, docs/operations.md says")
    maya = person()
    alice.sync([maya, *(changes.card(text=f"card {n} " + "x" * 400) for n in range(200))])
    for start in range(0, many, 100):
        alice.sync(
            [
                changes.note(
                    body=f"{NAME} {n} " + "y" * (n * 17 % 5000), person_ids=[maya["record"]]
                )
                for n in range(start, min(start + 100, many))
            ]
        )
    for n in range(20):
        alice.sync([edit("person", maya["record"], known_for=f"{NAME} {n}")])
    assert NAME.encode() in files_of(app)
    assert forget(alice, maya) == 204
    assert NAME.encode() not in files_of(app)


def test_a_backup_that_reads_meanwhile_keeps_it_only_as_long_as_it_reads(
    app: Flask, alice: ApiClient
) -> None:
    if not is_sqlite(app):
        pytest.skip("SQLite's log")
    maya = person()
    alice.sync([maya])
    with app.app_context():
        with closing(db.engine.raw_connection()) as reader:
            reader.cursor().execute("BEGIN")
            reader.cursor().execute("SELECT count(*) FROM records").fetchone()
            assert forget(alice, maya) == 204
            assert database.erase_traces() is False
            reader.rollback()
        assert database.erase_traces() is True
    assert NAME.encode() not in files_of(app)


def test_what_is_attached_goes_and_its_bytes_are_told_of(alice: ApiClient) -> None:
    maya, tom = person(), person("Tom")
    note = changes.note(body=NAME, person_ids=[maya["record"]])
    original = changes.change(
        "original",
        set={
            "person_id": maya["record"],
            "source": "vcard",
            "text": f"FN:{NAME}",
            "taken_on": "2026-11-24",
        },
    )
    photo, spoken, his = (
        changes.change(
            "attachment",
            set={
                "of": of["record"],
                "media_type": "image/png",
                "sha256": digit * 64,
                "bytes": 9,
                "captured_at": "2026-11-24T01:10:00Z",
                "caption": NAME if of is not tom else None,
            },
        )
        for digit, of in zip("abc", (maya, note, tom), strict=True)
    )
    answer = alice.sync([maya, tom, note, original, photo, spoken, his])
    assert set(statuses(answer)) == {"applied"}
    told: list[Any] = []

    def hear(_s: object, **what: Any) -> None:
        told.append(what)

    with attachments_forgotten.connected_to(hear):
        assert forget(alice, maya) == 204
    assert told == [{"account_id": alice.id, "sha256s": ["a" * 64, "b" * 64]}]
    left = seen(alice)
    gone = {each["record"] for each in (maya, note, original, photo, spoken)}
    assert {record for record, each in left.items() if each.get("forgotten")} == gone
    assert NAME not in str(left)


def unpacked(file: Path) -> bytes:
    """All that is in a zip, and the names in it."""
    with zipfile.ZipFile(file) as held:
        return b"".join(name.encode() + held.read(name) for name in held.namelist())


def test_no_byte_of_it_is_anywhere_nor_comes_back(
    app: Flask, alice: ApiClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the data and all that lies beside it, in a new backup, in what is exported, and in what a
    phone gets that was away, and edits her meanwhile."""
    monkeypatch.setenv("PATH", f"{binaries()}{os.pathsep}{os.environ['PATH']}")
    run = app.test_cli_runner().invoke
    maya = person(ago=60)
    note = changes.note(body=f"{NAME} paints", person_ids=[maya["record"]], ago=50)
    picture = changes.attachment(
        maya["record"],
        sha256=bring(alice, JPEG + NAME.encode()),
        bytes=len(JPEG + NAME.encode()),
        caption=NAME,
    )
    card = changes.original(maya["record"], text=f"FN:{NAME}")
    assert set(statuses(alice.sync([maya, note, picture, card]))) == {"applied"}
    tablet = alice.another_phone()
    tablet.sync()

    def everywhere(name: str) -> bytes:
        backup, export = tmp_path / f"{name}.backup", tmp_path / f"{name}.zip"
        assert run(args=["backup", str(backup)]).exit_code == 0
        assert run(args=["export", alice.email, "--zip", str(export)]).exit_code == 0
        instance = Path(app.config["INSTANCE_PATH"])
        beside = (
            file.read_bytes()
            for file in instance.rglob("*")
            if file.is_file() and file.suffix not in (".backup", ".zip")
        )
        told = str(alice.everything()) + run(args=["export", alice.email]).output
        return unpacked(backup) + unpacked(export) + b"".join(beside) + told.encode()

    before = everywhere("before")
    assert before.count(NAME.encode()) > 9, "this looks where she is"
    assert forget(alice, maya) == 204
    assert NAME.encode() not in everywhere("after")

    late = [
        edit("person", maya["record"], known_for=f"{NAME} again"),
        edit("note", note["record"], body=f"{NAME} again"),
        changes.change("attachment", picture["record"], set={"caption": f"{NAME} again"}),
    ]
    answer = tablet.sync(late)
    assert statuses(answer) == ["rejected"] * 3
    assert NAME not in str(answer)
    assert NAME.encode() not in everywhere("later")
