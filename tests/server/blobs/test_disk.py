"""What is said to be on the disk is there after a power cut."""

import os
from pathlib import Path

import pytest
from flask import Flask

from server.blobs.disk import DiskStorage
from tests.support.api import ApiClient
from tests.support.blobs import JPEG, announce_with


@pytest.fixture
def storage_kind() -> str:
    return "disk"


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The files and folders that were synced, by their numbers on the disk."""
    found: list[int] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        found.append(os.fstat(handle).st_ino)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    return found


def number_of(path: Path) -> int:
    return path.stat().st_ino


def test_bytes_and_every_folder_above_them_are_synced_before_the_phone_is_told(
    app: Flask, alice: ApiClient, synced: list[int]
) -> None:
    root = Path(app.config["INSTANCE_PATH"]) / "blobs"
    assert announce_with(alice, JPEG).status_code == 201
    [account] = root.iterdir()
    [file] = account.iterdir()
    above = [account, root, root.parent]
    assert synced == [number_of(file), *map(number_of, above)]


def test_an_existing_folder_is_not_synced_again(
    app: Flask, alice: ApiClient, bob: ApiClient, synced: list[int]
) -> None:
    root = Path(app.config["INSTANCE_PATH"]) / "blobs"
    announce_with(alice, JPEG)
    synced.clear()
    announce_with(alice, JPEG + b"2")
    assert len(synced) == len(["the file", "its folder"])
    assert number_of(root) not in synced
    # Bob's is a new one.
    synced.clear()
    announce_with(bob, JPEG)
    assert number_of(root) in synced


def test_a_folder_that_is_made_again_is_synced_into_its_place_again(
    tmp_path: Path, synced: list[int]
) -> None:
    storage = DiskStorage(tmp_path / "blobs")

    def keep() -> None:
        with storage.adding("alice", "picture", 0) as write:
            write(JPEG)
        storage.finish("alice", "picture")

    keep()
    synced.clear()
    storage.delete_account("alice")
    # Mostly the file system gives it the number of the folder that went.
    keep()
    assert number_of(tmp_path / "blobs") in synced
