"""The name of a phone or computer from its `User-Agent`, such as "Safari on iPhone". Pure.

`deviceName.ts` in the app does the same; `tests/vectors/device_names.json` tests both.
"""

import re

from server.languages import words_in

#: In this order: most browsers name other browsers, too.
_BROWSERS = (
    (r"\bFirefox/|\bFxiOS/", "Firefox"),
    (r"\bEdg(A|iOS)?/", "Edge"),
    (r"\bSamsungBrowser/", "Samsung Internet"),
    (r"\bOPR/|\bOpera/", "Opera"),
    (r"\bChrome/|\bCriOS/|\bHeadlessChrome/", "Chrome"),
    (r"\bSafari/", "Safari"),
    # An app on the home screen of an iPhone does not name the browser.
    (r"\bAppleWebKit/", "Safari"),
)
_SYSTEMS = (
    (r"\biPhone\b", "iPhone"),
    (r"\biPad\b", "iPad"),
    (r"\bAndroid\b", "Android"),
    (r"\bCrOS\b", "Chromebook"),
    (r"\bMacintosh\b", "Mac"),
    (r"\bWindows\b", "Windows"),
    (r"\bLinux\b", "Linux"),
)


def device_name(user_agent: str, language: str) -> str:
    """Returns a name by which an owner can tell their devices apart. It never contains text from
    the header itself, which an attacker may choose."""
    words = words_in(language).mail
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if browser and system:
        return words.device.format(browser=browser, system=system)
    return browser or system or words.device_unknown


def _first(table: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((name for sign, name in table if re.search(sign, text)), None)
