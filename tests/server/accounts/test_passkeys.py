"""Passkeys: made on a phone, kept here, and the door that they open."""

import copy
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from server import clock
from server.accounts.passkeys import are_possible, challenges
from tests.rigs.authenticator import PRESENT, Authenticator, encode
from tests.support.api import API, ApiClient

ORIGIN = "http://localhost:8000"
MINUTE = 60


def enrol(who: ApiClient, key: Authenticator, **more: Any) -> Any:
    options = who.post(f"{API}/me/passkeys/options", {}).get_json()
    return who.post(f"{API}/me/passkeys", key.create(options) | more)


def sign_in(app: Flask, key: Authenticator, **more: Any) -> Any:
    phone = app.test_client()
    options = phone.post(f"{API}/session/passkey/options", json={}).get_json()
    answer = phone.post(f"{API}/session/passkey", json=key.get(options) | more)
    assert (answer.status_code == 200) is (phone.get(f"{API}/me").status_code == 200)
    return answer


@pytest.fixture
def key() -> Authenticator:
    return Authenticator(ORIGIN)


def test_the_options_for_creating_and_using_a_passkey(alice: ApiClient) -> None:
    options = alice.post(f"{API}/me/passkeys/options", {}).get_json()
    assert options["rp"] == {"name": "Karmadex", "id": "localhost"}
    assert options["user"]["name"] == alice.email
    assert len(options["user"]["id"]) == len(options["challenge"]) == 43
    assert [each["alg"] for each in options["pubKeyCredParams"]] == [-7, -257, -8]
    asked = options["authenticatorSelection"]
    assert (asked["residentKey"], asked["userVerification"]) == ("required", "required")
    assert options["attestation"] == "none"
    again = alice.post(f"{API}/me/passkeys/options", {}).get_json()
    assert again["user"]["id"] == options["user"]["id"], "one an account"
    assert again["challenge"] != options["challenge"]


def test_a_passkey_is_made_listed_used_and_taken_back(
    app: Flask, alice: ApiClient, key: Authenticator
) -> None:
    made = enrol(alice, key, name="Alice's phone")
    assert made.status_code == 201
    assert made.get_json()["last_used_at"] is None
    answer = sign_in(app, key)
    assert answer.get_json() == alice.get(f"{API}/me").get_json()
    (listed,) = alice.get(f"{API}/me/passkeys").get_json()["passkeys"]
    assert listed["name"] == "Alice's phone"
    assert listed["last_used_at"] is not None
    path = f"{API}/me/passkeys/{listed['id']}"
    assert [alice.delete(path).status_code for _ in range(2)] == [204, 404]
    assert sign_in(app, key).status_code == 401
    happened = alice.get(f"{API}/me/activity").get_json()["activity"]
    assert [each["what"] for each in happened] == [
        "passkey_removed", "signed_in_with_passkey", "passkey_added", "signed_up",
    ]  # fmt: skip
    assert "Alice" not in str(happened), "what somebody called a key may be about people"


def test_a_passkey_without_a_name_is_given_one(alice: ApiClient, key: Authenticator) -> None:
    assert enrol(alice, key).get_json()["name"] == "Passkey"


def test_a_known_passkey_and_the_21st_are_409(alice: ApiClient, key: Authenticator) -> None:
    assert [enrol(alice, key).status_code for _ in range(2)] == [201, 409]
    more = [enrol(alice, Authenticator(ORIGIN)).status_code for _ in range(20)]
    assert more == [201] * 19 + [409]
    options = alice.post(f"{API}/me/passkeys/options", {}).get_json()
    assert len(options["excludeCredentials"]) == 20


def other_origin(key: Authenticator) -> None:
    key.origin = "https://evil.example"


def other_host(key: Authenticator) -> None:
    key.host = "evil.example"


def unverified(key: Authenticator) -> None:
    key.flags = PRESENT


@pytest.mark.parametrize("wrong", [other_origin, other_host, unverified])
def test_a_passkey_that_does_not_verify_is_422_and_when_signing_in_401(
    app: Flask, alice: ApiClient, key: Authenticator, wrong: Callable[[Authenticator], None]
) -> None:
    assert enrol(alice, key).status_code == 201
    wrong(key)
    assert sign_in(app, key).status_code == 401
    other = Authenticator(ORIGIN)
    wrong(other)
    answer = enrol(alice, other)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "response"


def test_a_signature_counter_that_goes_back_is_refused(
    app: Flask, alice: ApiClient, key: Authenticator
) -> None:
    key.count = 5
    assert enrol(alice, key).status_code == 201
    for count, status in ((6, 200), (6, 401), (5, 401), (7, 200)):
        key.count = count
        assert sign_in(app, key).status_code == status, count


def test_a_challenge_is_for_one_use_of_one_session(
    app: Flask, alice: ApiClient, bob: ApiClient, key: Authenticator
) -> None:
    options = alice.post(f"{API}/me/passkeys/options", {}).get_json()
    credential = key.create(options)
    assert bob.post(f"{API}/me/passkeys", credential).status_code == 422
    tablet = alice.another_phone()
    assert tablet.post(f"{API}/me/passkeys", credential).status_code == 422
    assert alice.post(f"{API}/me/passkeys", credential).status_code == 201
    assert alice.post(f"{API}/me/passkeys", credential).status_code == 422
    phone = app.test_client()
    door = phone.post(f"{API}/session/passkey/options", json={}).get_json()
    used = key.get(door)
    said = [phone.post(f"{API}/session/passkey", json=used).status_code for _ in range(2)]
    assert said == [200, 401]
    at_the_wrong_door = key.get(alice.post(f"{API}/me/passkeys/options", {}).get_json())
    assert phone.post(f"{API}/session/passkey", json=at_the_wrong_door).status_code == 401


