"""Two thousand people: found by the evening, by the letter, by what they love, or by a word."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.phone.app import EMAIL, PASSWORD, ZONE, sign_in
from tests.phone.conftest import leave_out_unless_installed
from tests.phone.screens import settle
from tests.rigs.chromium import Chromium, KeptChromium
from tests.rigs.processes import wait_until
from tests.support.databases import Databases
from tests.support.live import LiveServer

EVENINGS, GUESTS = 100, 20
FIRST = datetime(2023, 1, 10, 18, tzinfo=UTC)
LETTERS = "ABCDEFGHIJKLMNOPRSTUVW"
#: Somebody who was jotted down at two evenings.
TWICE = (5, 1505)
ROWS = "return document.querySelectorAll('.windowed .row').length"
TOP = "return document.querySelector('main').scrollTop"


def id_of(kind: str, number: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind} {number}"))


def years_of_evenings() -> list[dict[str, Any]]:
    """The fields of a hundred evenings and of twenty people met at each; every tenth one sails."""
    made: list[dict[str, Any]] = []
    for number in range(EVENINGS):
        starts = FIRST + timedelta(days=number * 10)
        fields = {"name": f"Mixer {number}", "starts_at": f"{starts:%Y-%m-%dT%H:%M:%SZ}"}
        made.append({"kind": "event", "id": id_of("event", number)} | fields | {"timezone": "UTC"})
    for number in range(EVENINGS * GUESTS):
        letter = LETTERS[number % len(LETTERS)]
        made.append(
            {
                "kind": "person",
                "id": id_of("person", number),
                "name": "Maya Chen" if number in TWICE else f"{letter}ndra {number:04}",
                "known_for": "keeps bees on a roof, and " + "sings " * (number % 12),
                "met_at": id_of("event", number // GUESTS),
                "met_on": f"{FIRST + timedelta(days=number // GUESTS * 10):%Y-%m-%d}",
                "interests": ["Sailing" if number % 20 else "sailing"] if number % 10 == 0 else [],
            }
        )
    return made


def fill(server: LiveServer) -> None:
    """Alice's account, with all of them in it."""
    with server.client() as client:
        who = {"email": EMAIL, "password": PASSWORD, "name": "Alice", "timezone": "UTC"}
        account = client.post("/api/v1/accounts", json=who).json()["id"]
        now = int(datetime.now(UTC).timestamp() * 1000)
        changes = [
            {
                "id": str(uuid.uuid4()),
                "kind": fields.pop("kind"),
                "record": fields.pop("id"),
                "at": now,
                "set": fields,
            }
            for fields in years_of_evenings()
        ]
        for start in range(0, len(changes), 1000):
            body = {
                "account": account,
                "device": id_of("device", 1),
                "now": now,
                "timezone": "UTC",
                "cursor": None,
                "changes": changes[start : start + 1000],
            }
            answer = client.post("/api/v1/sync", json=body)
            assert answer.status_code == 200, answer.text


@pytest.fixture(scope="module")
def holds_everybody(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, kept_chromium: KeptChromium
) -> Iterator[Chromium]:
    """Alice's, that holds everybody. It takes seconds, and no test here changes anything."""
    leave_out_unless_installed("chromium")
    folder = tmp_path_factory.mktemp("everybody")
    with databases.fresh(folder) as database_url, ExitStack() as stack:
        server = LiveServer(folder, database_url)
        stack.callback(server.stop)
        fill(server)
        phone = Chromium(server.url, kept_chromium.new_context(ZONE, reduced_motion="reduce"))
        stack.callback(phone.close)
        phone.open("/sign-in")
        sign_in(phone)
        phone.sees_no("Password")
        phone.open("/people")
        phone.sees(f"Mixer {EVENINGS - 1}", seconds=60)
        yield phone


@pytest.fixture
def phone(holds_everybody: Chromium) -> Chromium:
    """The same with the list of people open in a tab of the test's own."""
    tab = holds_everybody.another_tab()
    tab.open("/people")
    tab.sees(f"Mixer {EVENINGS - 1}", seconds=60)
    settle(tab)
    return tab


#: Taps on the letter W; returns where the focus is once the list has been drawn, before any frame.
GO_TO_W = """
[...document.querySelectorAll('.letters button')].find((one) => one.textContent === 'W').click();
return Promise.resolve().then(() => undefined).then(() => document.activeElement.textContent);
"""


def at_the_top(phone: Chromium, heading: str) -> bool:
    """Whether this heading stands where the list begins to be seen."""
    return bool(
        phone.script(
            "const main = document.querySelector('main').getBoundingClientRect().top;"
            "return [...document.querySelectorAll('.section-head')].some((head) =>"
            " head.textContent === arguments[0]"
            " && Math.abs(head.getBoundingClientRect().top - main) < 60)",
            heading,
        )
    )


def scroll_to(phone: Chromium, top: int) -> None:
    phone.script("document.querySelector('main').scrollTop = arguments[0]", top)
    settle(phone)


