"""A file that is not a whole backup for this server changes nothing."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.support import changes
from tests.support.api import ApiClient
from tests.support.databases import is_sqlite

Run = Callable[..., str]


def rewrite(file: Path, name: str, content: bytes) -> None:
    """The same bundle with another member of that name."""
    with zipfile.ZipFile(file) as held:
        kept = {name: held.read(name) for name in held.namelist()}
    with zipfile.ZipFile(file, "w") as made:
        for each, held_content in (kept | {name: content}).items():
            made.writestr(each, held_content)


@pytest.fixture
def untouched(alice: ApiClient, run: Run, file: Path) -> Callable[[], None]:
    """Checks that nothing became of a restore, and that no phone has to start over."""
    run("backup", file)
    alice.sync([changes.note(body="written after the backup")])

    def check() -> None:
        answer = alice.sync()
        assert answer["reset"] is False
        assert [each["fields"]["body"] for each in alice.everything()] == [
            "written after the backup"
        ]

    return check


def test_a_file_that_is_no_backup_changes_nothing(
    untouched: Callable[[], None], refused: Run, tmp_path: Path
) -> None:
    other = tmp_path / "photo.jpg"
    other.write_bytes(b"\xff\xd8 not a backup")
    assert "no backup of Karmadex" in refused("restore", other)
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("holiday.txt", "sun")
    assert "no backup of Karmadex" in refused("restore", other)
    assert "cannot be read" in refused("restore", tmp_path / "nowhere")
    untouched()


@pytest.mark.parametrize("part", [0.2, 0.5, 0.98])
def test_a_torn_file_changes_nothing(
    part: float, untouched: Callable[[], None], refused: Run, file: Path
) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * part)])
    assert "not all of one" in refused("restore", file)
    untouched()


def test_a_flipped_bit_changes_nothing(
    untouched: Callable[[], None], refused: Run, file: Path
) -> None:
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 3] ^= 0x10
    file.write_bytes(whole)
    assert "damaged" in refused("restore", file)
    untouched()


def test_a_damaged_database_in_a_whole_file_changes_nothing(
    untouched: Callable[[], None], refused: Run, file: Path
) -> None:
    with zipfile.ZipFile(file) as held:
        database = held.read("database")
    half = len(database) // 2
    rewrite(file, "database", database[:half] + b"\xa5" * 4096 + database[half + 4096 :])
    refused("restore", file)
    untouched()


def test_one_of_a_newer_karmadex_changes_nothing(
    untouched: Callable[[], None], refused: Run, file: Path
) -> None:
    with zipfile.ZipFile(file) as held:
        about = json.loads(held.read("about.json"))
    for newer in ({"revision": "9999"}, {"form": 2}):
        rewrite(file, "about.json", json.dumps(about | newer).encode())
        assert "newer Karmadex" in refused("restore", file)
    untouched()


def test_one_of_the_other_kind_of_database_changes_nothing(
    app: Flask, untouched: Callable[[], None], refused: Run, file: Path
) -> None:
    with zipfile.ZipFile(file) as held:
        about = json.loads(held.read("about.json"))
    other = "postgresql" if is_sqlite(app) else "sqlite"
    rewrite(file, "about.json", json.dumps(about | {"database": other}).encode())
    assert "move-to" in refused("restore", file)
    untouched()
