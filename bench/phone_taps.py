"""How long until a tap is answered, on a slow phone with much data?

`python -m bench.phone_taps` gives a phone 10,000 notes about 3,000 people at 200 events and an
event that is on, takes the network away, and slows Chromium's processor down to a quarter. Then it
opens the app anew a few times and taps through it: writing lines, lists, pages, sheets, forms. For
each tap two times are printed, in milliseconds from the moment the finger touches:

- *paint*: until the next frame, by the Event Timing API, for all events of the tap;
- *answer*: until the frame that shows what was tapped for: the screen with its heading, the sheet,
  the line that says it is saved.

The second is the longer one. A tap is missed, and marked, if its median is above 100 ms or its
maximum above 250. The same times of an empty page with one button, in the same run, show the
minimum for any screen. The load of the machine is printed too, because the figures depend on it.
"""

import os
import sys
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from playwright.sync_api import BrowserContext, Locator, Page, sync_playwright

from bench.browser import (
    EVENTS,
    NOTES,
    PEOPLE,
    SLOWER,
    Made,
    Words,
    evenings,
    fill,
    fresh_server,
    launch,
    sign_in,
    wait_for_idle_parts,
)
from tests.phone.app import evening_zone

ROUNDS = 5
#: The limits of the median and of the maximum, in ms.
LIMIT, WORST = 100, 250
#: Taps on the empty page.
EMPTY_TAPS = 9
#: The pause between two taps, in ms.
PAUSE = 700
GUESTS, DUE, TURNS = 40, 30, 300
HERE = evening_zone()

#: Observes, in the page, what follows the next tap.
WATCH = """
window.tap = {};
addEventListener('pointerdown', ({ timeStamp }) => { window.tap.down ??= timeStamp; }, true);
new PerformanceObserver((list) => {
  for (const { startTime, duration, interactionId } of list.getEntries())
    if (interactionId && startTime >= window.tap.down)
      window.tap.painted = Math.max(window.tap.painted ?? 0, startTime + duration);
}).observe({ type: 'event', durationThreshold: 16 });
window.at = (title) => document.querySelector('main h1')?.textContent.startsWith(title);
window.sheet = (title) => document.querySelector('dialog[open] h2')?.textContent.startsWith(title);
window.noSheet = () => !document.querySelector('dialog');
window.says = (where, text) => document.querySelector(where)?.textContent.includes(text);
window.expect = (isThere) => {
  window.tap = {};
  if (isThere()) throw new Error('It is there already.');
  let answer;
  window.answered = new Promise((resolve) => { answer = resolve; });
  setTimeout(answer, 30000, false);
  const watcher = new MutationObserver(() => {
    if (window.tap.down === undefined || !isThere()) return;
    watcher.disconnect();
    requestAnimationFrame(() => setTimeout(() => {
      window.tap.there = performance.now();
      answer(true);
    }));
  });
  watcher.observe(document, {
    attributes: true, characterData: true, childList: true, subtree: true,
  });
};
"""


def tonight() -> list[Made]:
    """Returns the event that is on, who was met there, and who is due from the last one."""
    words = Words(3)
    now = datetime.now(UTC)
    today = datetime.now(ZoneInfo(HERE)).date().isoformat()
    event = str(uuid.uuid4())
    start = {"starts_at": (now + timedelta(minutes=20)).strftime("%Y-%m-%dT%H:%M:%SZ")}
    made: list[Made] = [("event", event, {"name": "Harbour mixer", "timezone": HERE} | start)]
    captured = {"captured_at": now.strftime("%Y-%m-%dT%H:%M:%SZ"), "captured_timezone": HERE}
    people = [str(uuid.uuid4()) for _ in range(GUESTS)]
    for number, person in enumerate(people):
        who = {"name": f"Newcomer {number}", "known_for": f"paints {words.text(3)} boats"}
        made.append(("person", person, who | {"met_at": event, "met_on": today}))
        note = {"body": f"{number}: sings in a choir", "person_ids": [person], "event_id": event}
        made.append(("note", str(uuid.uuid4()), note | captured))
    for person in people[:DUE]:
        due = {"person_id": person, "due_on": today, "reason": "next_morning"}
        made.append(("followup", str(uuid.uuid4()), due))
    for number in range(TURNS):
        turn: dict[str, Any] = {
            "person_id": people[number % GUESTS],
            "direction": "given" if number % 2 else "received",
            "what": f"Lent a boat, {number}",
            "happened_on": (now - timedelta(days=number * 3)).date().isoformat(),
        }
        if number % 3:
            turn["thanks_to"] = people[(number + 7) % GUESTS]
        made.append(("kindness", str(uuid.uuid4()), turn))
    return made


