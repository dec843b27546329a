"""Weigh the built app as it goes over the air (gzip), and fail above the budget.

- *JS* and *CSS*: what capture.html, the page at /, asks for, with all static imports, and the words
  of the first screen in the language that has the heaviest: the capture screen works then.
- *All without icons*: the page that a stranger gets and the manifest on top, and what the first
  visit loads behind the first frame. tests/phone/test_first_visit.py sees to it that a browser
  loads no more.
- *Precache*: everything that the worker fetches to be ready for a night offline, and the worker;
  of the words again those of the heaviest language.
- *Idle*: what it fetches after that, when the phone is idle.
"""

import gzip
import re
import sys
from collections.abc import Iterable
from pathlib import Path

DIST = Path(__file__).resolve().parent.parent / "pwa" / "dist"
BUDGET_KB = {"JS": 34, "CSS": 8, "All without icons": 45, "Precache": 150, "Idle": 120}

# The part that capture.html does not name, but that starts by itself after the first frame.
AFTER_FIRST_PAINT = "afterFirstPaint"
# Each language has its words; a phone asks for those of one of them, and keeps no others.
FIRST_WORDS = "words.??.first"
_WORDS = re.compile(r"assets/words\.(..)\.")

# What reads codes where the browser cannot, fetched when one's own card is first shown.
_ON_DEMAND = re.compile(r"assets/(?:wasm[.-]|zxing_reader-)")
# What is seldom opened, and its words: the worker fetches them when the phone is idle.
_IDLE = re.compile(r"assets/(?:idle[.-]|words\...\.idle-)")

_ASKED = re.compile(r'(?:src|href)="/([^"]+\.(?:js|css))"')
_STATIC_IMPORT = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')
_PRECACHED = re.compile(r'"url":"([^"]+)"')
_COMPRESSED_ALREADY = {".png", ".webp", ".woff2"}


def weight(path: str) -> int:
    """Bytes of a file of the build as they are sent."""
    data = (DIST / path).read_bytes()
    return len(data) if Path(path).suffix in _COMPRESSED_ALREADY else len(gzip.compress(data, 9))


def heaviest(parts: Iterable[set[str]]) -> set[str]:
    """The one of these that weighs most."""
    return max(parts, key=lambda paths: sum(map(weight, paths)))


def with_imports(paths: set[str]) -> set[str]:
    """These files and all that their scripts import statically."""
    known: set[str] = set()
    new = paths
    while new:
        known |= new
        scripts = [path for path in new if path.endswith(".js")]
        imported = {
            str(Path(path).parent / name)
            for path in scripts
            for name in _STATIC_IMPORT.findall((DIST / path).read_text())
        }
        new = imported - known
    return known


def to_usable_capture() -> set[str]:
    """The scripts and styles without which the capture screen does not work."""
    always = with_imports(set(_ASKED.findall((DIST / "capture.html").read_text())))
    languages = [with_imports({path}) - always for path in parts(FIRST_WORDS)]
    return always | heaviest(languages)


def first_visit() -> set[str]:
    """All that a first visit loads, icons aside."""
    scripts = with_imports(parts(AFTER_FIRST_PAINT))
    # Each script's own styles carry its name, before a hash of eight.
    styles = {
        str(path.relative_to(DIST))
        for script in scripts
        for path in DIST.glob(f"{script[: -len('-12345678.js')]}-*.css")
    }
    pages = ({path.name} for path in DIST.glob("welcome.*.html"))
    return to_usable_capture() | scripts | styles | heaviest(pages) | {"manifest.webmanifest"}


def parts(name: str) -> set[str]:
    """The scripts of this name that are loaded by other scripts."""
    found = {str(path.relative_to(DIST)) for path in DIST.glob(f"assets/{name}-*.js")}
    if not found:
        sys.exit(f"The build has no part called {name}")
    return found


def kept() -> tuple[set[str], set[str]]:
    """What the worker keeps when it is installed, itself among it, and what it keeps later."""
    known = {
        path
        for path in _PRECACHED.findall((DIST / "sw.js").read_text())
        if not _ON_DEMAND.match(path)
    }
    idle = {path for path in known if _IDLE.match(path)}
    return of_one_language(known - idle) | {"sw.js"}, of_one_language(idle)


def of_one_language(paths: set[str]) -> set[str]:
    """These without the words of all languages but the one that has the heaviest."""
    words: dict[str, set[str]] = {}
    for path in paths:
        if of_language := _WORDS.match(path):
            words.setdefault(of_language[1], set()).add(path)
    others = paths.difference(*words.values())
    return others | heaviest(words.values()) if words else others


def main() -> None:
    capture = to_usable_capture()
    at_install, when_idle = kept()
    weighed = {
        "JS": {path for path in capture if path.endswith(".js")},
        "CSS": {path for path in capture if path.endswith(".css")},
        "All without icons": first_visit(),
        "Precache": at_install,
        "Idle": when_idle,
    }
    heavy = []
    print(f"{'first visit, gzip':20}{'files':>7}{'KB':>8}{'budget':>8}")
    for name, paths in weighed.items():
        kilobytes = sum(map(weight, paths)) / 1024
        print(f"{name:20}{len(paths):7}{kilobytes:8.1f}{BUDGET_KB[name]:8}")
        if not paths or kilobytes > BUDGET_KB[name]:
            heavy.append(name)
    if heavy:
        sys.exit(f"Above the budget: {', '.join(heavy)}")


if __name__ == "__main__":
    main()
