"""The app open twice in one browser: both show the same, and one of them sends."""

from collections.abc import Callable

from tests.phone.app import ZONE, Held, jot, name_tonights_event, sign_up
from tests.phone.engines import every_engine
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer


@every_engine
def test_two_tabs_show_the_same_and_send_each_change_once(
    engine: str, start_phone: Callable[..., Phone], gate: Gate, server: LiveServer
) -> None:
    first = start_phone(engine, timezone=ZONE)
    first.open("/")
    sign_up(first)
    name_tonights_event(first)
    second = first.another_tab()
    second.open("/")
    second.sees("Tonight:")

    jot(first, "Maya Chen — water-skis")
    second.sees("Maya Chen")
    jot(second, "Tom — blogs about marathoning")
    first.sees("Tom")
    wait_until(lambda: Held(server).names() == ["Maya Chen", "Tom"], "both to be on the server")
    notes = [record for record in Held(server).records() if record["kind"] == "note"]
    assert len(notes) == 2
