"""Nothing jumps, and nobody is lost: what one reads stays in place, and the focus on the screen."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from playwright.sync_api import Locator

from tests.phone.app import FIELD, ZONE, delete_person, jot, sign_up
from tests.phone.pictures import pictures, take_a_picture
from tests.phone.screens import PLAIN, live_a_life, settle
from tests.rigs.chromium import Chromium
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

#: A slow 4G: 1.6 Mbit/s, 150 ms to the server and back.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
#: What a layout may shift, as CLS counts it; from 0.1 on people notice.
MOST = 0.02
WATCH = """
window.shifts = [];
const named = ({node}) => (node?.outerHTML ?? node?.textContent ?? '').slice(0, 90);
new PerformanceObserver((list) => {
    for (const {value, hadRecentInput, sources} of list.getEntries())
        if (!hadRecentInput) shifts.push([value, sources.map(named)]);
}).observe({type: 'layout-shift', buffered: true});
"""
LOST = "return document.activeElement === document.body"


@pytest.fixture
def phone(server: LiveServer, start_phone: Callable[..., Phone]) -> Chromium:
    phone = cast("Chromium", start_phone("chromium", timezone=ZONE))
    phone.page.emulate_media(reduced_motion="reduce")
    return phone


def slow_down(phone: Chromium) -> None:
    """As for somebody who has no worker yet: each screen's code comes over a slow network."""
    phone.page.add_init_script(WATCH)
    devtools = phone.devtools()
    devtools.send("Network.enable")
    devtools.send("Network.setBypassServiceWorker", {"bypass": True})
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    devtools.send("Network.emulateNetworkConditions", SLOW)


def jumps_of(phone: Chromium, path: str) -> Any:
    """What shifts while this screen comes; nothing if that is too little to notice."""
    phone.open(path)
    phone.page.locator("main h1").first.wait_for(state="attached", timeout=60_000)
    # Longer than two files take here, one after the other: a screen may wait for parts of it.
    settle(phone, 700)
    shifts = phone.script("return shifts")
    return shifts if sum(value for value, _ in shifts) > MOST else None


@pytest.mark.chromium
@pytest.mark.slow
def test_no_screen_jumps_while_it_comes_over_a_slow_network(
    phone: Chromium, server: LiveServer
) -> None:
    ids = live_a_life(server, phone, ZONE)
    slow_down(phone)
    jumping = {screen.name: jumps_of(phone, screen.path(ids)) for screen in PLAIN}
    assert not any(jumping.values()), "\n".join(f"{name}: {each}" for name, each in jumping.items())


@pytest.mark.chromium
def test_a_note_with_pictures_stays_in_place_until_they_come_over_a_slow_network(
    phone: Chromium,
) -> None:
    phone.open("/")
    sign_up(phone)
    phone.tap("Jot")
    for count, colour in enumerate(("teal", "crimson"), start=1):
        take_a_picture(phone, size=(400, 300), colour=colour)
        wait_until(lambda count=count: len(pictures(phone)) == count, "the picture", seconds=60)
    jot(phone, "Maya — water-skis")
    phone.open("/people")
    phone.tap("Maya", exact=False)
    phone.sees("Maya — water-skis")
    of_maya = phone.script("return location.pathname")
    note = phone.script("return document.querySelector('a[href^=\"/notes/\"]').pathname")
    slow_down(phone)
    for path in (of_maya, note):
        assert not jumps_of(phone, path)
        assert len(pictures(phone)) == 2


@pytest.mark.chromium
def test_the_check_notices_a_jump(phone: Chromium) -> None:
    phone.page.add_init_script(WATCH)
    phone.open("/settings")
    settle(phone)

    def jumps() -> bool:
        # Again at each look: one that is drawn with something else of the screen may not count.
        phone.script(
            "const block = document.createElement('div'); block.style.height = '200px';"
            "document.querySelector('.content').prepend(block)"
        )
        return sum(value for value, _ in phone.script("return shifts")) > MOST

    wait_until(jumps, "the jump")


def fewer(buttons: Locator, than: int) -> None:
    wait_until(lambda: buttons.count() < than, "the row to go")


@pytest.mark.chromium
def test_the_focus_moves_when_the_focused_element_is_removed(phone: Chromium) -> None:
    phone.open("/")
    for line in ("Maya — water-skis", "Tom — kites", "Ada — bees"):
        jot(phone, line)
    phone.field(FIELD)
    for name in ("Maya", "Tom", "Ada"):
        delete_person(phone, name)
    phone.open("/trash")
    bring_back = phone.page.get_by_role("button", name="Bring back")
    bring_back.first.wait_for()
    while count := bring_back.count():
        bring_back.first.focus()
        phone.page.keyboard.press("Enter")
        fewer(bring_back, count)
        wait_until(lambda: not phone.script(LOST), "the focus to be somewhere")
    # On the heading in the end: there is nothing left in the list.
    assert phone.script("return document.activeElement.closest('main') !== null")


@pytest.mark.chromium
def test_what_undo_brings_back_has_the_focus(phone: Chromium) -> None:
    phone.open("/")
    jot(phone, "Maya — water-skis")
    delete_person(phone, "Maya")
    phone.page.get_by_role("button", name="Undo").focus()
    phone.page.keyboard.press("Enter")
    row = "return document.activeElement.closest('.row')?.textContent ?? ''"
    wait_until(lambda: "Maya" in str(phone.script(row)), "the focus to be on Maya")
