"""The evening, around the notes: going in, the cards in one's pocket, leaving. All offline."""

import pytest

from tests.phone.app import (
    FIELD,
    Held,
    jot,
    make_account,
    name_tonights_event,
    sign_up_and_lose_the_signal,
)
from tests.phone.screens import settle
from tests.phone.stored import card_texts
from tests.rigs.chromium import Chromium
from tests.rigs.gate import Gate
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer

HOUR = 3_600_000
#: Whether the line that tells what happened stands over the last button, with all scrolled up.
COVERED = """
const box = (css) => [...document.querySelectorAll(css)].at(-1)?.getBoundingClientRect();
document.querySelector('main').scrollTo(0, 1e6);
const [button, told] = [box('.content > .button'), box('.toast')];
return told !== undefined && told.top < button.bottom && button.top < told.bottom;
"""


@pytest.fixture
def phone(chromium: Chromium, gate: Gate) -> Chromium:
    """At tonight's event, signed in, without a network."""
    sign_up_and_lose_the_signal(
        chromium, gate, "idle.results", "idle.worker", "idle.cardForms", "idle.evening"
    )
    name_tonights_event(chromium)
    return chromium


def two_hours_pass(phone: Chromium) -> None:
    """Everything that is kept stays where it is; only the clock moves on."""
    phone.page.add_init_script(f"const then = Date.now; Date.now = () => then() + {2 * HOUR};")
    phone.reload()


@pytest.mark.chromium
def test_before_going_in_there_are_three_breaths_a_promise_and_an_opener(
    phone: Chromium, gate: Gate, server: LiveServer
) -> None:
    phone.script("navigator.vibrate = (ms) => (window.touches ??= []).push(ms)")
    phone.tap("Before you go in")
    phone.sees("Breathe in")
    phone.sees("Breathe out")
    assert phone.script("return window.touches") == [15]
    phone.tap("Skip")

    # Examples are offered; what is changed becomes one's own.
    phone.sees("I ask nobody for anything tonight.")
    assert card_texts(phone) == []
    phone.tap("Change: I ask nobody for anything tonight.")
    phone.write("Your promise", "I go to listen.")
    phone.tap("Save")
    phone.sees("I go to listen.")
    assert card_texts(phone) == ["I go to listen."]
    phone.tap("I promise")

    phone.sees("What has been the best part of your week?")
    phone.tap("Another")
    phone.tap("Take it in")
    phone.field(FIELD)
    phone.sees("How do you know the people behind this evening?")
    assert not phone.has("Before you go in")
    # It stays at hand once somebody is jotted down.
    jot(phone, "Maya — water-skis")
    phone.sees("How do you know the people behind this evening?")

    gate.open()
    phone.reload()
    wait_until(
        lambda: [card["text"] for card in Held(server).fields("card")] == ["I go to listen."],
        "the promise to reach the server",
        seconds=60,
    )


@pytest.mark.chromium
def test_with_reduced_motion_the_light_does_not_move(phone: Chromium) -> None:
    phone.page.emulate_media(reduced_motion="reduce")
    phone.script("navigator.vibrate = (ms) => (window.touches ??= []).push(ms)")
    phone.tap("Before you go in")
    phone.sees("Breathe in")
    moves = phone.script(
        "return getComputedStyle(document.querySelector('.flame'), '::before').transitionDuration"
    )
    assert moves == "0s"
    assert phone.script("return window.touches") is None


@pytest.mark.chromium
def test_cards_are_shown_used_and_added(phone: Chromium) -> None:
    phone.tap("Cards")
    first, second = (
        "What has been the best part of your week?",
        "How do you know the people behind this evening?",
    )
    phone.sees(first)
    swipe(phone, -150)
    phone.sees(second)
    swipe(phone, 150)
    phone.sees(first)
    phone.page.keyboard.press("ArrowRight")
    phone.sees(second)
    phone.page.keyboard.press("ArrowLeft")
    phone.sees(first)

    # Used, it rests until tomorrow, and can be taken back.
    phone.tap("Used tonight")
    phone.sees("It rests until tomorrow.")
    phone.sees(second)
    phone.reload()
    phone.sees(second)
    phone.sees("One rests tonight")
    assert card_texts(phone) == [first]

    phone.tap("Add one of your own")
    phone.write("The opener", "What are you building at home?")
    phone.tap("Save")
    phone.sees_no("The opener")
    # A sheet that closes goes back in the history by itself: a reload in the midst of it is none.
    settle(phone)
    phone.reload()
    phone.sees("What are you building at home?")


@pytest.mark.chromium
def test_talking_points_wait_until_somebody_asks(phone: Chromium) -> None:
    jot(phone, "Maya — works at Acme")
    phone.tap("Cards")
    phone.tap("If they ask")
    phone.tap("Add a client")
    phone.write("Client", "Acme")
    # The card asks for its parts; one that is not known yet is left out.
    phone.write("For whom it is", "Acme lends reading lamps with its books.")
    phone.write("One story of one person", "A baker in Lyon reads at four.")
    phone.write("And if they want to know more", "Forty shops\nThe lamps come from a café")
    phone.tap("Save")
    phone.sees("Acme lends reading lamps with its books.")
    phone.sees("A baker in Lyon reads at four.")
    phone.sees("Forty shops")
    phone.tap("Edit")
    assert phone.value("For whom it is") == "Acme lends reading lamps with its books."
    phone.write("What changes for them", "Nobody reads in the dark.")
    phone.tap("Save")
    phone.sees("its books. Nobody reads in the dark. A baker in Lyon")
    phone.tap("Practise it")
    phone.sees("28 seconds")
    phone.tap("Stop")

    # Found by what it says, too.
    phone.open("/people?find=reading+lamps")
    phone.tap("Acme lends reading lamps", exact=False)
    phone.sees("Forty shops")

    phone.tap("Retire Acme")
    phone.sees("Acme is retired, with its cards.")
    phone.sees_no("Forty shops")
    phone.tap("People")
    phone.sees("Maya")
    phone.open("/cards/asked")
    phone.tap("One retired", exact=False)
    phone.tap("Bring back: Acme")
    phone.sees("Forty shops")


