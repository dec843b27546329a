"""On a desktop the list stays beside the page; low screens and large letters show content first."""

from collections.abc import Callable
from typing import cast

import pytest

from tests.phone.app import FIELD, ZONE, delete_person, jot, sign_up
from tests.phone.screens import live_a_life, settle
from tests.phone.stored import drafts
from tests.phone.test_moving import focused
from tests.rigs.chromium import Chromium
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

#: How many rows of a list can be seen whole: nothing lies over them.
WHOLE_ROWS = """
const seen = (x, y, row) => row.contains(document.elementFromPoint(x, y));
return [...document.querySelectorAll('.windowed .row')].filter((row) => {
    const {left, top, bottom} = row.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight
        && seen(left + 20, top + 4, row) && seen(left + 20, bottom - 4, row);
}).length;
"""
#: Whether nothing lies over the row of the page that is open.
IS_CHOSEN_WHOLE = """
const row = document.querySelector('.pane [aria-current=page]');
const {left, top, bottom} = row.getBoundingClientRect();
return [top + 4, bottom - 4].every((y) => row.contains(document.elementFromPoint(left + 20, y)));
"""
#: The names of the tabs that are shown and cut.
CUT = """
return [...document.querySelectorAll('.tabs span')]
    .filter((name) => name.scrollWidth > name.clientWidth + 1
        && getComputedStyle(name).position !== 'absolute')
    .map((name) => name.textContent);
"""


@pytest.fixture
def phone(server: LiveServer, start_phone: Callable[..., Phone]) -> Chromium:
    phone = cast("Chromium", start_phone("chromium", timezone=ZONE))
    phone.page.emulate_media(reduced_motion="reduce")
    return phone


@pytest.fixture
def desk(phone: Chromium) -> Chromium:
    phone.page.set_viewport_size({"width": 1280, "height": 800})
    return phone


@pytest.mark.chromium
def test_the_list_stays_beside_the_page_that_is_opened_from_it(
    desk: Chromium, server: LiveServer
) -> None:
    live_a_life(server, desk, ZONE)
    desk.find(["heading"], "Choose somebody", exact=True)
    desk.tap("Maya Chen", exact=False)
    desk.find(["heading"], "Maya Chen", exact=True)
    pane = desk.page.get_by_role("region", name="People")
    assert pane.get_by_role("link", name="Ewan Mackie").is_visible()
    current = pane.locator("[aria-current=page]")
    wait_until(lambda: "Maya Chen" in current.inner_text(), "the row of the page")
    wait_until(lambda: desk.script(IS_CHOSEN_WHOLE), "all of the row above the search")
    page = desk.page.locator("main").bounding_box()
    beside = pane.bounding_box()
    assert page is not None
    assert beside is not None
    assert beside["x"] + beside["width"] <= page["x"] + 1, "beside it, not over it"
    assert desk.page.title() == "Maya Chen · Karmadex"
    desk.tap("Events")
    desk.find(["heading"], "Choose an evening", exact=True)
    assert desk.page.title() == "Events · Karmadex"
    # As narrow as a phone, there is one of the two.
    desk.page.set_viewport_size({"width": 600, "height": 800})
    desk.sees_no("Choose an evening")
    desk.find(["heading"], "Events", exact=True)


@pytest.mark.chromium
def test_every_shortcut_is_one_key(desk: Chromium, server: LiveServer) -> None:
    live_a_life(server, desk, ZONE)
    key = desk.page.keyboard.press
    key("?")
    desk.find(["heading"], "Keyboard", exact=True)
    key("Escape")
    desk.sees_no("Use these keys")
    key("j")
    wait_until(lambda: "Jonas Lindqvist" in focused(desk), "the first one")
    key("j")
    wait_until(lambda: "Ewan Mackie" in focused(desk), "the next one")
    key("k")
    wait_until(lambda: "Jonas Lindqvist" in focused(desk), "the one before")
    key("Enter")
    desk.find(["heading"], "Jonas Lindqvist", exact=True)
    key("l")
    wait_until(lambda: desk.script("return document.activeElement.localName") == "h1", "the page")
    key("/")
    wait_until(lambda: desk.script("return document.activeElement.type") == "search", "search")
    # While one types, a letter is a letter.
    desk.page.keyboard.type("jnk/?")
    assert desk.value("Search") == "jnk/?"
    desk.write("Search", "greyhounds")
    # Until it is found there is nothing below.
    wait_until(lambda: key("ArrowDown") or "Ewan Mackie" in focused(desk), "what was found")
    desk.script("document.activeElement.blur()")
    key("n")
    wait_until(lambda: desk.script("return document.activeElement.id") == "jot", "the field")


