"""How much an account may hold, and what goes when nobody needs it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from server import clock
from server.blobs.service import MOST_UPLOADS, storage
from server.blobs.sweep import sweep
from tests.support import changes
from tests.support.api import API, PASSWORD, ApiClient
from tests.support.blobs import (
    JPEG,
    TUS,
    add,
    announce,
    begin,
    bring,
    hash_of,
    objects,
    read,
    settings_of,
)


def swept(app: Flask, **later: float) -> int:
    with app.app_context():
        return sweep(clock.now() + timedelta(**later))


def test_bytes_count_towards_the_room_from_when_they_are_announced(
    make_app: Callable[..., Flask], storage_kind: str
) -> None:
    alice = ApiClient(make_app(MOST_MEGABYTES="1", **settings_of(storage_kind)), "Alice", "UTC")
    half = b"x" * 500_000
    first = begin(alice, half)
    begin(alice, half + b"1")
    assert announce(alice, half + b"2").status_code == 507
    alice.sync([changes.note()])  # counted, and no longer anew
    assert announce(alice, half + b"2").status_code == 507
    # What turns out to be another takes no room any more.
    wrong = b"y" * 500_000
    assert add(alice, first, wrong, 0).status_code == 460
    bring(alice, half)
    assert announce(alice, half + b"2").status_code == 507
    # Nor do records find room where bytes have taken it.
    begin(alice, b"x" * 40_000)
    rejected = alice.sync([changes.note(body="x" * 9_000) for _ in range(3)])
    assert "rejected" in changes.statuses(rejected)


def test_held_bytes_that_come_again_count_once(
    make_app: Callable[..., Flask], storage_kind: str
) -> None:
    app = make_app(MOST_MEGABYTES="1", **settings_of(storage_kind))
    alice = ApiClient(app, "Alice", "UTC")
    for _ in range(4):
        bring(alice, b"x" * 400_000)
    assert objects(app) == 1


def test_the_number_of_unfinished_uploads_is_limited(alice: ApiClient) -> None:
    for number in range(MOST_UPLOADS):
        begin(alice, b"%d" % number)
    assert announce(alice, JPEG).status_code == 507


def test_an_upload_is_deleted_seven_days_after_its_last_byte(app: Flask, alice: ApiClient) -> None:
    upload = begin(alice, JPEG)
    add(alice, upload, JPEG[:10], 0)
    assert swept(app, days=6.9) == 0
    assert swept(app, days=7.1) == 1
    assert alice.http.head(upload, headers=TUS).status_code == 404
    assert objects(app) == 0


def test_bytes_without_a_record_are_deleted_after_a_day(app: Flask, alice: ApiClient) -> None:
    named, unnamed, deleted = JPEG + b"1", JPEG + b"2", JPEG + b"3"
    for data in (named, unnamed, deleted):
        bring(alice, data)
    gone = changes.attachment(changes.new_id(), sha256=hash_of(deleted))
    alice.sync([changes.attachment(changes.new_id(), sha256=hash_of(named)), gone])
    alice.sync([changes.delete("attachment", gone["record"])])
    assert swept(app, hours=23) == 0
    assert swept(app, hours=25) == 1
    assert read(alice, hash_of(unnamed)).status_code == 404
    # What lies in the trash may come back.
    for data in (named, deleted):
        assert read(alice, hash_of(data)).data == data
    assert objects(app) == 2


@pytest.mark.own_clock  # the dates of files are the kernel's
def test_objects_that_no_table_names_are_deleted_after_a_day(app: Flask, alice: ApiClient) -> None:
    bring(alice, JPEG)
    with app.app_context():
        for account in (alice.id, changes.new_id()):
            with storage().adding(account, "left-by-one-that-was-killed", 0) as write:
                write(b"x" * 100)
    assert swept(app, hours=1) == 0
    alice.sync([changes.attachment(changes.new_id(), sha256=hash_of(JPEG))])
    assert swept(app, hours=25) == 2
    assert objects(app) == 1


def test_deleting_an_account_deletes_its_bytes(
    app: Flask, alice: ApiClient, bob: ApiClient
) -> None:
    for phone in (alice, bob):
        bring(phone, JPEG)
        begin(phone, JPEG)
    assert alice.delete(f"{API}/me", {"password": PASSWORD}).status_code == 204
    assert objects(app) == 1
    assert read(bob, hash_of(JPEG)).data == JPEG


def test_forgotten_bytes_go_at_once_unless_another_record_names_them(
    app: Flask, alice: ApiClient, bob: ApiClient
) -> None:
    for phone in (alice, bob):
        bring(phone, JPEG)
    one, other = (changes.attachment(changes.new_id(), sha256=hash_of(JPEG)) for _ in range(2))
    alice.sync([one, other])

    def forget(attachment: changes.Change) -> None:
        path = f"{API}/records/attachment/{attachment['record']}/forget"
        assert alice.post(path).status_code == 204

    forget(one)
    assert read(alice, hash_of(JPEG)).data == JPEG
    forget(other)
    assert read(alice, hash_of(JPEG)).status_code == 404
    assert read(bob, hash_of(JPEG)).data == JPEG
    assert objects(app) == 1


def test_the_command_says_how_many_were_removed(app: Flask, alice: ApiClient) -> None:
    bring(alice, JPEG)
    result = app.test_cli_runner().invoke(args=["blobs", "sweep"])
    assert result.output == "0 are gone.\n"
