"""What a form holds is kept: when the disk fails, when the app is gone, when one taps twice."""

import pytest

from tests.phone.app import Held, jot, sign_up
from tests.phone.stored import drafts
from tests.rigs.chromium import Chromium
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

NOT_KEPT = "This could not be kept on the phone."

#: As when there is no room left: nothing enters the outbox any more, and drafts are as they were.
BREAK = """
const put = IDBObjectStore.prototype.put;
window.mend = () => { IDBObjectStore.prototype.put = put; };
IDBObjectStore.prototype.put = function (...given) {
  if (this.name === 'outbox') throw new DOMException('no room', 'QuotaExceededError');
  return put.apply(this, given);
};"""


def keep_on_failing(phone: Chromium, label: str, text: str) -> None:
    """Save once in vain, see that it is said and that the text is still there, and save again."""
    phone.script(BREAK)
    phone.tap("Save")
    phone.sees(NOT_KEPT)
    assert phone.value(label) == text
    phone.script("window.mend()")
    phone.tap("Save")
    phone.sees_no(label)


@pytest.mark.chromium
def test_a_disk_without_room_takes_nothing_that_was_typed(
    chromium: Chromium, server: LiveServer
) -> None:
    phone = chromium
    phone.open("/")
    sign_up(phone)

    phone.tap("Tonight: where are you?")
    phone.write("Name of the evening", "Harbour mixer")
    keep_on_failing(phone, "Name of the evening", "Harbour mixer")
    jot(phone, "Maya — water-skis")

    phone.tap("People")
    phone.sees("water-skis")
    phone.tap("Maya", exact=False)
    phone.tap("Edit")
    phone.write("Known for", "sails")
    keep_on_failing(phone, "Known for", "sails")
    phone.tap("Add a good turn")
    phone.write("What was it?", "Lent me her coat")
    keep_on_failing(phone, "What was it?", "Lent me her coat")

    phone.open("/cards")
    phone.tap("Add one of your own")
    phone.write("The opener", "What are you building at home?")
    keep_on_failing(phone, "The opener", "What are you building at home?")

    # What is only a tap says so as well.
    phone.script(BREAK)
    phone.tap("Used tonight")
    phone.sees(NOT_KEPT)
    phone.script("window.mend()")

    held = Held(server)
    wait_until(lambda: len(held.fields("card")) == 1, "everything to be on the server")
    assert [event["name"] for event in held.fields("event")] == ["Harbour mixer"]
    assert [person["known_for"] for person in held.fields("person")] == ["sails"]
    assert [turn["what"] for turn in held.fields("kindness")] == ["Lent me her coat"]


@pytest.mark.chromium
def test_what_is_being_typed_survives_the_app(chromium: Chromium) -> None:
    phone = chromium
    phone.open("/")
    phone.tap("Tonight: where are you?")
    phone.write("Name of the evening", "Harbour mi")
    restart(phone, "Harbour mi")
    phone.tap("Tonight: where are you?")
    wait_until(
        lambda: phone.value("Name of the evening") == "Harbour mi", "the name to be there again"
    )
    phone.tap("Save")
    jot(phone, "Maya — water-skis")

    phone.tap("People")
    phone.sees("water-skis")
    phone.tap("Maya", exact=False)
    phone.tap("Promise something")
    phone.write("What did you promise?", "The address of the lake")
    restart(phone, "The address of the lake")
    phone.tap("Promise something")
    wait_until(
        lambda: phone.value("What did you promise?") == "The address of the lake",
        "the promise to be there again",
    )


@pytest.mark.chromium
def test_saving_twice_and_at_once_writes_once_and_whole(
    chromium: Chromium, server: LiveServer
) -> None:
    phone = chromium
    phone.open("/")
    sign_up(phone)
    phone.tap("Tonight: where are you?")
    phone.field("Name of the evening")
    # The last letter, and both taps on Save, before the screen has drawn any of it.
    type_and_save_twice(phone, "Harbour mixer")
    phone.sees("Harbour mixer")
    phone.open("/cards")
    phone.tap("Add one of your own")
    phone.field("The opener")
    type_and_save_twice(phone, "What are you building?")
    phone.sees("What are you building?")

    held = Held(server)
    wait_until(lambda: held.fields("card") != [], "the card to be on the server")
    assert [card["text"] for card in held.fields("card")] == ["What are you building?"]
    assert [event["name"] for event in held.fields("event")] == ["Harbour mixer"]


def type_and_save_twice(phone: Chromium, text: str) -> None:
    phone.script(
        """
        const [text] = arguments;
        const form = document.querySelector('dialog form');
        const field = form.querySelector('input, textarea');
        field.value = text;
        field.dispatchEvent(new InputEvent('input', {bubbles: true}));
        form.requestSubmit();
        form.requestSubmit();
        """,
        text,
    )


def restart(phone: Chromium, text: str) -> None:
    """The app is thrown out of memory once this draft lies on the disk, and opened anew. The first
    letter is there long before the last, where the disk is slow."""
    wait_until(lambda: text in drafts(phone), "the draft")
    phone.reload()