@pytest.mark.chromium
@pytest.mark.usefixtures("desktop")
def test_the_wrap_up_asks_whether_anybody_is_missing(
    phone: Chromium, gate: Gate, server: LiveServer
) -> None:
    jot(phone, "Maya Chen — water-skis")
    jot(phone, "Tom — blogs about marathoning")
    phone.write(FIELD, "There were bees on the roof of the office and honey at the bar.")
    phone.tap("Save")
    phone.sees("Saved. Undo")
    assert not phone.has("Wrap up")
    two_hours_pass(phone)
    phone.tap("Wrap up")
    phone.sees("You met two people. Anybody missing?")

    jot(phone, "Ada — builds kites")
    phone.sees("You met three people.")

    phone.sees("Whom are these about?")
    phone.tap("About Ada", exact=False)
    phone.sees("Now with Ada.")
    phone.sees_no("Whom are these about?")
    assert not phone.script(COVERED), "what was told stands over Good night"

    # The push is asked for here, by us first. This engine subscribes at nobody's but Google's.
    phone.sees("May I remind you?")
    phone.tap("No, thank you")
    phone.sees("They wait in the app.")

    phone.tap("Good night")
    phone.field(FIELD)
    wait_until(lambda: phone.has("Cards"), "the first screen")
    assert not phone.has("Wrap up")

    gate.open()
    phone.reload()
    held = Held(server)
    everybody = ["Ada", "Maya Chen", "Tom"]
    wait_until(lambda: held.names() == everybody, "all to reach the server", seconds=60)
    assert len(held.fields("followup")) == 3
    assert all(len(note["person_ids"]) == 1 for note in held.fields("note"))


@pytest.mark.chromium
def test_people_noted_before_the_event_had_a_name_are_offered_to_it(chromium: Chromium) -> None:
    """Asked when it gets its name, and again when one leaves; undone by one tap."""
    phone = chromium
    phone.open("/")
    jot(phone, "Maya — water-skis")
    jot(phone, "Tom — kites")
    name_tonights_event(phone)
    phone.sees("The 2 from before, too?")
    phone.tap("No, thank you")
    phone.sees_no("The 2 from before, too?")
    two_hours_pass(phone)
    phone.tap("Wrap up")
    phone.sees("The 2 from before, too?")
    phone.tap("Yes, they belong here")
    phone.sees("The 2 from before are here, too.")
    phone.sees("You met two people.")
    phone.tap("Undo")
    phone.sees_no("You met two people.")


@pytest.mark.chromium
@pytest.mark.usefixtures("desktop")
def test_an_account_made_for_the_reminder_leads_back_to_it(chromium: Chromium) -> None:
    phone = chromium
    phone.open("/")
    name_tonights_event(phone)
    jot(phone, "Maya — water-skis")
    two_hours_pass(phone)
    phone.tap("Wrap up")
    phone.tap("Make an account")
    make_account(phone)
    phone.sees("You met one person.")
    phone.sees("May I remind you?")
    phone.find(["button"], "No, thank you", exact=True)
    assert phone.script(
        "const {top, bottom} = [...document.querySelectorAll('h2')]"
        ".find(e => e.textContent === 'Tomorrow morning').getBoundingClientRect();"
        "return top > 0 && bottom < innerHeight"
    )


@pytest.mark.chromium
def test_on_an_iphone_the_home_screen_comes_before_the_question(
    phone: Chromium,
) -> None:
    phone.page.add_init_script(
        "Object.defineProperty(navigator, 'userAgent', {get: () => 'Mozilla/5.0 (iPhone)'});"
        "delete window.PushManager; delete window.Notification;"
    )
    jot(phone, "Maya — water-skis")
    two_hours_pass(phone)
    phone.tap("Wrap up")
    phone.sees("You met one person.")
    phone.sees("Choose “Add to Home Screen”.")
    assert "May I remind you?" not in phone.screen()


def swipe(phone: Chromium, by: int) -> None:
    """Draw the card on top aside, by so many px."""
    box = phone.page.locator(".dealt").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    on_card = "return !!document.elementFromPoint(...arguments)?.closest('.dealt')"
    wait_until(lambda: phone.script(on_card, x, y), "the screen to stand still")
    devtools = phone.devtools()
    touch = "Input.dispatchTouchEvent"
    devtools.send(touch, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    # As slowly as a thumb: the browser takes a tap that follows a throw for the end of the throw.
    for part in range(1, 11):
        point = {"x": x + by * part / 10, "y": y}
        devtools.send(touch, {"type": "touchMove", "touchPoints": [point]})
        phone.page.wait_for_timeout(20)
    phone.page.wait_for_timeout(200)
    devtools.send(touch, {"type": "touchEnd", "touchPoints": []})
