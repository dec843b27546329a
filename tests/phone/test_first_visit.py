"""What a first visit loads is what tools/size_budget.py weighs, and the field is ready at once."""

import re
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
def test_a_first_visit_loads_no_more_than_its_budget_counts(
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
    # Meanwhile one reads what this is.
    phone.sees("Tomorrow morning I ask you to say hi.")
    phone.page.keyboard.type("Maya — water-")
    held[0].continue_()
    phone.sees("Just a note")
    phone.page.keyboard.type("skis")
    assert phone.value(FIELD) == "Maya — water-skis"


class Lost:
    """Files whose names match do not arrive, until `found`; `names` are those asked for."""

    def __init__(self, phone: Chromium, files: str) -> None:
        self.names: set[str] = set()
        self._phone, self._files = phone, re.compile(f"/assets/(?:{files})")
        phone.page.route(self._files, self._lose)

    def _lose(self, route: Route) -> None:
        self.names.add(route.request.url.rpartition("/")[2])
        route.abort()

    def found(self) -> None:
        self._phone.page.unroute(self._files)


@pytest.mark.chromium
def test_without_a_network_for_the_texts_typing_works_and_the_app_starts_later(
    start_phone: Callable[..., Phone], server: LiveServer
) -> None:
    phone = start_phone("chromium")
    assert isinstance(phone, Chromium)
    words = Lost(phone, r"words\.")
    phone.page.goto(phone.base_url, wait_until="commit")
    wait_until(lambda: has_the_cursor(phone), "the cursor in the field")
    phone.page.keyboard.type("Maya — ")
    phone.page.wait_for_timeout(100)
    assert words.names
    phone.page.keyboard.type("water-")
    words.found()
    phone.script("dispatchEvent(new Event('online'))")
    phone.sees("Just a note")
    phone.page.keyboard.type("skis")
    assert phone.value(FIELD) == "Maya — water-skis"


@pytest.mark.chromium
def test_what_loads_behind_the_first_screen_is_asked_for_until_it_comes(
    start_phone: Callable[..., Phone], server: LiveServer
) -> None:
    phone = start_phone("chromium")
    assert isinstance(phone, Chromium)
    behind = Lost(phone, r"(?:afterFirstPaint|deferred)-.*\.js")
    phone.open("/")
    phone.write(FIELD, "Maya — water-skis")
    assert phone.value(FIELD) == "Maya — water-skis"
    wait_until(lambda: any(name.endswith(".js") for name in behind.names), "the network to fail")
    behind.found()
    # By itself, with no event: a slow network is never "online" again.
    ready_for_offline(phone)
    phone.sees("Just a note")
