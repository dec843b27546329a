"""From screen to screen: at once, by a quick thumb, and by the keyboard alone."""

from collections.abc import Callable
from typing import cast

import pytest

from tests.phone.app import FIELD, ZONE
from tests.phone.screens import live_a_life, settle
from tests.rigs.chromium import Chromium
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

#: Taps what is called so, and returns the text of what is there when the next frame is drawn.
_NEXT_FRAME = """
const [name, there] = arguments;
[...document.querySelectorAll('a, button')].find((each) => each.innerText === name).click();
return new Promise((done) => {
    requestAnimationFrame(() => done(document.querySelector(there)?.textContent));
});
"""
_FOCUSED = """
const at = document.activeElement;
const parts = [...at.querySelectorAll(':scope.row .title, :scope.row .detail')]
    .map((part) => part.textContent);
const text = parts.length ? parts.join(' ') : at.textContent;
return at === document.body ? '' : (at.getAttribute('aria-label') ?? text).trim();
"""


@pytest.fixture
def phone(server: LiveServer, start_phone: Callable[..., Phone]) -> Chromium:
    return cast("Chromium", start_phone("chromium", timezone=ZONE))


def focused(phone: Chromium) -> str:
    """The name of what has the focus."""
    return str(phone.script(_FOCUSED))


def press(phone: Chromium, key: str, *, until: str) -> None:
    """Press a key until what is called so has the focus."""
    passed = [focused(phone)]
    while passed[-1] != until:
        assert len(passed) < 60, passed
        phone.page.keyboard.press(key)
        passed.append(focused(phone))


@pytest.mark.chromium
def test_a_tap_is_answered_in_the_next_frame(phone: Chromium) -> None:
    # The code of both screens is there.
    phone.open("/events")
    settle(phone)
    phone.tap("People")
    phone.find(["heading"], "People", exact=True)
    settle(phone)
    assert phone.script(_NEXT_FRAME, "Events", "main h1") == "Events"
    settle(phone)
    naming = phone.script(_NEXT_FRAME, "Tonight: where are you?", "dialog[open] h2")
    assert naming == "Where are you?"


@pytest.mark.chromium
def test_two_quick_taps_are_two_taps(phone: Chromium) -> None:
    phone.open("/events")
    settle(phone)
    naming = phone.page.get_by_role("button", name="Tonight: where are you?").bounding_box()
    tab = phone.page.get_by_role("link", name="Events", exact=True).bounding_box()
    assert naming is not None
    assert tab is not None
    phone.tap("People")
    phone.find(["heading"], "People", exact=True)
    settle(phone)
    phone.page.mouse.click(tab["x"] + 20, tab["y"] + 20)
    phone.find(["heading"], "Events", exact=True)
    phone.page.mouse.click(naming["x"] + 40, naming["y"] + 20)
    phone.field("Name of the evening")


@pytest.mark.chromium
def test_going_back_returns_to_the_place_in_the_list(phone: Chromium, server: LiveServer) -> None:
    live_a_life(server, phone, ZONE)
    # So many rows are above the screen that it would show were they not as high as they were.
    phone.page.set_viewport_size({"width": 390, "height": 300})
    phone.open("/people")
    phone.sees("Hank Tully")
    hank = phone.page.get_by_role("link", name="Hank Tully")
    hank.scroll_into_view_if_needed()
    settle(phone)
    place = phone.script("return document.querySelector('main').scrollTop")
    assert place > 50
    before = hank.bounding_box()
    hank.tap()
    phone.find(["heading"], "Hank Tully", exact=True)
    assert phone.script("return document.querySelector('main').scrollTop") == 0
    phone.tap("Back")
    phone.find(["heading"], "People", exact=True)
    wait_until(
        lambda: phone.script("return document.querySelector('main').scrollTop") == place, "it"
    )
    settle(phone)
    assert hank.bounding_box() == before


