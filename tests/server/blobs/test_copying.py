"""From a folder into a bucket and back, while phones go on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from server.blobs.setup import FOLDER, storage_at
from server.blobs.storage import Storage
from tests.support.api import ApiClient
from tests.support.blobs import BUCKET, JPEG, bring, hash_of, read


def copied(app: Flask, source: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["blobs", "copy", source])
    return result.exit_code, result.output


@pytest.mark.usefixtures("bucket")
def test_objects_of_another_store_are_copied_once(
    app: Flask, alice: ApiClient, bob: ApiClient, storage_kind: str, tmp_path: Path
) -> None:
    large = b"\xff\xd8\xff" + bytes(600_000)
    for phone, data in ((alice, JPEG), (alice, large), (bob, JPEG)):
        bring(phone, data)
    before: Storage = app.extensions["blobs"]
    instance = Path(app.config["INSTANCE_PATH"])
    source = str(instance / FOLDER) if storage_kind == "disk" else f"s3://{BUCKET}/attachments"
    # The other kind of store from here on.
    target = f"s3://{BUCKET}/moved" if storage_kind == "disk" else str(tmp_path / "moved")
    app.extensions["blobs"] = storage_at(target)
    assert read(alice, hash_of(large)).status_code == 404
    later = bring(bob, JPEG + b"later")
    assert copied(app, source) == (0, "3 copied, 1 were there.\n")
    assert read(alice, hash_of(large)).data == large
    assert read(bob, hash_of(JPEG)).data == JPEG
    # Broken off and run again.
    assert copied(app, source) == (0, "0 copied, 4 were there.\n")
    # What is in neither is said.
    app.extensions["blobs"].delete_account(bob.id)
    before.delete_account(bob.id)
    code, said = copied(app, source)
    assert (code, said.splitlines()[-1]) == (1, "Error: 2 are in neither.")
    assert read(bob, later).status_code == 404


def test_a_source_that_is_not_there_is_named(make_app: Callable[..., Flask]) -> None:
    code, said = copied(make_app(), "/nowhere/at/all")
    assert code == 2
    assert "SOURCE: there is no folder /nowhere/at/all" in said


def test_an_empty_source_is_not_the_current_folder(make_app: Callable[..., Flask]) -> None:
    code, said = copied(make_app(), "")
    assert code == 2
    assert "SOURCE: it is empty" in said


@pytest.mark.parametrize("source", ["s3://", "s3://a bucket", "s3://bucket//folder"])
def test_a_source_that_is_no_bucket_is_refused(make_app: Callable[..., Flask], source: str) -> None:
    code, said = copied(make_app(), source)
    assert code == 2
    assert "SOURCE: this is no bucket such as s3://karmadex" in said
