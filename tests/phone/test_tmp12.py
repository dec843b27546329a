from typing import cast
import pytest
from tests.phone import screens, test_steady, test_accessibility as ta
from tests.phone.app import ZONE
NEW = [s for s in screens.SCREENS if s.route in ("/sign-in", "/scan") or s.query == "?order=name" or s.sheet in ("interests", "keys", "number", "say hi") ]
phone = ta.phone
@pytest.mark.chromium
def test_axe(phone, server):
    ids = screens.live_a_life(server, phone, ZONE)
    print([s.name for s in NEW])
    ta.judge(phone, NEW, ids)
@pytest.mark.chromium
def test_jump(start_phone, server, monkeypatch):
    p = start_phone("chromium", timezone=ZONE)
    p.page.emulate_media(reduced_motion="reduce")
    monkeypatch.setattr(test_steady, "PLAIN", [s for s in NEW if s.open is None])
    test_steady.test_no_screen_jumps_while_it_comes_over_a_slow_network(p, server)
