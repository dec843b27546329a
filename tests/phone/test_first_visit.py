"""What a first visit loads is what tools/size_budget.py weighs, and the field is ready at once."""

from collections.abc import Callable

import pytest

from tests.phone.app import FIELD, ready_for_offline
from tests.rigs.phone import Phone
from tests.support.live import LiveServer
from tools.size_budget import first_visit


@pytest.mark.chromium
def test_a_first_visit_loads_no_more_than_is_weighed(
    start_phone: Callable[..., Phone], server: LiveServer
) -> None:
    phone = start_phone("chromium")
    phone.open("/")
    phone.field(FIELD)
    ready_for_offline(phone)
    addresses = phone.script("return performance.getEntriesByType('resource').map(e => e.name)")
    loaded = {address.removeprefix(phone.base_url + "/").partition("?")[0] for address in addresses}
    files = {path for path in loaded if not path.startswith(("api/", "icons/"))}
    assert files <= first_visit() | {"sw.js"}


@pytest.mark.chromium
def test_the_keyboard_is_up_at_once(start_phone: Callable[..., Phone], server: LiveServer) -> None:
    phone = start_phone("chromium")
    phone.open("/")
    phone.field(FIELD)
    focused = phone.script("return document.activeElement.localName")
    assert focused == "textarea"
