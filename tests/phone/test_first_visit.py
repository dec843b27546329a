"""What a first visit loads is what tools/size_budget.py weighs, and the field is ready at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from tests.phone.app import FIELD, ready_for_offline
from tests.rigs.chromium import Chromium
from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until
from tests.support.live import LiveServer
from tools.size_budget import first_visit, parts, with_imports


def has_the_cursor(phone: Phone) -> bool:
    return bool(phone.script("return document.activeElement?.localName === 'textarea'"))


@pytest.mark.chromium
def test_a_first_visit_loads_no_more_than_is_weighed(
    start_phone: Callable[..., Phone], server: LiveServer
) -> None:
    phone = start_phone("chromium")
    assert isinstance(phone, Chromium)
    phone.page.context.clear_permissions()  # nobody has said yes to the prompt yet
    phone.open("/")
    phone.field(FIELD)
    ready_for_offline(phone)
    addresses = phone.script("return performance.getEntriesByType('resource').map(e => e.name)")
    loaded = {address.removeprefix(phone.base_url + "/").partition("?")[0] for address in addresses}
    files = {path for path in loaded if not path.startswith(("api/", "icons/"))}
    # Weighed are the words of the language that has the heaviest; this phone speaks English.
    words = with_imports(parts("words.en.first"))
    assert files <= first_visit() | words | {"sw.js"}


@pytest.mark.chromium
def test_the_keyboard_is_up_at_once(start_phone: Callable[..., Phone], server: LiveServer) -> None:
    phone = start_phone("chromium")
    phone.open("/")
    wait_until(lambda: has_the_cursor(phone), "the cursor in the field")


@pytest.mark.chromium
def test_what_is_typed_before_the_scripts_have_run_is_kept(
    start_phone: Callable[..., Phone], server: LiveServer
) -> None:
    phone = start_phone("chromium")
    assert isinstance(phone, Chromium)
    held: list[Route] = []
    phone.page.route("**/assets/index-*.js", lambda route: held.append(route))
    phone.page.goto(phone.base_url, wait_until="commit")
    wait_until(lambda: has_the_cursor(phone), "the cursor in the field")
    phone.page.keyboard.type("Maya — water-")
    held[0].continue_()
    phone.sees("Just a note")
    phone.page.keyboard.type("skis")
    assert phone.value(FIELD) == "Maya — water-skis"
