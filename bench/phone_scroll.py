"""How smoothly does the list of three thousand people scroll on a slow phone?

`python -m bench.phone_scroll` gives a phone 10,000 notes about 3,000 people, slows Chromium's
processor down to a quarter, and flicks through the list of people, once in each of its two orders.
In the same run it flicks through a page of the same length that contains only colour. It prints how
long the frames took: none may take more than 50 ms longer than the slowest of the empty page.
"""

import os
import statistics
import sys
from collections.abc import Iterator

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.browser import PEOPLE, SLOWER, evenings, fill, fresh_server, launch, p95, sign_in

FLICKS = 12
LIMIT = 50
# The milliseconds from each frame to the next, from `window.watch()` on.
WATCH = """
window.watch = () => {
  let before = performance.now();
  window.frames_ = [];
  const next = (now) => {
    window.frames_.push(now - before);
    before = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
};
"""
EMPTY = "<body style='margin:0'><div style='height:200000px;background:linear-gradient(red,blue)'>"


def flick_through(page: Page, devtools: CDPSession) -> list[float]:
    """Returns what each frame took, in milliseconds."""
    page.evaluate("watch()")
    for _ in range(FLICKS):
        gesture = {"x": 195, "y": 400, "yDistance": -3000, "speed": 6000}
        devtools.send("Input.synthesizeScrollGesture", gesture | {"gestureSourceType": "touch"})
    frames: list[float] = page.evaluate("window.frames_")
    return frames


def walks(page: Page, url: str) -> Iterator[str]:
    """Opens one list after the other; yields its name when it is shown."""
    for name, path in (("as one met them", "/people"), ("by name", "/people?order=name")):
        page.goto(url + path)
        page.locator(".windowed .row").first.wait_for()
        yield name
    page.goto("about:blank")
    page.set_content(EMPTY)
    yield "an empty page"


def main() -> int:
    with fresh_server() as (server, folder), sync_playwright() as playwright:
        context = launch(playwright, folder / "profile")
        page = context.pages[0]
        fill(server, evenings())
        sign_in(page, server.url)
        page.add_init_script(WATCH)
        devtools = context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        spent = {name: flick_through(page, devtools) for name in walks(page, server.url)}
        context.close()
    print(f"{PEOPLE:,} people, processor {SLOWER}x slower; load {os.getloadavg()[0]:.1f}")
    print(f"{'milliseconds a frame':24}{'median':>8}{'p95':>8}{'worst':>8}{'over 50':>9}")
    for name, frames in spent.items():
        over = sum(frame > LIMIT for frame in frames)
        middle = statistics.median(frames)
        print(f"{name:24}{middle:8.1f}{p95(frames):8.1f}{max(frames):8.1f}{over:9}")
    empty = max(spent["an empty page"])
    return int(any(max(frames) > empty + LIMIT for frames in spent.values()))


if __name__ == "__main__":
    sys.exit(main())
