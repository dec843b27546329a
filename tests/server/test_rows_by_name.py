"""Nothing that is stored or sent depends on the order of lines in a class.

Two of them are swapped in a copy of the code: either it refuses, or nobody notices.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config import ROOT

#: Swapped: in this file and class, these two fields.
SWAPS = [
    ("server/records/models.py", "Record", "deleted_at", "changed_at"),
    ("server/records/models.py", "Record", "fields", "winners"),
    ("server/records/models.py", "Record", "account_id", "id"),
    ("server/records/models.py", "Change", "record_id", "device_id"),
    ("server/records/models.py", "Change", "at", "position"),
    ("server/sync/models.py", "SyncHead", "rev", "forgotten_rev"),
    ("server/sync/models.py", "Device", "last_edit_at", "last_edit_corrected"),
    ("server/sync/codec.py", "RecordRow", "deleted_at", "changed_at"),
    ("server/sync/codec.py", "ChangeRow", "record_id", "device_id"),
    ("server/records/stamps.py", "Stamp", "rank", "at"),
    ("server/records/stamps.py", "Stamp", "device", "change"),
    ("server/records/stamps.py", "Stamp", "device", "rev"),
    ("server/sync/merge.py", "RecordState", "fields", "rev"),
    ("server/sync/holdings.py", "Holdings", "records", "bytes"),
    ("server/sync/store.py", "Head", "rev", "forgotten"),
    ("server/sync/clock.py", "Reading", "at", "corrected"),
]


def swapped(source: str, of: str, one: str, other: str) -> str:
    """The source with two fields of a class in each other's place."""
    start = source.index(f"class {of}")
    end = found.start() if (found := re.search(r"\n\n\n(?=\S)", source[start:])) else len(source)
    body = source[start : start + end] if found else source[start:]
    fields = {
        match[1]: match[0]
        for match in re.finditer(r"^    (\w+): .*(?:\n        .*|\n    \))*", body, re.MULTILINE)
    }
    mark = "\0"
    changed = body.replace(fields[one], mark).replace(fields[other], fields[one])
    changed = changed.replace(mark, fields[other])
    assert changed != body
    return source.replace(body, changed)


def evening(code: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    folder.mkdir()
    database = folder / "karmadex.sqlite3"
    shutil.copyfile(code.parent / "template.sqlite3", database)
    return subprocess.run(
        [sys.executable, ROOT / "tests/rigs/evening.py", folder, f"sqlite:///{database}"],
        env={"PYTHONPATH": str(code)},
        cwd=code,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code, and beside it a migrated database."""
    copy = tmp_path_factory.mktemp("swapped") / "code"
    shutil.copytree(ROOT / "server", copy / "server")
    shutil.copyfile(ROOT / "config.py", copy / "config.py")
    (copy / "wsgi.py").write_text((ROOT / "wsgi.py").read_text())
    instance = copy.parent / "instance"
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"],
        env={
            "INSTANCE_PATH": str(instance),
            "DATABASE_URL": f"sqlite:///{copy.parent}/template.sqlite3",
        },
        cwd=copy,
        check=True,
        capture_output=True,
    )
    return copy


@pytest.fixture(scope="module")
def before(code: Path) -> dict[str, Any]:
    """What an evening leaves behind as the code stands."""
    run = evening(code, code.parent / "before")
    assert run.returncode == 0, run.stderr
    left: dict[str, Any] = json.loads(run.stdout)
    assert left["purged"] == 1, "who was deleted half a year ago"
    kinds = sorted(row["kind"] for row in left["rows"]["records"] if row["rev"])
    assert kinds == ["event", "followup", "note", "person"]
    assert left["said"][2]["records"][0]["conflicts"], "the note has two versions"
    return left


@pytest.mark.slow
@pytest.mark.parametrize(("file", "of", "one", "other"), SWAPS)
def test_swapping_two_fields_of_a_class_changes_nothing_stored_or_sent(
    file: str, of: str, one: str, other: str, code: Path, before: dict[str, Any], tmp_path: Path
) -> None:
    original = (code / file).read_text()
    try:
        (code / file).write_text(swapped(original, of, one, other))
        run = evening(code, tmp_path / "evening")
    finally:
        (code / file).write_text(original)
    if run.returncode == 0:
        assert json.loads(run.stdout) == before
    else:
        assert "AssertionError" in run.stderr, "it fell over it, which is no refusal"