@pytest.mark.chromium
def test_an_evening_works_by_the_keyboard_alone(phone: Chromium) -> None:
    phone.open("/")
    phone.field(FIELD)
    settle(phone)
    # The field is ready; a line and Enter is a person.
    phone.page.keyboard.type("Maya — water-skis #sailing")
    phone.page.keyboard.press("Enter")
    phone.sees("Saved: Maya")
    # A sheet takes the focus, Escape gives it back.
    press(phone, "Shift+Tab", until="Tonight: where are you?")
    phone.page.keyboard.press("Enter")
    phone.field("Name of the evening")
    wait_until(
        lambda: phone.script("return document.activeElement.closest('dialog') !== null"), "focus"
    )
    phone.page.keyboard.press("Escape")
    phone.sees_no("Name of the evening")
    wait_until(lambda: focused(phone) == "Tonight: where are you?", "the focus given back")
    # Through the tabs to the people, past everything to the content, and to Maya.
    press(phone, "Tab", until="People")
    phone.page.keyboard.press("Enter")
    phone.find(["heading"], "People", exact=True)
    press(phone, "Tab", until="Skip to the content")
    phone.page.keyboard.press("Enter")
    press(phone, "Tab", until="Maya water-skis")
    phone.page.keyboard.press("Enter")
    phone.find(["heading"], "Maya", exact=True)
    wait_until(lambda: focused(phone) == "Maya", "the heading to be read")
    press(phone, "Tab", until="Add a good turn")
    phone.page.keyboard.press("Enter")
    phone.field("What was it?")
    cursor = "return document.activeElement.localName === 'textarea'"
    wait_until(lambda: phone.script(cursor), "the cursor in the field")
    phone.page.keyboard.type("Lent me her boat")
    press(phone, "Tab", until="Save")
    phone.page.keyboard.press("Enter")
    phone.sees_no("What was it?")
    phone.sees("Lent me her boat")


@pytest.mark.chromium
def test_back_closes_a_sheet_and_leaves_the_page_only_without_one(phone: Chromium) -> None:
    phone.open("/settings")
    settle(phone)
    phone.tap("Events")
    phone.find(["heading"], "Events", exact=True)
    place = "return history.state?.sheets ?? 0"
    phone.tap("Tonight: where are you?")
    named = "return document.activeElement === document.querySelector('dialog input')"
    wait_until(lambda: phone.script(named), "the cursor in the field that the sheet is about")
    wait_until(
        lambda: phone.script("return history.state?.sheets") == 1, "its place in the history"
    )
    phone.page.go_back()
    phone.sees_no("Name of the evening")
    phone.find(["heading"], "Events", exact=True)
    # Closed by its cross, it has left nothing behind that Back would have to pass.
    phone.tap("Tonight: where are you?")
    wait_until(
        lambda: phone.script("return history.state?.sheets") == 1, "its place in the history"
    )
    phone.tap("Close")
    phone.sees_no("Name of the evening")
    wait_until(lambda: phone.script(place) == 0, "its place to go")
    phone.page.go_back()
    phone.find(["heading"], "Settings", exact=True)


@pytest.mark.chromium
def test_a_refused_form_puts_the_cursor_where_it_is_wrong(phone: Chromium) -> None:
    phone.open("/sign-up")
    phone.write("Your name", "Alice")
    phone.write("Email address", "alice at example")
    phone.write("Password", "karma comes around")
    phone.tap("Make my account")
    wait_until(
        lambda: phone.script("return document.activeElement.value") == "alice at example",
        "the cursor in the address",
    )


@pytest.mark.chromium
def test_the_first_tab_key_offers_to_skip_to_the_content(phone: Chromium) -> None:
    phone.open("/people")
    settle(phone)
    phone.script("document.activeElement.blur()")
    press(phone, "Shift+Tab", until="Skip to the content")
    assert phone.script("return document.activeElement.getBoundingClientRect().top") >= 0
    phone.page.keyboard.press("Enter")
    wait_until(lambda: phone.script("return document.activeElement.id") == "main", "the content")


@pytest.mark.chromium
def test_a_card_looks_the_same_whatever_was_opened_before(
    phone: Chromium, server: LiveServer
) -> None:
    live_a_life(server, phone, ZONE)
    # As from a notification: nothing else has been on the screen.
    phone.open("/followups")
    phone.sees("water-skis, even in October")
    known = "return getComputedStyle(document.querySelector('.known')).font"
    alone = phone.script(known)
    assert "italic" in alone
    phone.tap("Maya Chen", exact=False)
    phone.find(["heading"], "Maya Chen", exact=True)
    assert phone.script(known) == alone