@dataclass(frozen=True)
class Tap:
    """What is tapped, by its role and name, and how the page notices that it was answered."""

    role: Any
    name: str
    answer: str
    exact: bool = True

    def target(self, page: Page) -> Locator:
        return page.get_by_role(self.role, name=self.name, exact=self.exact).first


def write(label: str, text: str) -> Callable[[Page], None]:
    """Presses keys between two taps, which is not measured."""

    def written(page: Page) -> None:
        page.get_by_label(label).first.focus()
        page.keyboard.type(text)

    return written


def button(name: str, answer: str, *, exact: bool = True) -> Tap:
    return Tap("button", name, answer, exact)


def link(name: str, answer: str, *, exact: bool = True) -> Tap:
    return Tap("link", name, answer, exact)


CLOSE = button("Close", "noSheet()")

EVENING: list[Tap | Callable[[Page], None]] = [
    button("Harbour mixer", "sheet('Where does')", exact=False),
    button("Somewhere new", "sheet('Where are you')"),
    CLOSE,
    write("Who did you meet", "Ada - builds harps #music"),
    button("Save", "says('.told', 'Saved: Ada')"),
    link("Cards", "at('Cards')"),
    button("Another", "says('main', 'How do you know the people')"),
    button("Add one of your own", "document.querySelector('dialog[open]')"),
    CLOSE,
    link("If they ask", "at('If they ask')"),
    link("People", "at('People')"),
    button("By name", "document.querySelector('[aria-pressed=true]').textContent === 'By name'"),
    button("To V", "document.activeElement.textContent === 'V'"),
    button(
        "As you met", "document.querySelector('[aria-pressed=true]').textContent === 'As you met'"
    ),
    link("Karma", "at('Karma')", exact=False),
    button("Add a good turn", "sheet('Add a good turn')"),
    CLOSE,
    link("Who else?", "at('Who else?')", exact=False),
    button("Back", "at('Karma')"),
    button("Back", "at('People')"),
    link("Newcomer", "at('Newcomer')", exact=False),
    button("Edit", "document.querySelector('main form')"),
    button("Cancel", "!document.querySelector('main form')"),
    button("Promise something", "sheet('A promise')"),
    CLOSE,
    button("Add a good turn", "sheet('Add a good turn')"),
    CLOSE,
    link(": sings in a choir", "at('Note')", exact=False),
    button("Add somebody", "document.querySelector('dialog[open]')"),
    CLOSE,
    button("Back", "at('Newcomer')"),
    button("Back", "at('People')"),
    Tap("searchbox", "Search", "at('Search')"),
    write("Search", "boats"),
    link("Newcomer", "at('Newcomer')", exact=False),
    button("Back", "at('Search')"),
    button("Done", "at('People')"),
    link("Events", "at('Events')"),
    link("Harbour mixer", "at('Harbour mixer')", exact=False),
    button("Edit", "document.querySelector('main form')"),
    button("Cancel", "!document.querySelector('main form')"),
    link("Before you go in", "at('Three breaths')"),
    button("Skip", "at('Your promise')"),
    button("I promise", "at('One to carry in')"),
    button("Another", "says('main', 'How do you know the people')"),
    link("Events", "at('Events')"),
    button("where are you?", "sheet('Where are you')", exact=False),
    CLOSE,
    link("Follow-ups", "at('Follow-ups')", exact=False),
    button("Say hi…", "sheet('Say hi')", exact=False),
    CLOSE,
    button("Tomorrow: ", "says('.foot', 'comes back')", exact=False),
    link("Settings", "at('Settings')"),
    button("Sign out", "sheet('Sign out')"),
    CLOSE,
    link("Deleted", "at('Deleted')", exact=False),
    link("Jot", "document.querySelector('#jot')"),
]