@pytest.mark.chromium
def test_the_shortcuts_can_be_turned_off(desk: Chromium) -> None:
    desk.open("/settings")
    desk.tap("Keyboard", exact=False)
    desk.tap("Use these keys", exact=False)
    desk.tap("Close")
    desk.sees_no("Use these keys")
    desk.page.keyboard.press("n")
    settle(desk)
    assert desk.page.url.endswith("/settings")
    desk.tap("Keyboard", exact=False)
    desk.tap("Use these keys", exact=False)
    desk.tap("Close")
    desk.sees_no("Use these keys")
    settle(desk)
    desk.page.keyboard.press("n")
    desk.field(FIELD)


@pytest.mark.chromium
@pytest.mark.parametrize(
    ("size", "letters", "least"),
    [((844, 390), "100%", 2), ((412, 892), "200%", 1), ((320, 640), "100%", 3)],
    ids=["on its side", "letters twice as large", "the smallest phone"],
)
def test_people_are_seen_on_a_low_and_a_large_screen_and_the_tabs_are_whole(
    phone: Chromium, server: LiveServer, size: tuple[int, int], letters: str, least: int
) -> None:
    live_a_life(server, phone, ZONE)
    phone.page.set_viewport_size({"width": size[0], "height": size[1]})
    phone.script(f"document.documentElement.style.fontSize = '{letters}'")
    settle(phone)
    assert phone.script(WHOLE_ROWS) >= least
    assert phone.script(CUT) == []


@pytest.mark.chromium
def test_a_name_that_is_written_from_the_right_reads_so_and_stands_where_the_others_do(
    phone: Chromium,
) -> None:
    phone.open("/")
    sign_up(phone)
    phone.open("/")
    phone.write(FIELD, "נועה! — water-skis")
    phone.tap("Save")
    phone.sees("Saved: נועה!")
    phone.open("/people")
    phone.sees("water-skis")
    place = (
        "const title = [...document.querySelectorAll('.row .title')]"
        ".find((each) => each.textContent.includes('נועה'));"
        "const text = [...title.childNodes].find((each) => each.nodeType === Node.TEXT_NODE);"
        "const range = document.createRange();"
        "const at = (from) => { range.setStart(text, from); range.setEnd(text, from + 1);"
        " return range.getBoundingClientRect().left; };"
        "return [at(4), at(0), title.getBoundingClientRect().left];"
    )
    exclamation, first, edge = phone.script(place)
    assert exclamation < first, "the sign after it stands on its left"
    assert exclamation - edge < 5, "and the name where all names begin"


#: Presses Escape as soon as the form is there, before its first frame.
ESCAPE_AT_ONCE = """
window.pressed = false;
const seen = new MutationObserver(() => {
  if (!document.querySelector('main form')) return;
  seen.disconnect();
  document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', {key: 'Escape', bubbles: true, cancelable: true}));
  window.pressed = true;
});
seen.observe(document.body, {childList: true, subtree: true});
"""


