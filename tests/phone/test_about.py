"""*About*: what this is, what becomes of what one writes, and whom to ask."""

from collections.abc import Callable

import pytest

from server.version import VERSION
from tests.phone.app import ZONE, fetch_part, ready_for_offline, sign_up
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.support.live import LiveServer


@pytest.mark.chromium
def test_about_says_what_this_is_signed_in_or_not_and_without_a_network(
    start_phone: Callable[..., Phone], gate: Gate, start_server: Callable[..., LiveServer]
) -> None:
    server = start_server(
        PUBLIC_URL=gate.url,
        SOURCE_URL="https://example.org/karmadex",
        CONTACT="robin@example.org",
    )
    gate.target = server.port
    phone = start_phone("chromium", timezone=ZONE)
    assert isinstance(phone, Chromium)
    phone.open("/settings")
    phone.tap("About Karmadex", exact=False)
    phone.sees("Nobody is ranked or scored")
    phone.sees("There are no ads and no trackers")
    phone.sees("Whoever runs this server hears you here: robin@example.org")
    assert "What opens your account" not in phone.screen()

    sign_up(phone)
    ready_for_offline(phone)
    fetch_part(phone, "idle.account")
    gate.shut()
    phone.open("/settings")
    phone.tap("About Karmadex", exact=False)
    phone.sees("What opens your account Your password")
    phone.sees(f"Karmadex {VERSION} · Its source")
    phone.sees("robin@example.org")