@pytest.mark.chromium
def test_the_evenings_stand_in_their_order_each_with_its_people_and_a_way_to_it(
    phone: Chromium,
) -> None:
    heads = phone.page.locator(".section-head").all_inner_texts()
    assert [head.split()[:2] for head in heads[:2]] == [["Mixer", "99"], ["Mixer", "98"]]
    assert "2025" in heads[0], "the day, with its year"
    phone.tap("Mixer 98", exact=False)
    phone.find(["heading"], "Mixer 98", exact=True)


@pytest.mark.chromium
def test_rows_are_drawn_as_one_scrolls_and_one_comes_back_to_where_one_was(
    phone: Chromium,
) -> None:
    assert 10 < phone.script(ROWS) < 120
    for top in (20_000, 60_000, 40_000):
        scroll_to(phone, top)
        assert 10 < phone.script(ROWS) < 200, "what is far from the screen is only room"
    name = phone.script(
        "return document.elementFromPoint(innerWidth / 2, innerHeight / 2)"
        ".closest('.row').querySelector('.title').textContent"
    )
    row = phone.page.get_by_role("link", name=name)
    before, place = row.bounding_box(), phone.script(TOP)
    row.tap()
    phone.find(["heading"], name, exact=True)
    phone.tap("Back")
    phone.find(["heading"], "People", exact=True)
    phone.sees(name)
    wait_until(lambda: phone.script(TOP) == place, "the place")
    settle(phone)
    assert row.bounding_box() == before


@pytest.mark.chromium
def test_a_letter_is_one_tap_away_and_stays_chosen_for_who_comes_back(phone: Chromium) -> None:
    phone.tap("By name")
    phone.sees("Andra 0000")
    phone.tap("To T")
    wait_until(lambda: at_the_top(phone, "T"), "the people with T")
    phone.tap("To C")
    wait_until(lambda: at_the_top(phone, "C"), "those with C")
    assert phone.script(GO_TO_W) == "W", "it is there before the next frame"
    phone.tap("To C")
    wait_until(lambda: at_the_top(phone, "C"), "those with C again")
    phone.tap("Cndra 0002", exact=False)
    phone.find(["heading"], "Cndra 0002", exact=True)
    phone.tap("Back")
    phone.sees("Cndra 0002")
    assert phone.has("To W")


@pytest.mark.chromium
def test_who_sails_is_two_taps_away_whatever_the_capitals(phone: Chromium) -> None:
    phone.tap("By interest")
    phone.tap("sailing", exact=False)
    phone.sees_no("ndra 1999")
    wait_until(lambda: "sailing" in phone.script("return location.search"), "the address")
    phone.sees("ndra 1990")
    scroll_to(phone, 100_000)
    phone.sees("ndra 0000")
    phone.sees("ndra 0010")
    phone.tap("Everybody, not only sailing", exact=False)
    phone.sees("ndra 1999")


@pytest.mark.chromium
def test_likely_duplicates_are_announced_at_the_top_of_the_list(phone: Chromium) -> None:
    told = phone.find(["link"], "may be the same", exact=False, seconds=60)
    assert told.bounding_box()["y"] < 100
    told.tap()
    phone.sees("The same person twice?")


@pytest.mark.chromium
def test_the_search_field_has_the_cursor_when_it_opens(phone: Chromium) -> None:
    phone.open("/people?find=")
    phone.find(["heading"], "Search", exact=True)
    wait_until(lambda: phone.script("return document.activeElement.type") == "search", "the cursor")
    phone.page.keyboard.type("1234")
    phone.find(["link"], "Cndra 1234", exact=False, seconds=60)


#: From here on, what waits for a pause in the typing waits until `pause()`.
_HOLD_PAUSES = """
const { setTimeout } = window, held = [];
window.setTimeout = (work, ms, ...more) =>
    ms === 300 ? (held.push(work), 0) : setTimeout(work, ms, ...more);
window.pause = () => held.splice(0).forEach((work) => work());
"""


@pytest.mark.chromium
def test_while_somebody_types_few_results_are_drawn_and_after_a_pause_the_rest(
    phone: Chromium,
) -> None:
    rows = phone.page.get_by_role("list", name="Found").get_by_role("listitem")
    phone.page.get_by_role("searchbox", name="Search").click()
    phone.sees("Whatever you remember")
    phone.script(_HOLD_PAUSES)
    phone.page.keyboard.type("bees")
    phone.sees("2,000 found")
    wait_until(lambda: rows.count() == 3, "the first three")
    assert not phone.has("Show more")
    phone.page.keyboard.type("qqq")
    settle(phone)
    assert rows.count() == 3, "what nothing has may be half a word: the last results stay"
    phone.script("pause()")
    phone.sees("Nothing for “beesqqq”.")
    for _ in "qqq":
        phone.page.keyboard.press("Backspace")
    wait_until(lambda: rows.count() == 3, "the first three")
    phone.script("pause()")
    wait_until(lambda: rows.count() == 6, "the rest")
    phone.tap("Show more")
    wait_until(lambda: rows.count() == 46, "more of them")
