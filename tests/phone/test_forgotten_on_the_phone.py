"""Somebody who was forgotten for good, looked for in all that the browser keeps for the app."""

import re
from pathlib import Path

import pytest

from tests.phone.app import FIELD, Held, jot, sign_up
from tests.phone.stored import drafts
from tests.rigs.chromium import ChromiumOnDisk
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

#: No two letters in a row that stand anywhere else: so a block that is packed (LevelDB's, by
#: snappy) has them as they are where they come first.
NAME, NOTED, DRAFTED = "Zqxvejkw", "Wjzkbqvx", "Vfqxjzkw"
#: Where a browser keeps what a page has it keep, but for its databases: when LevelDB writes those
#: anew is its own affair, so that they are asked for what they hold instead. What the browser keeps
#: for whoever uses it no page can reach: docs/operations.md says what stays, and for how long.
OURS = re.compile(
    r"Default/(Local Storage|Session Storage|WebStorage|Service Worker|Cache"
    r"|File System|blob_storage|Platform Notifications)/"
)
HELD = """
const result = (request) => new Promise((end, fail) => {
  request.onsuccess = () => end(request.result);
  request.onerror = () => fail(request.error);
});
const held = [];
for (const {name} of await indexedDB.databases()) {
  const database = await result(indexedDB.open(name));
  for (const store of database.objectStoreNames) {
    const table = database.transaction(store).objectStore(store);
    held.push(await Promise.all([result(table.getAllKeys()), result(table.getAll())]));
  }
  database.close();
}
return JSON.stringify(held);
"""


def traces(folder: Path) -> set[str]:
    """The files of ours in which one of them is, in any encoding that a browser writes."""
    spelled = [
        word.lower().encode(code)
        for word in (NAME, NOTED, DRAFTED)
        for code in ("utf-8", "latin-1", "utf-16-le", "utf-16-be")
    ]
    return {
        name
        for path in folder.rglob("*")
        if path.is_file() and OURS.match(name := str(path.relative_to(folder)))
        if any(each in path.read_bytes().lower() for each in spelled)
    }


@pytest.mark.chromium
def test_nothing_of_a_forgotten_person_is_left_on_the_phone(
    chromium_on_disk: ChromiumOnDisk, server: LiveServer
) -> None:
    chromium = chromium_on_disk
    chromium.open("/")
    sign_up(chromium)
    jot(chromium, f"{NAME} — {NOTED} lighthouses")
    wait_until(lambda: Held(server).names() == [NAME], f"{NAME} on the server")
    chromium.open("/people")
    chromium.tap(NAME, exact=False)
    chromium.tap("Jot something", exact=False)
    chromium.keys(chromium.field(FIELD), f"{DRAFTED} in spring")
    wait_until(lambda: DRAFTED in drafts(chromium, signed_in=True), "the draft to be kept")
    chromium.open(f"/people?find={NOTED}")
    chromium.sees(NAME)
    held = chromium.script(HELD)
    assert all(each in held for each in (NAME, NOTED, DRAFTED)), "they were there"

    chromium.open("/people")
    chromium.tap(NAME, exact=False)
    chromium.tap("Edit")
    chromium.tap(f"Forget for good: {NAME}")
    chromium.sees("for good?")
    chromium.tap("Forget for good")
    chromium.sees("Forgotten.")
    held = chromium.script(HELD)
    assert [each for each in (NAME, NOTED, DRAFTED) if each in held] == []
    chromium.stop()
    assert traces(chromium.folder) == set()
