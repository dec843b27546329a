"""A picture is on the phone at once, offline, and on the server and the second phone later."""

from collections.abc import Callable

import pytest

from tests.phone.app import (
    EMAIL,
    FIELD,
    PASSWORD,
    Held,
    name_tonights_event,
    sign_in,
    sign_up,
    sign_up_and_lose_the_signal,
)
from tests.phone.engines import every_engine, in_engines
from tests.phone.pictures import DEVICE, PLACE, pictures, take_a_picture
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

#: So many seconds of what is being said are on the phone's disk.
SECONDS_KEPT = """
let most = 0;
for (const {name} of await indexedDB.databases()) {
  const database = await new Promise(go => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => go(opening.result);
  });
  if (database.objectStoreNames.contains('files')) {
    const reading = database.transaction('files').objectStore('files').getAll();
    await new Promise(go => { reading.onsuccess = go; });
    most = Math.max(most, ...reading.result.map(({seconds}) => seconds));
  }
  database.close();
}
return most;
"""


#: A system that understands speech by itself. Chromium on a desktop has to be given what it needs
#: for that first.
SPEECH = """
globalThis.SpeechRecognition = class {
  static available({processLocally}) {
    return Promise.resolve(processLocally ? 'available' : 'unavailable');
  }
  start() {
    globalThis.heard = said => this.onresult(
      {resultIndex: 0, results: [{0: {transcript: said}, isFinal: true}]},
    );
  }
  stop() { this.onend(); }
};
"""

#: What is being played, and how quickly; `heard` is how far it has come, in seconds.
PLAYED = """
const {play} = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function () {
  globalThis.played = this;
  return play.call(this);
};
"""
HEARD = "return [globalThis.played?.currentTime ?? 0, globalThis.played?.playbackRate]"


def bytes_of(server: LiveServer, sha256: str) -> bytes:
    """What the server holds under this hash, as Alice gets it; empty where it holds nothing."""
    with server.client() as client:
        client.post("/api/v1/session", json={"email": EMAIL, "password": PASSWORD})
        answer = client.get(f"/api/v1/blobs/{sha256}")
        client.delete("/api/v1/session")
    return answer.content if answer.status_code == 200 else b""


@every_engine
def test_a_picture_is_taken_without_a_network_and_opened_on_a_second_phone(
    engine: str, start_phone: Callable[..., Phone], server: LiveServer, gate: Gate
) -> None:
    phone = start_phone(engine)
    sign_up_and_lose_the_signal(phone, gate, "idle.attachments")
    phone.open("/")
    take_a_picture(phone, size=(2400, 1800))
    is_offered = bool(phone.look(["button"], "^Record what you say$"))
    assert is_offered == (engine != "webkit")
    wait_until(lambda: pictures(phone), "the picture beside the line", seconds=60)
    take_a_picture(phone, colour="crimson")
    wait_until(lambda: len(pictures(phone)) == 2, "both of them", seconds=60)
    # Thrown out of memory before anything was saved: they are in the line still.
    phone.reload()
    wait_until(lambda: len(pictures(phone)) == 2, "both of them again", seconds=60)
    phone.write(FIELD, "Maya Chen — water-skis")
    phone.tap("Save")
    phone.sees("Saved: Maya Chen")
    phone.open("/people")
    phone.tap("Maya Chen", exact=False)
    wait_until(lambda: len(pictures(phone)) == 2, "them at the note", seconds=60)

    gate.open()
    phone.open("/settings")
    wait_until(lambda: len(Held(server).fields("attachment")) == 2, "the records", seconds=60)
    found = sorted(Held(server).fields("attachment"), key=lambda each: -each["width"])
    assert [(each["width"], each["height"]) for each in found] == [(1600, 1200), (800, 600)]
    wait_until(
        lambda: all(bytes_of(server, each["sha256"]) for each in found), "the bytes", seconds=60
    )
    for each in found:
        data = bytes_of(server, each["sha256"])
        assert len(data) == each["bytes"]
        for said in ("Exif", DEVICE, PLACE):
            assert said.encode() not in data

    second = start_phone("chromium")
    second.open("/sign-in")
    sign_in(second)
    second.field(FIELD)
    second.open("/people")
    second.tap("Maya Chen", exact=False)
    wait_until(lambda: len(pictures(second)) == 2, "them on the second phone", seconds=60)
    second.tap("Open: A picture")
    wait_until(lambda: 1600 in pictures(second), "the whole of it", seconds=60)


# WebKitGTK has a microphone for tests (--enable-mock-capture-devices=true), but records nothing:
# "The MediaRecorder is unsupported on this platform". There the app offers none.
@in_engines("chromium", "firefox")
def test_a_recording_is_stored_while_it_is_made_and_played_on_the_note(
    engine: str, start_phone: Callable[..., Phone], server: LiveServer, gate: Gate
) -> None:
    phone = start_phone(engine)
    sign_up_and_lose_the_signal(phone, gate, "idle.attachments")
    phone.open("/")
    phone.tap("Record what you say", seconds=60)
    wait_until(lambda: phone.script(SECONDS_KEPT) >= 2, "two seconds to be kept", seconds=60)
    # The app is thrown out of memory in the middle of it: what was kept is there again.
    phone.reload()
    phone.find(["button"], "Play the recording", exact=True, seconds=60)
    # Firefox plays nothing on a machine without loudspeakers.
    if engine == "chromium":
        phone.script(PLAYED)
        phone.tap("Play the recording")
        wait_until(lambda: phone.script(HEARD)[0] > 0, "it to be heard")
    # Nothing was written: the note is called what it is.
    phone.tap("Save")
    phone.sees("Saved.")
    gate.open()
    phone.open("/settings")
    wait_until(lambda: Held(server).fields("attachment"), "the record", seconds=60)
    [said] = Held(server).fields("attachment")
    wait_until(lambda: bytes_of(server, said["sha256"]), "the bytes", seconds=60)
    assert said["seconds"] >= 2
    assert len(bytes_of(server, said["sha256"])) == said["bytes"] > 1000
    assert [note["body"] for note in Held(server).fields("note")] == ["A recording"]


