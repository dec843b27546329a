"""The signature: one token an origin, with its port, good for hours of the real clock."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from server.keys import make_vapid_key
from server.push.vapid import Vapid
from tests.rigs.push_protocol import check_vapid

ORIGIN = "https://push.example:8443"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def vapid() -> Vapid:
    return Vapid(make_vapid_key(), "mailto:hello@karmadex.example")


def claims(header: str) -> dict[str, Any]:
    middle = header.removeprefix("vapid t=").split(".")[1]
    read: dict[str, Any] = json.loads(base64.urlsafe_b64decode(middle + "=="))
    return read


def test_a_token_names_the_origin_with_its_port(vapid: Vapid) -> None:
    check_vapid(vapid.authorization(ORIGIN), ORIGIN)
    assert claims(vapid.authorization(ORIGIN))["aud"] == ORIGIN
    assert claims(vapid.authorization("https://push.example"))["aud"] == "https://push.example"


def test_a_token_ends_within_24_hours_and_names_a_contact(vapid: Vapid) -> None:
    with time_machine.travel(NOON, tick=False):
        said = claims(vapid.authorization(ORIGIN))
    left = datetime.fromtimestamp(said["exp"], UTC) - NOON
    assert timedelta(hours=4) < left <= timedelta(hours=24)
    assert said["sub"] == "mailto:hello@karmadex.example"


def test_a_token_is_signed_once_for_many_pushes(vapid: Vapid) -> None:
    with time_machine.travel(NOON, tick=False):
        first = vapid.authorization(ORIGIN)
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        assert vapid.authorization(ORIGIN) == first


@pytest.mark.parametrize("hours", [11.5, 12, 48, -1, -48], ids=lambda hours: f"{hours} hours later")
def test_a_token_is_made_anew_before_it_ends_and_after_the_clock_was_set_back(
    hours: float, vapid: Vapid
) -> None:
    with time_machine.travel(NOON, tick=False):
        first = vapid.authorization(ORIGIN)
    with time_machine.travel(NOON + timedelta(hours=hours), tick=False):
        then = vapid.authorization(ORIGIN)
        check_vapid(then, ORIGIN)
    assert then != first


def test_many_origins_do_not_fill_the_memory(vapid: Vapid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.push.vapid.MOST_ORIGINS", 3)
    for number in range(10):
        origin = f"https://push.example:{1000 + number}"
        check_vapid(vapid.authorization(origin), origin)
    assert len(vapid._headers) <= 3


def test_vapid_keys_prints_the_key_in_use(app: Flask) -> None:
    shown = app.test_cli_runner().invoke(args=["vapid", "keys"]).output.strip()
    assert shown == app.extensions["karmadex_push"].public_key


def test_vapid_keys_new_makes_a_pair_that_the_setting_takes(make_app: Any) -> None:
    printed = make_app().test_cli_runner().invoke(args=["vapid", "keys", "--new"]).output
    pem, _, public = printed.strip().rpartition("\n")
    taken = make_app(VAPID_PRIVATE_KEY=pem).extensions["karmadex_push"]
    assert taken.public_key == public