def test_a_challenge_lives_for_5_minutes(app: Flask, alice: ApiClient, key: Authenticator) -> None:
    enrol(alice, key)
    now = clock.now()
    with time_machine.travel(now, tick=False):
        phone = app.test_client()
        used = key.get(phone.post(f"{API}/session/passkey/options", json={}).get_json())
    with time_machine.travel(now + timedelta(minutes=5, seconds=2), tick=False):
        assert phone.post(f"{API}/session/passkey", json=used).status_code == 401


def test_another_key_with_the_same_id_cannot_sign_in(
    app: Flask, alice: ApiClient, bob: ApiClient, key: Authenticator
) -> None:
    enrol(alice, key)
    forged = Authenticator(ORIGIN)
    forged.id, forged.handle = key.id, key.handle
    assert sign_in(app, forged).status_code == 401
    # Bob's own, that says it is hers; and hers, that says it is his.
    his = Authenticator(ORIGIN)
    enrol(bob, his)
    his.handle, key.handle = key.handle, his.handle
    assert [sign_in(app, each).status_code for each in (his, key)] == [401, 401]


@pytest.mark.parametrize(
    "member",
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"],
)
@pytest.mark.parametrize("value", [None, 5, "", "!", "AAAA", encode(b'{"challenge": 5}'), [], {}])
def test_invalid_input_is_refused_without_a_crash(
    app: Flask, alice: ApiClient, key: Authenticator, member: str, value: Any
) -> None:
    enrol(alice, key)
    other = Authenticator(ORIGIN)
    options = alice.post(f"{API}/me/passkeys/options", {}).get_json()
    made, phone = other.create(options), app.test_client()
    used = key.get(phone.post(f"{API}/session/passkey/options", json={}).get_json())
    for credential, path, who, status in (
        (made, "me/passkeys", alice.http, 422),
        (used, "session/passkey", phone, 401),
    ):
        if member in credential["response"]:
            spoilt = copy.deepcopy(credential)
            spoilt["response"][member] = value
            assert who.post(f"{API}/{path}", json=spoilt).status_code == status


def test_outputs_of_extensions_are_ignored(
    app: Flask, alice: ApiClient, key: Authenticator
) -> None:
    for odd in ({"prf": {"results": {"first": "AA"}}}, 5, "x", [[]]):
        fresh = Authenticator(ORIGIN)
        assert enrol(alice, fresh, clientExtensionResults=odd).status_code == 201
        assert sign_in(app, fresh, clientExtensionResults=odd).status_code == 200


def test_after_10_minutes_the_password_is_needed(alice: ApiClient, key: Authenticator) -> None:
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        options = alice.post(f"{API}/me/passkeys/options", {}).get_json()
        made = key.create(options)
        refused = alice.post(f"{API}/me/passkeys", made)
        assert (refused.status_code, refused.get_json()["reason"]) == (401, "password_needed")
        wrong = alice.post(f"{API}/me/passkeys", made | {"password": "not this one"})
        assert (wrong.status_code, wrong.get_json()["reason"]) == (401, "wrong_password")
        # The same again, with the password: nothing was spent.
        done = alice.post(f"{API}/me/passkeys", made | {"password": alice.password})
        assert done.status_code == 201


def test_signing_in_is_tried_200_times_at_once_from_one_address(
    app: Flask, alice: ApiClient, key: Authenticator
) -> None:
    phone = app.test_client()
    body = key.create({"user": {"id": "x"}, "challenge": "x"})
    far = {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}
    with time_machine.travel(clock.now(), tick=False):
        said = [
            phone.post(f"{API}/session/passkey", json=body, **far).status_code for _ in range(201)
        ]
    assert said == [401] * 200 + [429]


@pytest.mark.parametrize(
    ("url", "possible"),
    [
        ("https://karmadex.example", True),
        ("http://localhost:8000", True),
        ("http://karma.localhost", True),
        ("http://karmadex.example", False),
        ("http://127.0.0.1:8000", False),
        ("https://192.0.2.7", False),
        ("https://[::1]", False),
    ],
)
def test_passkeys_are_possible_at_these_addresses(url: str, possible: bool) -> None:
    assert are_possible(url) is possible


def test_without_passkeys_their_endpoints_are_404(
    make_app: Callable[..., Flask],
) -> None:
    app = make_app(PUBLIC_URL="http://192.0.2.7")
    alice = ApiClient(app, "Alice", "Europe/Berlin")
    assert alice.post(f"{API}/me/passkeys/options", {}).status_code == 404
    assert alice.get(f"{API}/me/passkeys").status_code == 404
    assert alice.post(f"{API}/session/passkey/options", {}).status_code == 404


@given(st.binary(max_size=64), st.integers(0, 2**40), st.integers(-400, 400))
def test_a_challenge_is_ours_for_its_purpose_and_its_time(
    noise: bytes, now: int, later: int
) -> None:
    made = challenges.new("secret", "sign-in", now)
    assert len(made) == 32
    good = challenges.is_good(made, "secret", "sign-in", now + later)
    assert good is (0 <= later <= challenges.LIFETIME_S)
    assert not challenges.is_good(made, "secret", "registration of x", now)
    assert not challenges.is_good(made, "another", "sign-in", now)
    assert not challenges.is_good(noise, "secret", "sign-in", now)
