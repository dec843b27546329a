"""From a person's page the phone's own apps are one tap away; what was jotted down stays here."""

import pytest

from tests.phone.app import ZONE
from tests.phone.screens import live_a_life, settle
from tests.rigs.chromium import Chromium
from tests.support.live import LiveServer


@pytest.mark.chromium
def test_a_person_is_called_texted_and_shared(chromium: Chromium, server: LiveServer) -> None:
    chromium.page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    ids = live_a_life(server, chromium, ZONE)
    chromium.open(f"/people/{ids['people']}")
    chromium.sees("+1 555 0134")
    settle(chromium)
    href = "element => element.getAttribute('href')"
    call = chromium.page.get_by_role("link", name="+1 555 0134", exact=True)
    assert call.evaluate(href) == "tel:+15550134"
    text = chromium.page.get_by_role("link", name="Text: +1 555 0134", exact=True)
    assert text.evaluate(href) == "sms:+15550134"
    chromium.tap("Share how to reach them")
    assert chromium.script("return shared") == {"text": "Maya Chen\n+1 555 0134"}


@pytest.mark.chromium
def test_a_person_is_written_a_mail(chromium: Chromium, server: LiveServer) -> None:
    live_a_life(server, chromium, ZONE)
    chromium.tap("Tomasz Wieczorek", exact=False)
    chromium.sees("tomasz@harbour-library.example")
    mail = chromium.page.get_by_role("link", name="tomasz@harbour-library.example")
    assert mail.evaluate("element => element.protocol") == "mailto:"
