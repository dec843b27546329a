"""What the page's policies forbid is forbidden, and nothing that the app does is."""

import pytest

from tests.phone.app import jot, ready_for_offline, sign_up
from tests.rigs.chromium import Chromium

#: Each gives what came of it.
_ATTEMPTS = {
    "a script in the page": "const s = document.createElement('script'); s.textContent = 'x';",
    "a script from elsewhere": "document.createElement('script').src = 'https://evil.example/a.js';",
    "a worker from elsewhere": "new Worker('https://evil.example/a.js');",
    "a worker made of text": "new Worker(URL.createObjectURL(new Blob(['1'])));",
    "text as HTML": "document.body.insertAdjacentHTML('beforeend', '<b>x</b>');",
    "another policy": "trustedTypes.createPolicy('mine', {});",
    "text as code": "setTimeout('1');",
}


@pytest.mark.chromium
def test_the_app_works_with_its_permissions_policy(chromium: Chromium) -> None:
    phone = chromium
    said: list[str] = []
    phone.page.on("console", lambda each: said.append(each.text) if each.type != "log" else None)
    phone.open("/")
    jot(phone, "Maya — water-skis")
    sign_up(phone)
    ready_for_offline(phone)
    phone.tap("People")
    phone.write("Search", "water")
    phone.sees("2 found")
    policies = [line for line in said if "olicy" in line or "Trusted" in line]
    # Which features there are depends on the system: one that is not there is said, no more.
    assert [line for line in policies if "Unrecognized feature" not in line] == []


@pytest.mark.chromium
def test_no_text_is_run_as_a_script(chromium: Chromium) -> None:
    phone = chromium
    phone.open("/")
    ready_for_offline(phone)
    for name, attempt in _ATTEMPTS.items():
        came_of_it = phone.script(
            f"try {{ {attempt} return 'let in'; }} catch (error) {{ return error.name; }}"
        )
        assert came_of_it in ("TypeError", "EvalError"), name
    may = phone.script("return document.featurePolicy.allowedFeatures()")
    # Chromium on Linux has no `web-share`.
    assert {"camera", "microphone", "screen-wake-lock", "autoplay", "clipboard-write"} <= set(may)
    assert not {"geolocation", "payment", "usb", "bluetooth", "serial", "midi"} & set(may)
