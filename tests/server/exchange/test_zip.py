"""Everything of an account as one zip, and back."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.support import changes
from tests.support.api import ApiClient
from tests.support.blobs import JPEG, bring, hash_of, read


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=list(arguments))
    return result.exit_code, result.output


def document(app: Flask, who: ApiClient) -> dict[str, Any]:
    """What `export` prints, without what is the server's own."""
    code, output = run(app, "export", who.email)
    assert code == 0, output
    found: dict[str, Any] = json.loads(output)
    for record in found["records"]:
        del record["rev"]
        record.pop("conflicts", None)
    found["records"].sort(key=lambda each: each["id"])
    found["revisions"].sort(key=lambda each: (each["record"], each["at"], each["field"]))
    return {name: found[name] for name in ("records", "revisions")}


@pytest.fixture
def zipped(app: Flask, alice: ApiClient, tmp_path: Path) -> Path:
    """Alice's account: a person, edited, with a picture; a note in the trash; one forgotten."""
    maya, note, gone = changes.person(), changes.note(), changes.person()
    alice.sync([maya, note, gone])
    picture = changes.attachment(maya["record"], sha256=bring(alice, JPEG), bytes=len(JPEG))
    event = changes.event()
    evening = changes.note(person_ids=[maya["record"]], event_id=event["record"])
    alice.sync(
        [
            changes.edit("person", maya["record"], known_for="rows to work"),
            changes.delete("note", note["record"]),
            picture,
            event,
            evening,
            changes.original(maya["record"], text="BEGIN:VCARD\r\n\x07"),
        ]
    )
    alice.post(f"/api/v1/records/person/{gone['record']}/forget")
    file = tmp_path / "alice.zip"
    assert run(app, "export", alice.email, "--zip", str(file)) == (0, "")
    return file


def test_it_restores_an_empty_account_with_its_trash_its_history_and_its_pictures(
    app: Flask, alice: ApiClient, bob: ApiClient, zipped: Path
) -> None:
    names = zipfile.ZipFile(zipped).namelist()
    assert names == ["karmadex.json", f"attachments/{hash_of(JPEG)}"]
    code, output = run(app, "import", bob.email, str(zipped))
    assert code == 0, output
    assert "Attachments: 1 added, 0 known, 0 refused." in output
    hers, his = document(app, alice), document(app, bob)
    stones = [each for each in hers["records"] if each["fields"].get("name") is None]
    assert his["records"] == [
        each for each in hers["records"] if each["kind"] != "person" or each not in stones
    ]
    assert his["revisions"] == hers["revisions"]
    assert read(bob, hash_of(JPEG)).data == JPEG


def test_importing_a_zip_again_changes_nothing(app: Flask, bob: ApiClient, zipped: Path) -> None:
    run(app, "import", bob.email, str(zipped))
    before, cursor = document(app, bob), bob.sync()["cursor"]
    code, output = run(app, "import", bob.email, str(zipped))
    assert code == 0
    assert "Records: 0 added" in output
    assert "Attachments: 0 added, 1 known" in output
    assert document(app, bob) == before
    assert bob.sync()["cursor"] == cursor


def test_into_a_full_account_it_adds_what_is_missing_and_undoes_nothing(
    app: Flask, alice: ApiClient, zipped: Path
) -> None:
    (maya,) = [each for each in alice.everything() if each["fields"].get("name") == "Maya Chen"]
    alice.sync([changes.edit("person", maya["id"], name="Maya"), changes.note(body="newer")])
    before = document(app, alice)
    code, _ = run(app, "import", alice.email, str(zipped))
    assert code == 0
    assert document(app, alice) == before


def test_refused_records_are_reported_and_the_others_imported(
    app: Flask, bob: ApiClient, tmp_path: Path
) -> None:
    good = {"kind": "note", "id": changes.new_id(), "fields": changes.NOTE, "deleted_at": None}
    picture = {"of": changes.new_id(), **changes.ATTACHMENT}
    rows = [
        good,
        {**good, "id": changes.new_id(), "fields": {**changes.NOTE, "body": ""}},
        {**good, "kind": "score"},
        {"kind": "attachment", "id": changes.new_id(), "fields": picture, "deleted_at": None},
        "nothing",
    ]
    file = tmp_path / "some.zip"
    with zipfile.ZipFile(file, "w") as whole:
        revision = {"kind": "note", "record": good["id"], "field": "score", "value": 1}
        text = {"version": 1, "records": rows, "revisions": [revision, None]}
        whole.writestr("karmadex.json", json.dumps(text))
        whole.writestr(f"attachments/{changes.ATTACHMENT['sha256']}", b"not those bytes")
        whole.writestr("../../etc/passwd", b"x")
    code, output = run(app, "import", bob.email, str(file))
    assert code == 1
    assert "Records: 2 added, 0 known, 5 refused." in output
    assert "Attachments: 0 added, 0 known, 1 refused." in output
    assert {each["kind"] for each in bob.everything()} == {"note", "attachment"}


def _zip(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, data in parts.items():
            whole.writestr(name, data)
    return made.getvalue()


NO_ZIPS = [
    b"",
    b"PK\x03\x04",
    b'{"version": 1, "records": []}',
    _zip(),
    _zip(**{"karmadex.json": b"{"}),
    _zip(**{"karmadex.json": b"[" * 100_000}),
    _zip(**{"karmadex.json": b'{"version": 2, "records": []}'}),
    _zip(**{"karmadex.json": b'{"version": 1, "records": {}}'}),
    _zip(**{"karmadex.json": b"\xff\xfe"}),
    _zip(**{"karmadex.json": b'{"version": 1, "records": []}'})[:-30],
]


@pytest.mark.parametrize("data", NO_ZIPS)
def test_a_file_that_is_no_such_zip_changes_nothing(
    app: Flask, alice: ApiClient, tmp_path: Path, data: bytes
) -> None:
    before = document(app, alice)
    file = tmp_path / "some.zip"
    file.write_bytes(data)
    code, output = run(app, "import", alice.email, str(file))
    assert (code, len(output.splitlines())) == (1, 1), output
    assert document(app, alice) == before


def test_a_bomb_is_read_as_far_as_it_may_be_large(make_app: Any, tmp_path: Path) -> None:
    app = make_app(MOST_MEGABYTES="1")
    bob = ApiClient(app, "Bob", "UTC")
    file = tmp_path / "bomb.zip"
    file.write_bytes(_zip(**{"karmadex.json": b" " * (9 * 1024 * 1024)}))
    code, output = run(app, "import", bob.email, str(file))
    assert code == 1, output
    sha256 = "0" * 64
    fields = {"of": bob.id, **changes.ATTACHMENT, "sha256": sha256}
    record = {"kind": "attachment", "id": changes.new_id(), "fields": fields, "deleted_at": None}
    text = json.dumps({"version": 1, "records": [record]}).encode()
    bomb = {"karmadex.json": text, f"attachments/{sha256}": b"\0" * 60_000_000}
    file.write_bytes(_zip(**bomb))
    code, output = run(app, "import", bob.email, str(file))
    assert (code, "0 added, 0 known, 1 refused" in output) == (1, True), output


@pytest.mark.parametrize("more", [(), ("--zip", "-")])
def test_an_export_is_in_the_activity_of_its_owner(
    app: Flask, alice: ApiClient, bob: ApiClient, more: tuple[str, ...]
) -> None:
    assert run(app, "export", alice.email, *more)[0] == 0
    happened = alice.get("/api/v1/me/activity").get_json()["activity"]
    assert happened[0]["what"] == "exported"
    assert "exported" not in bob.get("/api/v1/me/activity").text
