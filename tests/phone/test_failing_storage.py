"""No word that somebody typed is lost where the phone's storage fails in one of its ways."""

from pathlib import Path

import pytest

from tests.phone.app import FIELD, ZONE, Held, jot, ready_for_offline, sign_up
from tests.phone.engines import every_engine, in_engines
from tests.phone.jot_field import START, chromium_at, holds, kept, paste
from tests.phone.stored import has_sent_all
from tests.rigs.chromium import Chromium, ChromiumOnDisk
from tests.rigs.full_disk import fill_up, small_disk
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

FAILURES = {
    "a put that throws": "IDBObjectStore.prototype.put = () => { throw new Error('no') };",
    "a full disk": (
        "IDBObjectStore.prototype.put ="
        " () => { throw new DOMException('full', 'QuotaExceededError') };"
    ),
    "a connection that is gone for good": (
        "IDBDatabase.prototype.transaction ="
        " () => { throw new DOMException('closing', 'InvalidStateError') };"
    ),
}


@every_engine
@pytest.mark.parametrize("failure", FAILURES)
def test_a_text_that_cannot_be_saved_is_reported_and_survives_a_reload(
    failure: str, engine: str, start_phone: START, server: LiveServer
) -> None:
    phone = start_phone(engine, timezone=ZONE)
    phone.open("/")
    ready_for_offline(phone)
    phone.write(FIELD, "Maya — ")
    kept(phone, "Maya")
    phone.script(FAILURES[failure])
    phone.keys(phone.field(FIELD), "water-skis")
    phone.tap("Save")
    phone.sees("Not saved: the phone")
    phone.sees("Copy")
    assert phone.value(FIELD) == "Maya — water-skis"
    # Loaded anew, the database is itself again.
    phone.reload()
    holds(phone, "Maya — water-skis")
    phone.tap("Save")
    phone.sees("Saved: Maya")


@pytest.mark.chromium
def test_a_quota_that_is_used_up_is_reported(chromium_on_disk: ChromiumOnDisk) -> None:
    phone = chromium_on_disk
    quota = {"origin": phone.base_url, "quotaSize": 1}
    phone.devtools().send("Storage.overrideQuotaForOrigin", quota)
    phone.open("/")
    phone.write(FIELD, "Maya — water-skis")
    phone.tap("Save")
    phone.sees("Not saved: the phone is full.")
    assert phone.value(FIELD) == "Maya — water-skis"
    phone.reload()
    holds(phone, "Maya — water-skis")


@pytest.mark.chromium
def test_a_full_disk_loses_nothing_and_saving_works_once_there_is_room(
    start_phone: START, server: LiveServer, tmp_path: Path
) -> None:
    with small_disk(tmp_path, 256):
        phone = start_phone("chromium", timezone=ZONE, folder=tmp_path)
        phone.open("/")
        ready_for_offline(phone)
        jot(phone, "Ada — bees")
        filling = fill_up(tmp_path)
        # More than LevelDB has room for in what it has taken already.
        text = "Maya — water-skis " + "and sails " * 900
        paste(phone, text)
        phone.tap("Save")
        phone.sees("Not saved: the phone")
        phone.sees("Copy")
        holds(phone, text)
        filling.unlink()
        phone.tap("Save")
        phone.sees("Saved: Maya")
        # It is on the disk, and what was saved before as well.
        phone.reload()
        phone.tap("People")
        for name in ("Maya", "Ada"):
            phone.sees(name)
        phone.close()


@in_engines("chromium", "firefox")
def test_where_there_is_no_storage_the_first_screen_says_so_before_anything_is_typed(
    engine: str, start_phone: START, server: LiveServer
) -> None:
    phone = start_phone(engine, timezone=ZONE, keeps_nothing=True)
    if isinstance(phone, Chromium):
        phone.page.add_init_script(
            "Object.defineProperty(globalThis, 'indexedDB', {value: undefined});"
        )
    phone.open("/")
    phone.sees("This browser lets the app keep nothing")
    phone.write(FIELD, "Maya — water-skis")
    phone.sees("Copy")
    phone.reload()
    holds(phone, "Maya — water-skis")
    phone.tap("Save")
    phone.sees("Not saved")
    assert phone.value(FIELD) == "Maya — water-skis"


@pytest.mark.chromium
def test_storage_that_is_cleared_under_the_open_app_loses_neither_account_nor_notes(
    start_phone: START, server: LiveServer
) -> None:
    phone = chromium_at(start_phone)
    phone.open("/")
    sign_up(phone)
    phone.tap("Jot")
    jot(phone, "Maya — water-skis")
    wait_until(lambda: has_sent_all(phone), "Maya to be sent")
    clear = {"origin": phone.base_url, "storageTypes": "indexeddb"}
    phone.devtools().send("Storage.clearDataForOrigin", clear)
    jot(phone, "Tom — kites")
    wait_until(lambda: has_sent_all(phone), "Tom to be sent", seconds=60)
    assert Held(server).names() == ["Maya", "Tom"]
    # And before a start, when nothing on the phone knows of the account any more.
    phone.devtools().send("Storage.clearDataForOrigin", clear)
    phone.reload()
    phone.tap("People")
    phone.sees("Maya")
    phone.sees("Tom")