@pytest.mark.chromium
def test_speech_becomes_text_if_the_phone_itself_recognises_it(
    chromium: Chromium, server: LiveServer
) -> None:
    chromium.page.add_init_script(SPEECH)
    chromium.open("/")
    sign_up(chromium)
    chromium.tap("Speak, and it is written", seconds=60)
    chromium.script("globalThis.heard('Maya')")
    chromium.script("globalThis.heard('water-skis')")
    wait_until(lambda: chromium.value(FIELD) == "Maya water-skis", "the words in the line")
    chromium.tap("Stop listening")
    chromium.tap("Save")
    chromium.sees("Saved: Maya.")
    wait_until(lambda: Held(server).fields("note"), "the note")
    assert [note["body"] for note in Held(server).fields("note")] == ["Maya water-skis"]


#: How large the picture in full view is drawn, beside what the screen would have it.
ENLARGED = (
    "return new DOMMatrix(getComputedStyle(document.querySelector('.stage img')).transform).a"
)


def pinch(phone: Chromium) -> None:
    """Two fingers on the picture, which move away from each other."""
    box = phone.page.locator(".stage").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    screen = phone.devtools()
    for event, apart in (("touchStart", 40), ("touchMove", 60), ("touchMove", 80)):
        fingers = [{"x": x + side * apart, "y": y, "id": side + 1} for side in (-1, 1)]
        screen.send("Input.dispatchTouchEvent", {"type": event, "touchPoints": fingers})
    screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def described(phone: Phone, where: str) -> list[str]:
    """What is told of the pictures there to somebody who does not see them."""
    found: list[str] = phone.script(
        "return [...document.querySelectorAll(arguments[0])].map(each => each.alt)", where
    )
    return found


@pytest.mark.chromium
def test_pictures_and_recordings_are_shown_where_they_belong(
    chromium: Chromium, gate: Gate
) -> None:
    phone = chromium
    phone.page.add_init_script(PLAYED)
    sign_up_and_lose_the_signal(phone, gate, "idle.attachments")
    phone.open("/")
    name_tonights_event(phone)
    take_a_picture(phone, size=(400, 300))
    wait_until(lambda: pictures(phone), "the picture beside the line", seconds=60)
    # Not by the screen's own thread.
    assert [each for each in phone.page.workers if "idle.shrink" in each.url]
    phone.tap("Record what you say", seconds=60)
    wait_until(lambda: phone.script(SECONDS_KEPT) >= 1, "a second to be kept", seconds=60)
    phone.tap("Stop recording")
    phone.tap("Play the recording")
    wait_until(lambda: phone.script(HEARD)[0] > 0, "it to be heard")
    phone.tap("At 1× speed")
    assert phone.script(HEARD)[1] == 1.5
    phone.tap("At 1.5× speed")
    assert phone.script(HEARD)[1] == 1
    assert described(phone, ".attached img") == ["A picture"]
    phone.write(FIELD, "Maya Chen — water-skis")
    phone.tap("Save")
    phone.sees("Saved: Maya Chen")

    phone.tap("Settings")
    phone.sees("2 pictures and recordings are still on this phone only.")
    phone.sees("The app uses")
    phone.tap("Waiting to sync", exact=False)
    phone.sees("Picture or recording")
    assert "Picture or recording Picture or recording" not in phone.screen()

    # All of the evening stands together.
    phone.tap("Events")
    phone.tap(" mixer", exact=False)
    phone.find(["button"], "Play the recording", exact=True)
    phone.tap("Open: A picture")
    phone.find(["button"], "Delete", exact=True)
    pinch(phone)
    assert phone.script(ENLARGED) == pytest.approx(2, rel=0.1)
    phone.write("What does it show?", "Her card")
    phone.tap("Save")
    wait_until(lambda: described(phone, ".thumbnail img") == ["Her card"], "what is told of it")

    phone.tap("Open: Her card")
    assert described(phone, ".stage img") == ["Her card"]
    phone.tap("Delete")
    phone.sees("Deleted.")
    wait_until(lambda: described(phone, ".thumbnail img") == [], "it to go")
    phone.tap("Undo")
    wait_until(lambda: described(phone, ".thumbnail img") == ["Her card"], "it to come back")

    phone.tap("People")
    phone.tap("Maya Chen", exact=False)
    phone.sees("MC")
    take_a_picture(phone, label="Add their photo", size=(400, 300))
    wait_until(lambda: described(phone, ".face img") == ["Photo of Maya Chen"], "their face")
    phone.sees_no("MC")
    phone.tap("Open: Photo of Maya Chen")
    phone.tap("Delete")
    phone.sees("MC")
