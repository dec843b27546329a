"""axe finds nothing to mend on any screen of somebody who has just begun, by day and by night. An
account that is lived in is in test_look.py."""

from collections.abc import Callable
from typing import cast

import pytest

from tests.phone.app import ZONE
from tests.phone.screens import PLAIN, routes, show
from tests.rigs.axe import TALL, violations, violations_by_day_and_night
from tests.rigs.chromium import Chromium
from tests.rigs.phone import Phone
from tests.support.live import LiveServer


@pytest.fixture
def phone(server: LiveServer, start_phone: Callable[..., Phone]) -> Chromium:
    phone = cast("Chromium", start_phone("chromium", timezone=ZONE))
    phone.page.set_viewport_size(TALL)
    # What is on its way in has colours that are nobody's choice.
    phone.page.emulate_media(reduced_motion="reduce")
    return phone


def test_every_screen_is_checked() -> None:
    assert {screen.route for screen in PLAIN} == routes()


@pytest.mark.chromium
@pytest.mark.slow
def test_the_screens_of_an_empty_phone_pass_axe(phone: Chromium) -> None:
    found: list[str] = []
    for screen in PLAIN:
        show(phone, screen, {})
        found += [f"{screen.name}, {one}" for one in violations_by_day_and_night(phone)]
    if found:
        pytest.fail("\n".join(found))


@pytest.mark.chromium
def test_axe_finds_a_fault_that_is_there(phone: Chromium) -> None:
    phone.open("/sign-in")
    phone.field("Password")
    phone.script("document.querySelector('label').remove()")
    assert [one.partition(":")[0] for one in violations(phone)] == ["label"]
