"""One person, one push, one tap on *Said hi*: taken with and without a network."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.phone.app import (
    EMAIL,
    PASSWORD,
    ZONE,
    Held,
    jot,
    name_tonights_event,
    open_followups,
    press_action,
    push_for,
    send_the_prompt,
    sign_up,
)
from tests.rigs.chromium import Chromium
from tests.rigs.desktop import Desktop
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.rigs.push_service import PushService
from tests.support.live import LiveServer

networks = pytest.mark.parametrize("network", ["online", "offline"])


def meet_maya(phone: Phone, server: LiveServer) -> None:
    phone.open("/")
    sign_up(phone)
    name_tonights_event(phone)
    jot(phone, "Maya — water-skis")
    wait_until(lambda: Held(server).names() == ["Maya"], "Maya to be on the server")


def press_said_hi(phone: Phone, desktop: Desktop, gate: Gate, network: str) -> None:
    """On the notification; without a network it waits on the phone until there is one."""
    [shown] = desktop.wait_for(1)
    assert "Maya" in shown.title + shown.body
    assert "water-skis" in shown.title + shown.body
    press_action(phone, desktop, gate, network, shown, "Said hi")


def wait_until_done(server: LiveServer) -> None:
    wait_until(
        lambda: [one["status"] for one in Held(server).fields("followup")] == ["done"],
        "Said hi to reach the server",
    )


def say_hi_on_another_phone(server: LiveServer) -> None:
    now = int(datetime.now(UTC).timestamp() * 1000)
    [followup] = [one["id"] for one in Held(server).records() if one["kind"] == "followup"]
    done = {"status": "done", "closed_at": "2026-11-24T09:00:00Z"}
    change = {"id": str(uuid4()), "kind": "followup", "record": followup, "at": now, "set": done}
    with server.client() as client:
        secret = {"email": EMAIL, "password": PASSWORD}
        account = client.post("/api/v1/session", json=secret).json()["id"]
        body = {"account": account, "device": str(uuid4()), "now": now, "timezone": "UTC"}
        answer = client.post("/api/v1/sync", json=body | {"cursor": None, "changes": [change]})
    assert [one["status"] for one in answer.json()["results"]] == ["applied"]


@pytest.mark.firefox
@networks
def test_said_hi_on_a_real_push_in_firefox(
    network: str,
    start_phone: Callable[..., Phone],
    gate: Gate,
    server: LiveServer,
    desktop: Desktop,
) -> None:
    phone = start_phone("firefox", timezone=ZONE)
    meet_maya(phone, server)
    open_followups(phone)
    phone.tap("Yes, remind me")
    phone.sees("You will be asked tomorrow morning.")
    send_the_prompt(server)
    press_said_hi(phone, desktop, gate, network)
    wait_until_done(server)


def prompted_chromium(
    start_phone: Callable[..., Phone], server: LiveServer, push_service: PushService
) -> Chromium:
    """One to whose worker the push about Maya has come."""
    phone = start_phone("chromium", timezone=ZONE)
    assert isinstance(phone, Chromium)
    meet_maya(phone, server)
    phone.push(push_for(phone, push_service, lambda: send_the_prompt(server)))
    return phone


@pytest.mark.chromium
@networks
def test_said_hi_on_a_push_in_chromium(
    network: str,
    start_phone: Callable[..., Phone],
    gate: Gate,
    server: LiveServer,
    desktop: Desktop,
    push_service: PushService,
) -> None:
    phone = prompted_chromium(start_phone, server, push_service)
    press_said_hi(phone, desktop, gate, network)
    wait_until_done(server)


@pytest.mark.chromium
@pytest.mark.usefixtures("desktop")
@pytest.mark.parametrize("where", ["in the app", "on another phone"])
def test_a_notification_closes_when_hi_was_said_elsewhere(
    where: str,
    start_phone: Callable[..., Phone],
    server: LiveServer,
    push_service: PushService,
) -> None:
    phone = prompted_chromium(start_phone, server, push_service)
    wait_until(lambda: len(phone.notifications()) == 1, "the notification")
    if where == "in the app":
        # For this phone the morning is still to come.
        open_followups(phone)
        phone.tap("Maya", exact=False)
        phone.tap("Said hi")
    else:
        say_hi_on_another_phone(server)
        phone.reload()
    wait_until(lambda: phone.notifications() == [], "the notification to go")