@pytest.mark.chromium
def test_escape_leaves_what_is_being_changed_and_loses_nothing(
    desk: Chromium, server: LiveServer
) -> None:
    ids = live_a_life(server, desk, ZONE)

    def leave_with(text: str) -> None:
        wait_until(lambda: text in drafts(desk, signed_in=True), "the draft")
        desk.page.keyboard.press("Escape")

    desk.tap("Maya Chen", exact=False)
    desk.tap("Edit")
    desk.write("Known for", "wakeboards")
    leave_with("wakeboards")
    desk.sees("You had begun to change this card.")
    desk.tap("Go on")
    wait_until(lambda: desk.value("Known for") == "wakeboards", "what was begun")
    # Where nothing was begun nothing is left behind.
    desk.tap("Cancel")
    desk.find(["button"], "Edit", exact=True)
    desk.script(ESCAPE_AT_ONCE)
    desk.tap("Edit")
    wait_until(lambda: desk.script("return window.pressed"), "the key to be pressed")
    desk.find(["button"], "Edit", exact=True)
    assert "You had begun" not in desk.screen()

    desk.open(f"/events/{ids['event']}")
    desk.tap("Edit")
    desk.write("Place", "The old cinema")
    leave_with("The old cinema")
    desk.sees("You had begun to change this evening.")
    desk.tap("Go on")
    wait_until(lambda: desk.value("Place") == "The old cinema", "what was begun")

    # A note is always open: one goes back, and finds it as it was left.
    desk.open(f"/people/{ids['people']}")
    desk.tap("Moving to Lisbon", exact=False)
    desk.write("What you jotted down", "They have a boat")
    leave_with("They have a boat")
    desk.find(["heading"], "Maya Chen", exact=True)
    desk.tap("Moving to Lisbon", exact=False)
    wait_until(lambda: desk.value("What you jotted down") == "They have a boat", "the draft")


@pytest.mark.chromium
def test_an_evening_is_planned_beside_the_list(desk: Chromium, server: LiveServer) -> None:
    live_a_life(server, desk, ZONE)
    desk.open("/events")
    desk.tap("Plan one")
    desk.write("Name", "Panel on podcasts", exact=True)
    desk.tap("Put it down")
    # The sheet is gone, and one is at the heading of the new evening.
    wait_until(lambda: focused(desk) == "Panel on podcasts", "the evening to be open")


#: Whether the whole of what is told can be seen, and its button pressed.
IS_TOLD_WHERE_IT_IS_SEEN = """
const seen = (element) => {
    const {left, right, top, bottom} = element.getBoundingClientRect();
    const [middle, centre] = [(left + right) / 2, (top + bottom) / 2];
    return [[left + 1, centre], [right - 1, centre], [middle, top + 1], [middle, bottom - 1]].every(
        ([x, y]) => element.contains(document.elementFromPoint(x, y)));
};
return [...document.querySelectorAll('.toast p, .toast .button')].every(seen);
"""


@pytest.mark.chromium
@pytest.mark.parametrize(
    "size", [(412, 892), (844, 390), (1280, 800)], ids=["phone", "low", "desktop"]
)
def test_what_has_just_happened_can_be_seen_and_undone(
    phone: Chromium, size: tuple[int, int]
) -> None:
    phone.page.set_viewport_size({"width": size[0], "height": size[1]})
    phone.open("/")
    jot(phone, "Maya — water-skis")
    jot(phone, "Tom — kites")
    for name in ("Maya", "Tom"):  # The second time nobody is left in the list.
        delete_person(phone, name)
        assert phone.script(IS_TOLD_WHERE_IT_IS_SEEN)


@pytest.mark.chromium
def test_after_deleting_beside_the_list_the_focus_is_on_the_page(desk: Chromium) -> None:
    desk.open("/")
    jot(desk, "Maya — water-skis")
    desk.open("/people")
    desk.tap("Maya", exact=False)
    desk.tap("Edit")
    desk.tap("Delete", exact=False)
    desk.sees("What you choose opens here.")
    wait_until(
        lambda: desk.script("return document.activeElement.matches('main *')"), "the focus on it"
    )


@pytest.mark.chromium
def test_in_large_letters_on_the_smallest_phone_the_evening_and_the_title_can_be_read(
    phone: Chromium,
) -> None:
    phone.page.set_viewport_size({"width": 320, "height": 640})
    phone.page.add_init_script("localStorage.setItem('karmadex.language', 'de')")
    for path, seen, high in (("/", ".strip-name", 100), ("/settings", "h1", 60)):
        phone.open(path)
        settle(phone)
        phone.script("document.documentElement.style.fontSize = '200%'")
        wide, tall = phone.script(
            "const {width, height} = document.querySelector(arguments[0]).getBoundingClientRect();"
            "return [width, height]",
            seen,
        )
        assert (wide > 100, tall <= high) == (True, True), (path, wide, tall)
