"""The evening: jotted down offline, synced through a crash, prompted the next morning.

One story, lived in each engine. What differs is only the morning: Firefox gets the real push from
a real push service, Chromium's worker gets the same message through its developer tools (it
subscribes at nobody's but Google's), and WebKit has no push: there the people wait in the app.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.phone.app import (
    FIELD,
    ZONE,
    Held,
    at,
    jot,
    morning_after,
    name_tonights_event,
    open_followups,
    press_action,
    push_for,
    ready_for_offline,
    sign_up,
)
from tests.rigs.autopush import Autopush
from tests.rigs.chromium import Chromium
from tests.rigs.desktop import Desktop, Shown
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.rigs.push_service import PushService
from tests.support.live import LiveServer

EVERYBODY = ["Ada", "Maya Chen", "Tom"]


def live_the_evening(phone: Phone, gate: Gate, server: LiveServer) -> None:
    """From the first visit, with an account made, to three people who are on the server."""
    ready_for_offline(phone)

    gate.shut()
    name_tonights_event(phone)
    jot(phone, "Maya Chen — water-skis, moving to Lisbon #sailing")
    jot(phone, "Tom — blogs about marathoning")
    phone.sees("not yet on the server")

    phone.reload()
    phone.sees("Maya Chen")
    phone.sees("Tom")
    jot(phone, "Ada — keeps bees on her roof")
    assert Held(server).records() == []

    # The server takes the batch and dies before the phone has heard of it.
    killed: list[bool] = []

    def kill() -> None:
        server.kill()
        killed.append(True)

    gate.lose_answer(b"POST /api/v1/sync", kill)
    gate.open()
    phone.reload()
    wait_until(lambda: killed, "the sync during which the server is killed")
    phone.sees("Maya Chen")
    phone.sees("not yet on the server")

    server.start()
    phone.reload()
    held = Held(server)
    wait_until(lambda: held.names() == EVERYBODY, "all three to reach the server", seconds=60)
    phone.sees_no("not yet on the server")
    assert len(held.fields("note")) == 3
    assert len(held.fields("event")) == 1
    morning = morning_after(ZONE).isoformat()
    due = [(one["reason"], one["due_on"], one["status"]) for one in held.fields("followup")]
    assert due == [("next_morning", morning, "open")] * 3


def send_the_morning_prompt(server: LiveServer) -> None:
    """The next morning comes, twice over: it is prompted once."""
    morning = morning_after(ZONE)
    before = server.flask("prompts", "send", "--now", at(morning, "08:29", ZONE))
    print(before)
    print(server.flask("prompts", "send", "--now", at(morning, "08:31", ZONE)))
    print(server.flask("prompts", "send", "--now", at(morning, "08:32", ZONE)))


def names_everybody(shown: Shown) -> bool:
    text = f"{shown.title} {shown.body}"
    return all(name in text for name in ("Maya", "Tom", "Ada"))


def wait_until_put_off(server: LiveServer) -> None:
    """Until the server knows that nobody is due on the first morning any more."""
    morning = morning_after(ZONE).isoformat()
    wait_until(
        lambda: all(one["due_on"] > morning for one in Held(server).fields("followup")),
        "Tomorrow to reach the server",
    )


def tap_said_hi_for(phone: Phone, name: str, server: LiveServer) -> None:
    """In the follow-ups, which are open, until the server knows."""
    phone.tap(f"Said hi: {name}")
    wait_until(
        lambda: [one["status"] for one in Held(server).fields("followup")].count("done") == 1,
        "the server to hear of it",
    )


def say_hi_the_day_after(phone: Phone, server: LiveServer) -> None:
    """Where a tap on the next morning's prompt would lead."""
    later = morning_after(ZONE) + timedelta(days=1)
    phone.open(f"/followups?morning={later.isoformat()}")
    tap_said_hi_for(phone, "Maya Chen", server)


@pytest.mark.firefox
def test_in_firefox_a_real_push_names_them_the_next_morning(
    start_phone: Callable[..., Phone],
    gate: Gate,
    server: LiveServer,
    desktop: Desktop,
    autopush: Autopush,
) -> None:
    phone = start_phone("firefox", timezone=ZONE)
    phone.open("/")
    sign_up(phone)
    live_the_evening(phone, gate, server)

    open_followups(phone)
    phone.tap("Yes, remind me")
    phone.sees("You will be asked tomorrow morning.")

    send_the_morning_prompt(server)
    [shown] = desktop.wait_for(1)
    assert names_everybody(shown), shown
    assert len(autopush.received) == 1

    # Several people: the choices are Open and Tomorrow, for all of them.
    desktop.press(shown, "Tomorrow")
    wait_until_put_off(server)
    say_hi_the_day_after(phone, server)


@pytest.mark.chromium
@pytest.mark.parametrize("network", ["online", "offline"])
def test_in_chromium_the_worker_shows_the_push_and_takes_the_answer(
    network: str,
    start_phone: Callable[..., Phone],
    gate: Gate,
    server: LiveServer,
    desktop: Desktop,
    push_service: PushService,
) -> None:
    phone = start_phone("chromium", timezone=ZONE)
    assert isinstance(phone, Chromium)
    phone.open("/")
    sign_up(phone)
    live_the_evening(phone, gate, server)

    message = push_for(phone, push_service, lambda: send_the_morning_prompt(server))
    phone.push(message)
    [shown] = desktop.wait_for(1)
    assert names_everybody(shown), shown
    press_action(phone, desktop, gate, network, shown, "Tomorrow")
    wait_until_put_off(server)
    say_hi_the_day_after(phone, server)


@pytest.mark.webkit
def test_in_webkit_people_wait_in_the_app(
    start_phone: Callable[..., Phone], gate: Gate, server: LiveServer
) -> None:
    phone = start_phone("webkit", timezone=ZONE)
    phone.open("/")
    sign_up(phone)
    live_the_evening(phone, gate, server)

    phone.open(f"/followups?morning={morning_after(ZONE).isoformat()}")
    phone.sees("3 people to say hi to.")
    assert not phone.has("Yes, remind me")
    tap_said_hi_for(phone, "Maya Chen", server)
    phone.sees("Said hi to Maya Chen.")
    phone.tap("Jot")
    assert phone.value(FIELD) == ""
