"""What is seldom opened is fetched when the phone is idle; before that it says so offline."""

from collections.abc import Callable

import pytest

from tests.phone.app import ready_for_offline, sign_up, wait_for_part
from tests.phone.engines import every_engine
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.support.live import LiveServer


def tap_devices(phone: Phone) -> None:
    phone.open("/settings")
    phone.tap("Signed-in phones and computers", exact=False)


@every_engine
def test_a_part_that_is_not_there_yet_says_so_and_loads_with_the_network(
    engine: str, start_phone: Callable[..., Phone], server: LiveServer, gate: Gate
) -> None:
    phone = start_phone(engine)
    phone.open("/")
    ready_for_offline(phone)
    # Ten seconds have not gone by, or the worker was not there when they had.
    gate.shut()
    phone.open("/settings/about")
    phone.sees("This part of the app is not on this phone yet.")
    gate.open()
    phone.tap("Load again")
    phone.sees("What becomes of what you write")


@pytest.mark.chromium
def test_parts_load_by_themselves_after_the_first_start(
    start_phone: Callable[..., Phone], server: LiveServer, gate: Gate
) -> None:
    phone = start_phone("chromium")
    phone.open("/")
    sign_up(phone)
    ready_for_offline(phone)
    wait_for_part(phone, "idle.account")
    gate.shut()
    tap_devices(phone)
    phone.sees("there is no network just now")
    phone.sees("Phones and computers")
