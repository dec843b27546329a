"""No word that somebody typed is lost: not by tabs, by time, by a paste, or by an input method."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.phone.app import (
    FIELD,
    ZONE,
    Held,
    jot,
    morning_after,
    name_tonights_event,
    open_followups,
    sign_up,
)
from tests.phone.engines import every_engine
from tests.phone.jot_field import START, chromium_at, holds, kept, paste
from tests.phone.stored import in_database
from tests.rigs.chromium import ChromiumOnDisk
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

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
    chromium_on_disk: ChromiumOnDisk,
) -> None:
    first = chromium_on_disk
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
def test_a_text_typed_over_an_old_draft_is_dated_now(
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
    paste(phone, "Tom — kites")
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
    paste(phone, "Maya - water-skis\n• Tom - kites\n3. Ada - bees")
    for name in ("Maya", "Tom", "Ada"):
        phone.sees(name)
    phone.tap("Save")
    phone.sees("Saved: Maya, Tom, Ada")


@pytest.mark.chromium
def test_several_lines_are_one_note_by_one_tap(start_phone: START, server: LiveServer) -> None:
    phone = chromium_at(start_phone)
    phone.open("/")
    paste(phone, "Maya - water-skis\nTom - kites")
    phone.tap("Just a note")
    phone.sees("A note about nobody in particular")
    phone.tap("Save")
    phone.sees("Saved.")


@pytest.mark.chromium
def test_a_text_that_is_too_long_is_reported_and_not_cut(
    start_phone: START, server: LiveServer
) -> None:
    phone = chromium_at(start_phone)
    phone.open("/")
    paste(phone, "x" * 12_000)
    phone.sees("Too long: 12,000 characters, and there is room for 10,000.")
    phone.tap("Save")
    assert len(phone.value(FIELD)) == 12_000
    # It is characters that are counted: these have two units each.
    paste(phone, "🚤" * 6_000)
    phone.sees_no("Too long")
    phone.tap("Save")
    phone.sees("Saved.")


@pytest.mark.chromium
@pytest.mark.parametrize("timezone", ["Foo/Bar", "FOO-2"])
def test_notes_are_saved_in_an_unknown_time_zone(
    timezone: str, start_phone: START, server: LiveServer
) -> None:
    # A browser for it alone: one that is kept would be kept for this zone.
    phone = chromium_at(start_phone, timezone, on_disk=True)
    phone.open("/")
    sign_up(phone)
    phone.tap("Jot")
    jot(phone, "Maya — water-skis")
    held = Held(server)
    wait_until(lambda: held.names() == ["Maya"], "Maya on the server")
    [note] = held.fields("note")
    assert note["captured_timezone"] in ("UTC", "Etc/GMT-2")
