"""One-time codes: RFC 6238, each counted once, and what opens the door without the phone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from flask import Flask

from server import clock
from server.accounts.codes import rules
from tests.support.api import API, ApiClient

#: RFC 6238, appendix B, SHA-1: of its eight digits the last six.
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(("at", "code"), VECTORS)
def test_codes_agree_with_the_vectors_of_rfc_6238(at: int, code: str) -> None:
    assert rules.right_step(SECRET, code, at, None) == at // 30
    assert rules.right_step(SECRET, code, at, at // 30) is None, "a code twice"


def test_the_codes_of_the_neighbouring_steps_count_and_no_others() -> None:
    totp, now = pyotp.TOTP(SECRET), 1234567890
    right = [n for n in range(-5, 6) if rules.right_step(SECRET, totp.at(now + 30 * n), now, None)]
    assert right == [-1, 0, 1]
    step = now // 30
    assert rules.right_step(SECRET, totp.at(now - 30), now, step) is None, "below the last one used"
    assert rules.right_step(SECRET, totp.at(now + 30), now, step) == step + 1


@pytest.mark.parametrize(
    "code", ["", "28708", "2870822", "abcdef", "２８７０８２", "-28708", "+28708"]
)
def test_an_invalid_one_time_code_is_refused(code: str) -> None:
    assert rules.right_step(SECRET, code, 59, None) is None


def test_a_code_may_have_a_blank_in_the_middle() -> None:
    assert rules.right_step(SECRET, "287 082", 59, None) == 1


def turn_on(who: ApiClient) -> tuple[str, list[str]]:
    """The secret, and the recovery codes. Uses the code of this step."""
    begun = who.post(f"{API}/me/totp", {"password": who.password}).get_json()
    assert f"secret={begun['secret']}" in begun["uri"]
    assert begun["uri"].startswith("otpauth://totp/Karmadex")
    code = pyotp.TOTP(begun["secret"]).at(clock.now())
    codes = who.put(f"{API}/me/totp", {"code": code}).get_json()["recovery_codes"]
    return begun["secret"], codes


def door(app: Flask, who: ApiClient, **more: Any) -> Any:
    body = {"email": who.email, "password": who.password} | more
    return app.test_client().post(f"{API}/session", json=body)


def test_codes_are_on_after_a_first_code(app: Flask, alice: ApiClient) -> None:
    assert alice.put(f"{API}/me/totp", {"code": "123456"}).status_code == 409
    begun = alice.post(f"{API}/me/totp", {"password": alice.password}).get_json()
    assert len(begun["secret"]) == 32
    wrong = alice.put(f"{API}/me/totp", {"code": "12345"})
    assert wrong.status_code == 401
    assert alice.get(f"{API}/me").get_json()["totp"] is False
    assert door(app, alice).status_code == 200
    _, codes = turn_on(alice)
    assert len(set(codes)) == 10
    assert alice.get(f"{API}/me").get_json()["totp"] is True


def test_signing_in_asks_for_a_code(app: Flask, alice: ApiClient) -> None:
    with time_machine.travel(NOON, tick=False):
        secret, _ = turn_on(alice)
        refused = door(app, alice)
        assert (refused.status_code, refused.get_json()["reason"]) == (401, "code_needed")
        wrong = door(app, alice, password="not this one", code="123456")
        assert wrong.status_code == 401
        assert "reason" not in wrong.get_json(), "said only after a right password"
        spent = pyotp.TOTP(secret).at(NOON)
        assert door(app, alice, code=spent).status_code == 401
    with time_machine.travel(NOON + timedelta(seconds=30), tick=False):
        code = pyotp.TOTP(secret).at(clock.now())
        assert [door(app, alice, code=code).status_code for _ in range(2)] == [200, 401]
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        an_hour_off = pyotp.TOTP(secret).at(NOON + timedelta(hours=1))
        assert door(app, alice, code=an_hour_off).status_code == 401


def test_a_recovery_code_is_good_once(app: Flask, alice: ApiClient) -> None:
    with time_machine.travel(NOON, tick=False):
        _, codes = turn_on(alice)
        typed = codes[0].upper().replace("-", " ")
        assert [door(app, alice, code=typed).status_code for _ in range(2)] == [200, 401]
        renewed = alice.post(f"{API}/me/totp/recovery-codes", {"password": alice.password})
        assert len(renewed.get_json()["recovery_codes"]) == 10
        assert door(app, alice, code=codes[1]).status_code == 401


def test_codes_are_turned_off_with_the_password(app: Flask, alice: ApiClient) -> None:
    turn_on(alice)
    wrong = alice.delete(f"{API}/me/totp", {"password": "not this one"})
    assert (wrong.status_code, wrong.get_json()["reason"]) == (401, "wrong_password")
    assert alice.delete(f"{API}/me/totp", {"password": alice.password}).status_code == 204
    assert alice.get(f"{API}/me").get_json()["totp"] is False
    assert door(app, alice).status_code == 200
    renewed = alice.post(f"{API}/me/totp/recovery-codes", {"password": alice.password})
    assert renewed.status_code == 409


def test_a_new_secret_replaces_the_old_one_after_a_code_of_it(app: Flask, alice: ApiClient) -> None:
    with time_machine.travel(NOON, tick=False):
        old, _ = turn_on(alice)
        alice.post(f"{API}/me/totp", {"password": alice.password})
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        assert door(app, alice, code=pyotp.TOTP(old).at(clock.now())).status_code == 200


def test_guessing_codes_with_the_right_password_is_slowed(app: Flask, alice: ApiClient) -> None:
    with time_machine.travel(NOON, tick=False):
        turn_on(alice)
        said = []
        for place in range(30):
            far = {"REMOTE_ADDR": f"203.0.113.{place}"}
            body = {"email": alice.email, "password": alice.password, "code": "000000"}
            phone = app.test_client()
            # Asking without a code in between gives no more guesses.
            phone.post(f"{API}/session", json=body | {"code": None}, environ_base=far)
            answer = phone.post(f"{API}/session", json=body, environ_base=far)
            said.append(answer.status_code)
        assert said[:10] == [401] * 10
        assert set(said[20:]) == {429}
