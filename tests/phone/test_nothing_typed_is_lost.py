"""No word that somebody typed is lost: not by tabs, by time, by a paste, by an input method, nor
where the phone's storage fails in one of its ways."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.phone.app import (
    FIELD,
    ZONE,
    Held,
    jot,
    morning_after,
    name_tonights_event,
    open_followups,
    ready_for_offline,
    sign_up,
)
from tests.phone.engines import every_engine, in_engines
from tests.phone.stored import drafts, has_sent_all, in_database
from tests.rigs.chromium import Chromium
from tests.rigs.full_disk import fill_up, small_disk
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

START = Callable[..., Phone]
# Makes the drafts that begin with "Ma" older, by so many ms; whether there was one.
AGED = """
const [age] = values;
const drafts = table('drafts', 'readwrite');
const [keys, texts] = await Promise.all([result(drafts.getAllKeys()), result(drafts.getAll())]);
let found = false;
for (const [index, key] of keys.entries()) {
  const draft = texts[index].startsWith('{"text":"Ma') ? JSON.parse(texts[index]) : {};
  if (!draft.typedAt) continue;
  found = true;
  const older = {startedAt: draft.startedAt - age, typedAt: draft.typedAt - age};
  await result(drafts.put(JSON.stringify({...draft, ...older}), key));
}
return found;
"""

PASTE = """
const [text] = arguments;
const field = document.getElementById('jot');
field.focus();
field.select();
document.execCommand('insertText', false, text);
"""


def chromium_at(start_phone: START, timezone: str = ZONE) -> Chromium:
    phone = start_phone("chromium", timezone=timezone)
    assert isinstance(phone, Chromium)
    return phone


def holds(phone: Phone, text: str) -> None:
    wait_until(lambda: phone.value(FIELD) == text, f"“{text}” in the field")


def kept(phone: Phone, text: str) -> None:
    wait_until(lambda: text in drafts(phone), f"“{text}” on the disk")


@every_engine
def test_two_tabs_with_half_a_line_each_keep_both(
    engine: str, start_phone: START, server: LiveServer
) -> None:
    first = start_phone(engine, timezone=ZONE)
    first.open("/")
    first.write(FIELD, "Maya — water-")
    second = first.another_tab()
    second.open("/")
    holds(second, "")
    second.write(FIELD, "Tom — ki")
    for tab, text in ((first, "Maya — water-"), (second, "Tom — ki")):
        kept(tab, text)
        tab.reload()
        holds(tab, text)


@pytest.mark.chromium
def test_two_tabs_that_are_killed_with_half_a_line_each_lose_neither(
    start_phone: START, server: LiveServer
) -> None:
    first = chromium_at(start_phone)
    first.open("/")
    first.write(FIELD, "Maya — water-")
    second = first.another_tab()
    second.open("/")
    second.write(FIELD, "Tom — ki")
    for tab, text in ((first, "Maya — water-"), (second, "Tom — ki")):
        kept(tab, text)
    first.stop()
    first.start()
    first.open("/")
    wait_until(lambda: "Tom — ki" in first.value(FIELD), "the one")
    assert "Maya — water-" in first.value(FIELD)
    third = first.another_tab()
    third.open("/")
    holds(third, "")


@every_engine
def test_a_duplicated_tab_has_a_line_of_its_own(
    engine: str, start_phone: START, server: LiveServer
) -> None:
    first = start_phone(engine, timezone=ZONE)
    first.open("/")
    first.write(FIELD, "Maya — water-skis")
    kept(first, "water-skis")
    second = first.duplicate()
    holds(second, "")
    second.write(FIELD, "Tom — kites")
    kept(second, "Tom — kites")
    second.tap("Save")
    second.sees("Saved: Tom")
    first.reload()
    holds(first, "Maya — water-skis")


@pytest.mark.chromium
def test_what_is_typed_over_a_draft_of_ten_days_ago_is_of_now(
    start_phone: START, server: LiveServer
) -> None:
    phone = chromium_at(start_phone)
    phone.open("/")
    sign_up(phone)
    name_tonights_event(phone)
    phone.write(FIELD, "Ma")
    wait_until(lambda: in_database(phone, AGED, 10 * 86_400_000), "the draft to be ten days old")
    phone.reload()
    holds(phone, "Ma")
    phone.script(PASTE, "Tom — kites")
    phone.tap("Save")
    phone.sees("Saved: Tom")
    held = Held(server)
    wait_until(lambda: held.fields("note"), "the note on the server")
    [note] = held.fields("note")
    captured = datetime.fromisoformat(note["captured_at"])
    assert abs(datetime.now(UTC) - captured) < timedelta(minutes=5)
    [followup] = held.fields("followup")
    assert followup["due_on"] == str(morning_after(ZONE))


@every_engine
def test_a_line_at_no_event_says_that_its_person_is_due(
    engine: str, start_phone: START, server: LiveServer
) -> None:
    phone = start_phone(engine, timezone=ZONE)
    phone.open("/")
    jot(phone, "Maya — water-skis")
    phone.sees("Say hi in the morning.")
    open_followups(phone)
    phone.sees("Maya")


@every_engine
def test_an_input_method_s_enter_saves_nothing(
    engine: str, start_phone: START, server: LiveServer
) -> None:
    phone = start_phone(engine, timezone=ZONE)
    phone.open("/")
    phone.write(FIELD, "佐藤花")
    # Chromium and Firefox say that it is composing; Safari has ended that, and gives its code.
    for how in ({"isComposing": True}, {"keyCode": 229}):
        phone.script(
            "document.getElementById('jot').dispatchEvent(new KeyboardEvent('keydown',"
            " {key: 'Enter', bubbles: true, cancelable: true, ...arguments[0]}))",
            how,
        )
    assert phone.value(FIELD) == "佐藤花"
    phone.tap("Save")
    phone.sees("Saved: 佐藤花")


@every_engine
def test_several_lines_are_several_people_seen_before_they_are_saved(
    engine: str, start_phone: START, server: LiveServer
) -> None:
    phone = start_phone(engine, timezone=ZONE)
    phone.open("/")
    phone.script(PASTE, "Maya - water-skis\n• Tom - kites\n3. Ada - bees")
    for name in ("Maya", "Tom", "Ada"):
        phone.sees(name)
    phone.tap("Save")
    phone.sees("Saved: Maya, Tom, Ada")


@pytest.mark.chromium
def test_several_lines_are_one_note_by_one_tap(start_phone: START, server: LiveServer) -> None:
    phone = chromium_at(start_phone)
    phone.open("/")
    phone.script(PASTE, "Maya - water-skis\nTom - kites")
    phone.tap("Just a note")
    phone.sees("A note about nobody in particular")
    phone.tap("Save")
    phone.sees("Saved.")


@pytest.mark.chromium
def test_what_is_too_long_is_said_and_stays_whole(start_phone: START, server: LiveServer) -> None:
    phone = chromium_at(start_phone)
    phone.open("/")
    phone.script(PASTE, "x" * 12_000)
    phone.sees("Too long: 12,000 characters, and there is room for 10,000.")
    phone.tap("Save")
    assert len(phone.value(FIELD)) == 12_000
    # It is characters that are counted: these have two units each.
    phone.script(PASTE, "🚤" * 6_000)
    phone.sees_no("Too long")
    phone.tap("Save")
    phone.sees("Saved.")


@pytest.mark.chromium
@pytest.mark.parametrize("timezone", ["Foo/Bar", "FOO-2"])
def test_a_zone_that_nobody_knows_costs_no_note(
    timezone: str, start_phone: START, server: LiveServer
) -> None:
    phone = chromium_at(start_phone, timezone)
    phone.open("/")
    sign_up(phone)
    phone.tap("Jot")
    jot(phone, "Maya — water-skis")
    held = Held(server)
    wait_until(lambda: held.names() == ["Maya"], "Maya on the server")
    [note] = held.fields("note")
    assert note["captured_timezone"] in ("UTC", "Etc/GMT-2")


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
def test_what_cannot_be_saved_is_said_and_survives_a_reload(
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
def test_a_quota_that_is_really_used_up_is_said(start_phone: START, server: LiveServer) -> None:
    phone = chromium_at(start_phone)
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
def test_a_disk_that_is_really_full_loses_nothing_and_takes_it_once_there_is_room(
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
        phone.script(PASTE, text)
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
