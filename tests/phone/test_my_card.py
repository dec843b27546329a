"""One's own card as a code, and the codes of others, read without a network."""

from pathlib import Path

import pytest

from tests.phone.app import (
    FIELD,
    Held,
    name_tonights_event,
    sign_up,
    sign_up_and_lose_the_signal,
)
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

#: Of the code on the screen 27 photographs, read by the worker that the app has for it.
SHOTS = (Path(__file__).parent / "photographs.js").read_text()
#: A camera that sees the code on a canvas, since this machine has none.
CAMERA = """
navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1280, 720];
    const picture = new Image();
    picture.src = sessionStorage.getItem('seen');
    await picture.decode();
    const draw = () => {
        const pen = canvas.getContext('2d');
        pen.fillStyle = '#888';
        pen.fillRect(0, 0, 1280, 720);
        pen.imageSmoothingEnabled = false;
        pen.drawImage(picture, 400, 120, 480, 480);
    };
    draw();
    setInterval(draw, 50);
    return canvas.captureStream(20);
};
"""
#: What the app asks to keep the screen on is written down.
AWAKE = """
window.awake = [];
const lock = window.WakeLock?.prototype;
const ask = lock?.request;
if (lock) lock.request = function (what) { awake.push(what); return ask.call(this, what); };
"""
CODES = "return [...document.querySelectorAll('canvas.qr')].map(each => each.toDataURL())"
CODE = "return document.querySelector('canvas.qr').toDataURL()"
KEPT = """
const held = await caches.open('on-demand-precache');
return (await held.keys()).map(({url}) => new URL(url).pathname).sort();
"""


def make_a_card(phone: Chromium) -> None:
    phone.open("/my-card")
    phone.write("Your name", "Maya Chen")
    phone.write("What you want to be remembered for", "water-skis")
    phone.write("Where you work", "Lantern Books")
    phone.tap("Save")
    phone.sees("Who was that?")
    wait_until(lambda: len(phone.script(KEPT)) == 2, "the reader to be fetched", seconds=60)


@pytest.mark.chromium
def test_a_card_is_shown_and_kept_with_the_account(chromium: Chromium, server: LiveServer) -> None:
    phone = chromium
    phone.open("/")
    sign_up(phone)
    make_a_card(phone)
    with server.client() as client:
        secret = {"email": "alice@example.org", "password": "karma comes around"}
        client.post("/api/v1/session", json=secret)

        def card() -> str:
            return client.get("/api/v1/me").json()["card"] or ""

        wait_until(lambda: "water-skis" in card(), "the card in the account")
    # One tap from Jot, at no event, too.
    phone.open("/")
    phone.tap("My card")
    phone.tap("Edit")
    assert phone.value("Where you work") == "Lantern Books"


@pytest.mark.chromium
def test_photographs_of_a_code_are_read(chromium: Chromium, server: LiveServer) -> None:
    phone = chromium
    phone.open("/")
    sign_up(phone)
    make_a_card(phone)
    worker = next(path for path in phone.script(KEPT) if path.endswith(".js"))
    read: list[list[str | None]] = phone.script(SHOTS, worker)
    right = [name for name, text in read if text and text.startswith("MECARD:N:Chen,Maya;")]
    assert len(read) == 27
    assert len(right) >= 22, read


@pytest.mark.chromium
def test_a_scanned_card_is_in_the_field_with_the_cursor_behind_it(
    chromium: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone = chromium
    phone.page.add_init_script(CAMERA + AWAKE)
    sign_up_and_lose_the_signal(phone, gate, "idle.myCard")
    gate.open()
    make_a_card(phone)
    assert "screen" in phone.script("return awake")
    phone.script("sessionStorage.setItem('seen', arguments[0])", phone.script(CODE))
    gate.shut()
    phone.tap("Scan theirs")
    phone.field(FIELD)
    wait_until(lambda: phone.value(FIELD) == "Maya Chen — water-skis", "Maya in the field")
    phone.tap("Save")
    phone.sees("Saved: Maya Chen")
    gate.open()
    wait_until(lambda: Held(server).names() == ["Maya Chen"], "Maya on the server", seconds=60)
    (maya,) = Held(server).fields("person")
    assert (maya["known_for"], maya["organisation"]) == ("water-skis", "Lantern Books")

    # The code for the table hands on name, place and time: whoever scans it makes an own evening.
    name_tonights_event(phone)
    phone.open("/")
    (evening,) = wait_until(lambda: Held(server).fields("event"), "the evening", seconds=60)
    phone.tap("My card")
    phone.page.get_by_text(f"{evening['name']}, as a code for the table").click()
    wait_until(lambda: len(phone.script(CODES)) == 2, "the code")
    phone.script("sessionStorage.setItem('seen', arguments[0])", phone.script(CODES)[1])
    gate.shut()
    phone.tap("Scan theirs")
    phone.tap(f"Take it: {evening['name']}")
    gate.open()
    wait_until(lambda: len(Held(server).fields("event")) == 2, "theirs", seconds=60)
    (frame, other) = (
        {field: each[field] for field in ("name", "place", "starts_at", "timezone")}
        for each in Held(server).fields("event")
    )
    assert frame == other
