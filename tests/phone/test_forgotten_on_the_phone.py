"""Somebody who was forgotten for good, looked for in every byte of what the browser has written."""

import re
from pathlib import Path

import pytest

from tests.phone.app import FIELD, Held, jot, sign_up
from tests.phone.stored import drafts
from tests.rigs.chromium import Chromium
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

#: No two letters in a row that stand anywhere else: so a block that is packed (LevelDB's, by
#: snappy) has them as they are where they come first.
NAME, NOTED, DRAFTED = "Zqxvejkw", "Wjzkbqvx", "Vfqxjzkw"
#: Where a browser keeps what a page has it keep. What it keeps for whoever uses it (where one was,
#: what was open) no page can reach: docs/operations.md says what stays there, and for how long.
OURS = re.compile(
    r"Default/(IndexedDB|Local Storage|Session Storage|WebStorage|Service Worker|Cache"
    r"|File System|blob_storage|Platform Notifications)/"
)


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
def test_no_byte_of_them_is_left_in_what_the_app_has_written(
    chromium: Chromium, server: LiveServer
) -> None:
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
    assert traces(chromium.folder), "they were there"

    chromium.open("/people")
    chromium.tap(NAME, exact=False)
    chromium.tap("Edit")
    chromium.tap(f"Forget for good: {NAME}")
    chromium.sees("for good?")
    chromium.tap("Forget for good")
    chromium.sees("Forgotten.")
    chromium.stop()
    chromium.start()
    chromium.open("/people")
    chromium.sees("People")

    try:
        wait_until(lambda: not traces(chromium.folder), "the last file that is not needed to go")
    except TimeoutError:
        raise AssertionError(traces(chromium.folder)) from None
