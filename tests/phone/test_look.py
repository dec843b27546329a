"""Every screen, with what opens on it, in an account that is lived in: axe finds nothing to mend by
day and by night; for a small phone, large letters, a phone on its side and writing from the right
nothing runs out of the screen, and whatever can be tapped is as large as a thumb."""

from collections.abc import Callable
from typing import cast

import pytest

from tests.phone.app import ZONE
from tests.phone.screens import PLAIN, SCREENS, live_a_life, settle, show
from tests.rigs.axe import TALL, violations_by_day_and_night
from tests.rigs.chromium import Chromium
from tests.rigs.phone import Phone
from tests.support.live import LiveServer

#: Width, height, size of the letters, direction.
SHAPES = {
    "a phone": (390, 844, "100%", "ltr"),
    "the smallest phone": (320, 640, "100%", "ltr"),
    "letters twice as large": (390, 844, "200%", "ltr"),
    "a phone on its side": (844, 390, "100%", "ltr"),
    "writing from the right": (390, 844, "100%", "rtl"),
}

#: What reaches out of the screen sideways, of what is shown and does not scroll in itself.
WIDE = """
const scrolls = (e) => /auto|scroll|hidden/.test(getComputedStyle(e).overflowX);
const inside = (e) => {
    for (let up = e.parentElement; up && up.localName !== 'main'; up = up.parentElement)
        if (scrolls(up) && up.localName !== 'dialog') return true;
    return false;
};
return [...document.querySelectorAll('main *, .foot *')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && box.height && e.checkVisibility()
        && (box.left < -1 || box.right > innerWidth + 1)
        && !inside(e) && !e.closest('.hidden, svg');
}).map((e) => e.outerHTML.slice(0, 120));
"""

#: What can be tapped and is smaller than 44 by 44 px.
SMALL = """
const found = document.querySelectorAll(
    'a[href], button, summary, select, textarea, input, [role=button], [tabindex="0"]');
return [...found].filter((e) => {
    if (!e.checkVisibility({visibilityProperty: true})) return false;
    if (e.closest('[inert], .hidden, .skip')) return false;
    const tapped = e.matches('[type=checkbox], [type=radio]') ? (e.closest('label') ?? e) : e;
    const {width, height} = tapped.getBoundingClientRect();
    return width > 0 && (width < 43.5 || height < 43.5);
}).map((e) => {
    const {width, height} = e.getBoundingClientRect();
    return `${Math.round(width)}×${Math.round(height)} ${e.outerHTML.slice(0, 120)}`;
});
"""


#: What still looks as the browser draws it: its style came with another screen.
BARE = """
return [...document.querySelectorAll('fieldset')]
    .filter((e) => e.checkVisibility() && getComputedStyle(e).borderTopStyle === 'groove')
    .map((e) => e.outerHTML.slice(0, 120));
"""


@pytest.fixture
def phone(server: LiveServer, start_phone: Callable[..., Phone]) -> Chromium:
    phone = cast("Chromium", start_phone("chromium", timezone=ZONE))
    phone.page.emulate_media(reduced_motion="reduce")
    return phone


def shape(phone: Chromium, name: str) -> None:
    """Make the screen so; holds for each page that is opened from now on."""
    width, height, letters, direction = SHAPES[name]
    phone.page.set_viewport_size({"width": width, "height": height})
    style = f"html {{ font-size: {letters}; direction: {direction} }}"
    phone.script(
        "document.documentElement.dir = arguments[1];"
        "const sheet = new CSSStyleSheet(); sheet.replaceSync(arguments[0]);"
        "document.adoptedStyleSheets = [sheet];",
        style,
        direction,
    )
    settle(phone, quiet_ms=60)


@pytest.mark.chromium
@pytest.mark.slow
def test_axe_finds_nothing_nothing_runs_out_and_all_is_as_large_as_a_thumb(
    phone: Chromium, server: LiveServer
) -> None:
    ids = live_a_life(server, phone, ZONE)
    found: list[str] = []
    for screen in SCREENS:
        phone.page.set_viewport_size(TALL)
        show(phone, screen, ids)
        found += [f"{screen.name}, {one}" for one in violations_by_day_and_night(phone)]
        found += [f"{screen.name}: without its style: {one}" for one in phone.script(BARE)]
        for name in SHAPES:
            shape(phone, name)
            found += [f"{screen.name}, {name}: too wide: {one}" for one in phone.script(WIDE)]
            found += [f"{screen.name}, {name}: too small: {one}" for one in phone.script(SMALL)]
    if found:
        pytest.fail("\n".join(found))


@pytest.mark.chromium
@pytest.mark.slow
def test_the_longer_words_of_other_languages_fit_on_a_narrow_screen(
    phone: Chromium, server: LiveServer
) -> None:
    ids = live_a_life(server, phone, ZONE)
    phone.page.set_viewport_size({"width": 320, "height": 640})
    found: list[str] = []
    for language in ("de", "es"):
        speak = f"localStorage.setItem('karmadex.language', '{language}')"
        phone.page.add_init_script(speak)
        for screen in PLAIN:
            show(phone, screen, ids)
            assert phone.script("return document.documentElement.lang") == language
            found += [f"{language}, {screen.name}: too wide: {one}" for one in phone.script(WIDE)]
            found += [f"{language}, {screen.name}: too small: {one}" for one in phone.script(SMALL)]
    if found:
        pytest.fail("\n".join(found))


@pytest.mark.chromium
def test_the_checks_find_what_is_too_wide_or_too_small(phone: Chromium) -> None:
    phone.open("/sign-in")
    phone.field("Password")
    assert phone.script(WIDE) == []
    assert phone.script(SMALL) == []
    phone.script(
        "document.querySelector('form .button').style.cssText = 'min-height: 0; height: 30px'"
    )
    phone.script("document.querySelector('input').style.minWidth = '110vw'")
    assert len(phone.script(SMALL)) == 1
    assert phone.script(WIDE) != []
