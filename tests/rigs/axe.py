"""axe-core, the judge of accessibility, let into the page by the DevTools protocol: a page whose
content security policy forbids foreign scripts is judged as it is served."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import ViewportSize

from tests.rigs.chromium import Chromium

#: As wide as a phone, and so high that nothing hides behind the lower edge: what is half hidden is
#: judged by the half that shows.
TALL: ViewportSize = {"width": 390, "height": 4000}
LIGHTS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_SOURCE = Path(__file__).resolve().parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
#: WCAG 2.2 up to AA, and what is good practice beyond it.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_RUN = """
const found = await axe.run(document, {
    preload: false, resultTypes: ['violations'], runOnly: {type: 'tag', values: arguments[0]},
});
const mend = (summary) => summary.split('\\n').slice(1).join(' ').trim();
return found.violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) =>
    `${id}: ${html.slice(0, 160)} — ${mend(failureSummary)}`));
"""


def violations(phone: Chromium) -> list[str]:
    """What axe finds on the screen as it is now: the rule, the element, what would mend it."""
    if not phone.script("return 'axe' in window"):
        phone.page.evaluate(_SOURCE.read_text() + "; null")
    found: list[Any] = phone.script(_RUN, _TAGS)
    return [str(one) for one in found]


def violations_by_day_and_night(phone: Chromium) -> list[str]:
    """The same for both, each with its light before it; leaves the screen by day."""
    found: list[str] = []
    for light in LIGHTS:
        phone.page.emulate_media(color_scheme=light)
        found += [f"{light}: {one}" for one in violations(phone)]
    phone.page.emulate_media(color_scheme="light")
    return found