def spent(page: Page, tap: Tap) -> tuple[float, float]:
    """Returns (until the next paint, until the answer), in ms."""
    target = tap.target(page)
    # Scrolls it to where a finger can tap it; content that appeared above may have moved it away.
    for pause in (PAUSE, 100):
        target.tap(trial=True)
        page.wait_for_timeout(pause)
    box = target.bounding_box()
    assert box, f"{tap.name} is on no screen"
    page.evaluate(f"expect(() => {tap.answer})")
    # Not target.tap(), nor wait_for_function(): what these ask of the page takes it longer than
    # the answer.
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    if not page.evaluate("window.answered"):
        raise RuntimeError(f"{tap.name}: never answered with {tap.answer}")
    page.wait_for_timeout(150)
    times = page.evaluate("window.tap")
    # The API has no entry for what is painted very soon.
    return max(times.get("painted", 0) - times["down"], 16), times["there"] - times["down"]


def live(page: Page) -> Iterator[tuple[str, float, float]]:
    """Runs one evening; returns the name and the times of each tap."""
    for step in EVENING:
        if not isinstance(step, Tap):
            step(page)
            continue
        # The first result of the search is not the same each time.
        where = page.locator("main h1").inner_text().rstrip(" 0123456789")
        paint, answer = spent(page, step)
        yield f"{where}: {step.name}", paint, answer


#: One button, which says that it was tapped.
EMPTY = """
<meta name="viewport" content="width=device-width"><script>n = 0</script><main><h1>Empty</h1>
<button onclick="document.querySelector('h1').textContent = `Tapped ${n++}`">Tap</button></main>
"""


def slowed(context: BrowserContext) -> Page:
    """Returns a page on a slow phone, which observes its taps."""
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    return page


def tap_emptiness(context: BrowserContext) -> list[tuple[float, float]]:
    page = slowed(context)
    # Not set_content(): it opens the document anew, without the observer of the taps.
    page.goto("data:text/html," + quote(EMPTY))
    times = [spent(page, button("Tap", f"at('Tapped {n}')")) for n in range(EMPTY_TAPS)]
    page.close()
    return times


def live_once(context: BrowserContext, url: str) -> list[tuple[str, float, float]]:
    page = slowed(context)
    try:
        page.goto(url)
        page.wait_for_timeout(3000)
        return list(live(page))
    finally:
        page.close()


def main() -> int:
    made = tonight()
    with fresh_server() as (server, place), sync_playwright() as playwright:
        context = launch(playwright, place / "profile", timezone_id=HERE)
        context.set_default_timeout(30_000)
        try:
            fill(server, [*evenings(), *made])
            sign_in(context.pages[0], server.url, NOTES + PEOPLE + EVENTS + len(made))
            wait_for_idle_parts(context.pages[0])
            server.stop()  # the network is gone
            context.pages[0].goto("about:blank")
            empty = tap_emptiness(context)
            rounds = [live_once(context, server.url) for _ in range(ROUNDS)]
        finally:
            context.close()
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, paint, answer in (tap for taps in rounds for tap in taps):
        times[name].append((paint, answer))
    print(f"{NOTES:,} notes, offline, processor {SLOWER}x slower; load {os.getloadavg()[0]:.1f}")
    print(f"{'':50}{'paint':>16}{'answer':>16}")
    print(f"{'milliseconds':50}{'median':>8}{'worst':>8}{'median':>8}{'worst':>8}")
    missed = [0, 0]
    for name, both in {"An empty page: its button": empty, **times}.items():
        paints, answers = zip(*both, strict=True)
        late = [median(each) > LIMIT or max(each) > WORST for each in (paints, answers)]
        if both is not empty:
            missed = [count + one for count, one in zip(missed, late, strict=True)]
        print(
            f"{name:50}{median(paints):8.0f}{max(paints):8.0f}"
            f"{median(answers):8.0f}{max(answers):8.0f}{' !' if any(late) else ''}"
        )
    painted, answered = (len(times) - count for count in missed)
    print(
        f"Of {len(times)} taps {painted} are painted, and {answered} answered, within {LIMIT} ms at"
        f" the median and {WORST} at worst."
    )
    typical = median([median([answer for _, answer in both]) for both in times.values()])
    ratio = typical / median([answer for _, answer in empty])
    print(f"The median of them takes {ratio:.1f} times the empty page's.")
    return int(any(missed))


if __name__ == "__main__":
    sys.exit(main())
