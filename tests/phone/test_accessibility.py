"""axe finds nothing to mend: on every screen, with what opens on it, lived in and empty, by day
and by night, on a phone."""

from collections.abc import Callable
from typing import Literal, cast

import pytest

from tests.phone.app import ZONE
from tests.phone.screens import PLAIN, SCREENS, Screen, live_a_life, routes, show
from tests.rigs.axe import violations
from tests.rigs.chromium import Chromium
from tests.rigs.phone import Phone
from tests.support.live import LiveServer

LIGHTS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def phone(server: LiveServer, start_phone: Callable[..., Phone]) -> Chromium:
    phone = cast("Chromium", start_phone("chromium", timezone=ZONE))
    # As wide as a phone, and so high that nothing hides behind the lower edge: what is half hidden
    # is judged by the half that shows.
    phone.page.set_viewport_size({"width": 390, "height": 4000})
    # What is on its way in has colours that are nobody's choice.
    phone.page.emulate_media(reduced_motion="reduce")
    return phone


def test_no_screen_is_left_out() -> None:
    assert {screen.route for screen in PLAIN} == routes()


def judge(phone: Chromium, screens: list[Screen], ids: dict[str, str]) -> None:
    """Fails with what axe finds, a line each, with the screen and the light."""
    found: list[str] = []
    for screen in screens:
        show(phone, screen, ids)
        for light in LIGHTS:
            phone.page.emulate_media(color_scheme=light)
            found += [f"{screen.name}, {light}: {one}" for one in violations(phone)]
    if found:
        pytest.fail("\n".join(found))


@pytest.mark.chromium
@pytest.mark.slow
def test_a_life_that_is_lived(phone: Chromium, server: LiveServer) -> None:
    ids = live_a_life(server, phone, ZONE)
    judge(phone, SCREENS, ids)


@pytest.mark.chromium
@pytest.mark.slow
def test_a_phone_that_knows_nobody_yet(phone: Chromium) -> None:
    judge(phone, PLAIN, {})


@pytest.mark.chromium
def test_axe_would_say_so(phone: Chromium) -> None:
    phone.open("/sign-in")
    phone.field("Password")
    phone.script("document.querySelector('label').remove()")
    assert [one.partition(":")[0] for one in violations(phone)] == ["label"]
