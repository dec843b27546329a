"""Sign-in and sign-up are slowed, for each account and each address; nobody is locked out."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

import pytest
import time_machine
from flask import Flask, Request
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.test import TestResponse

from server import clock, database
from server.http.client_address import client_networks
from server.rate_limits import attempts, store
from server.rate_limits.attempts import Attempts, TooOften
from server.rate_limits.models import RateBucket
from server.rate_limits.token_bucket import TokenBucket
from tests.server.http.test_problems import assert_is_problem
from tests.support.api import API, ApiClient

HOME, CAFE = "203.0.113.7", "198.51.100.20"


@pytest.fixture
def time() -> Iterator[Any]:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


def sign_in(app: Flask, who: ApiClient, password: str, address: str) -> TestResponse:
    body = {"email": who.email, "password": password}
    phone = app.test_client()
    return phone.post(f"{API}/session", json=body, environ_base={"REMOTE_ADDR": address})


def guess(app: Flask, who: ApiClient, address: str, times: int) -> set[int]:
    """Guesses at the password of somebody; gives how that was answered."""
    return {sign_in(app, who, f"guess {n}", address).status_code for n in range(times)}


def test_guessing_passwords_is_slowed(app: Flask, alice: ApiClient, time: Any) -> None:
    assert guess(app, alice, CAFE, attempts.SIGN_IN.size) == {401}
    answer = sign_in(app, alice, "guess", CAFE)
    assert_is_problem(answer, 429)
    wait = int(answer.headers["Retry-After"])
    assert wait == attempts.SIGN_IN.every / 1000
    time.shift(timedelta(seconds=wait - 1))
    assert guess(app, alice, CAFE, 1) == {429}
    time.shift(timedelta(seconds=1))
    assert guess(app, alice, CAFE, 1) == {401}
    assert guess(app, alice, CAFE, 1) == {429}


def test_beyond_the_limit_the_right_password_is_refused_too(
    app: Flask, alice: ApiClient, time: Any
) -> None:
    """Else the answer would say which guess was right."""
    guess(app, alice, CAFE, attempts.SIGN_IN.size)
    assert_is_problem(sign_in(app, alice, alice.password, CAFE), 429)


def test_guesses_from_another_address_do_not_slow_the_owner(
    app: Flask, alice: ApiClient, bob: ApiClient, time: Any
) -> None:
    guess(app, alice, CAFE, 100)
    assert sign_in(app, alice, alice.password, HOME).status_code == 200
    assert sign_in(app, bob, bob.password, CAFE).status_code == 200


def test_the_right_password_resets_the_count_of_wrong_ones(
    app: Flask, alice: ApiClient, time: Any
) -> None:
    for _ in range(3):
        assert guess(app, alice, HOME, attempts.SIGN_IN.size - 1) == {401}
        assert sign_in(app, alice, alice.password, HOME).status_code == 200


def besiege(app: Flask, who: ApiClient) -> None:
    """Guess from so many addresses that no stranger has a try left."""
    for number in range(50):
        guess(app, who, f"192.0.2.{number}", 1)
    assert guess(app, who, "192.0.2.251", 1) == {429}


def test_many_addresses_guess_no_faster_than_a_few(app: Flask, alice: ApiClient, time: Any) -> None:
    tried = [
        sign_in(app, alice, f"guess {number}", f"192.0.2.{number}").status_code
        for number in range(200)
    ]
    most = attempts.SIGN_IN_OF_ACCOUNT.size + attempts.SIGN_IN_BY_STRANGERS.size
    assert tried == [401] * most + [429] * (200 - most)
    time.shift(timedelta(hours=1))
    assert sum(guess(app, alice, f"198.51.100.{n}", 1) == {401} for n in range(200)) <= 30 + 10 + 2


def test_an_address_of_the_owner_is_let_in_under_siege(
    app: Flask, alice: ApiClient, time: Any
) -> None:
    assert sign_in(app, alice, alice.password, HOME).status_code == 200
    besiege(app, alice)
    assert guess(app, alice, HOME, attempts.SIGN_IN.size - 1) == {401}
    assert sign_in(app, alice, alice.password, HOME).status_code == 200
    assert sign_in(app, alice, alice.password, CAFE).status_code == 429
    time.shift(attempts.KNOWN_FOR + timedelta(days=1))
    besiege(app, alice)
    assert sign_in(app, alice, alice.password, HOME).status_code == 429


def from_phone(phone: FlaskClient, who: ApiClient, password: str, address: str = CAFE) -> int:
    body = {"email": who.email, "password": password}
    there = {"REMOTE_ADDR": address}
    return phone.post(f"{API}/session", json=body, environ_base=there).status_code


def test_a_device_that_signed_in_is_let_in_under_siege(
    app: Flask, alice: ApiClient, bob: ApiClient, time: Any
) -> None:
    """Signed out, in a network it never was in, which has used up all its tries."""
    phone = app.test_client()
    assert from_phone(phone, alice, alice.password) == 200
    assert phone.delete(f"{API}/session").status_code == 204
    besiege(app, alice)
    for number in range(attempts.SIGN_IN_BY_ADDRESS.size):
        from_phone(app.test_client(), bob, str(number), "203.0.113.200")
    for _ in range(2):
        for _ in range(attempts.SIGN_IN.size - 1):
            assert from_phone(phone, alice, "mistyped", "203.0.113.200") == 401
        assert from_phone(phone, alice, alice.password, "203.0.113.200") == 200
    for _ in range(attempts.SIGN_IN.size):
        assert from_phone(phone, alice, "guess") == 401
    assert from_phone(phone, alice, alice.password) == 429, "it has no more than its own tries"


def test_bobs_device_is_a_stranger_to_alice(
    app: Flask, alice: ApiClient, bob: ApiClient, time: Any
) -> None:
    phone = app.test_client()
    assert from_phone(phone, bob, bob.password, HOME) == 200
    besiege(app, alice)
    assert from_phone(phone, alice, alice.password) == 429
    known = phone.get_cookie("known")
    assert known is not None
    for forged in (known.value[:-1], f"{known.value}A", f"{known.value}.{'A' * 22}", "x" * 3000):
        phone.set_cookie("known", forged)
        assert from_phone(phone, alice, alice.password) == 429


def test_a_browser_of_several_accounts_is_known_to_each(
    app: Flask, alice: ApiClient, bob: ApiClient, time: Any
) -> None:
    phone = app.test_client()
    for who in (alice, bob, alice):
        assert from_phone(phone, who, who.password, HOME) == 200
    for who in (alice, bob):
        besiege(app, who)
        assert from_phone(phone, who, who.password) == 200
    known = phone.get_cookie("known")
    assert known is not None
    assert (known.max_age, known.http_only, known.same_site) == (400 * 86400, True, "Lax")
    assert alice.id not in known.value


def spread(bits: int, number: int) -> list[str]:
    """So many addresses of one network of IPv6, as far apart as can be."""
    start, step = int(ip_address("2001:db8:1::")), 2 ** (128 - bits) // number
    return [str(ip_address(start + step * each)) for each in range(number)]


@pytest.mark.parametrize("bits", [48, 56, 64])
def test_the_tries_of_a_network_of_ipv6_are_limited(
    app: Flask, alice: ApiClient, time: Any, bits: int
) -> None:
    """Each guess from another /64, or from another address of one."""
    answers = Counter(sign_in(app, alice, "guess", each).status_code for each in spread(bits, 300))
    times = {64: 1, 56: 2, 48: 4}[bits]
    assert answers[401] <= min(attempts.SIGN_IN.size * times, 40)
    assert answers[401] + answers[429] == 300


@pytest.mark.parametrize(("bits", "times"), [(64, 1), (56, 2), (48, 4)])
def test_a_network_of_ipv6_has_a_limit_for_all_accounts_together(
    app: Flask, time: Any, bits: int, times: int
) -> None:
    most = attempts.SIGN_UP_BY_ADDRESS.size * times
    with app.app_context(), database.write() as s:
        tries = (
            Attempts("secret", client_networks(Request({"REMOTE_ADDR": address})), address)
            for address in spread(bits, most + 1)
        )
        for _ in range(most):
            next(tries).sign_up(s, clock.now())
        with pytest.raises(TooOften):
            next(tries).sign_up(s, clock.now())


def test_one_address_cannot_try_every_account(app: Flask, alice: ApiClient, time: Any) -> None:
    body = {"password": "123456"}
    for number in range(attempts.SIGN_IN_BY_ADDRESS.size):
        answer = app.test_client().post(
            f"{API}/session",
            json=body | {"email": f"{number}@example.org"},
            environ_base={"REMOTE_ADDR": CAFE},
        )
        assert answer.status_code == 401
    assert guess(app, alice, CAFE, 1) == {429}
    assert guess(app, alice, HOME, 1) == {401}


def test_signing_up_is_slowed(app: Flask, time: Any) -> None:
    def sign_up(email: str, address: str) -> TestResponse:
        body = {"email": email, "password": "karma comes around", "name": "Dana"}
        body |= {"timezone": "Europe/Berlin"}
        return app.test_client().post(
            f"{API}/accounts", json=body, environ_base={"REMOTE_ADDR": address}
        )

    assert sign_up("dana@example.org", HOME).status_code == 201
    for _ in range(attempts.SIGN_UP_OF_EMAIL.size - 1):
        assert_is_problem(sign_up("DANA@example.org", HOME), 409)
    assert_is_problem(sign_up("dana@example.org", CAFE), 429)
    for number in range(attempts.SIGN_UP_BY_ADDRESS.size):
        assert sign_up(f"{number}@example.org", CAFE).status_code == 201
    answer = sign_up("edda@example.org", CAFE)
    assert_is_problem(answer, 429)
    assert int(answer.headers["Retry-After"]) == 20
    assert sign_up("edda@example.org", HOME).status_code == 201


def test_guessing_by_erasing_the_account_is_slowed_too(
    app: Flask, alice: ApiClient, time: Any
) -> None:
    """Somebody has her phone, and not her password."""

    def erase(password: str) -> int:
        return alice.delete(f"{API}/me", {"password": password}).status_code

    assert {erase(f"guess {n}") for n in range(attempts.SIGN_IN.size)} == {401}
    assert erase(alice.password) == 429
    time.shift(timedelta(seconds=90))
    assert erase(alice.password) == 204


def test_a_proxy_that_nobody_told_us_of_does_not_stop_everybody(
    app: Flask, alice: ApiClient, time: Any
) -> None:
    """All seem to come from this machine: that says nothing about who asks."""
    for number in range(attempts.SIGN_IN_BY_ADDRESS.size + 1):
        body = {"email": f"{number}@example.org", "password": "123456"}
        assert app.test_client().post(f"{API}/session", json=body).status_code == 401
    assert sign_in(app, alice, alice.password, "127.0.0.1").status_code == 200


def test_the_table_does_not_reveal_who_tried_what(app: Flask, alice: ApiClient, time: Any) -> None:
    guess(app, alice, CAFE, 1)
    with app.app_context(), database.read() as s:
        keys = s.scalars(select(RateBucket.key)).all()
    # Three of the guess, one of her signing up: from this very machine, which is no address.
    assert len(keys) == 4
    assert all(len(bytes.fromhex(key)) == 16 for key in keys)


def test_full_buckets_are_forgotten(app: Flask, alice: ApiClient, time: Any) -> None:
    guess(app, alice, CAFE, 5)
    with app.app_context():
        assert store.purge(clock.now()) == 0
        time.shift(timedelta(minutes=10))
        assert store.purge(clock.now()) == 4
        assert store.purge(clock.now()) == 0


@settings(max_examples=25, deadline=None)
@given(
    bucket=st.builds(TokenBucket, st.integers(1, 5), st.integers(1, 100_000)),
    pauses=st.lists(st.integers(-200_000, 200_000), min_size=1, max_size=12),
)
def test_the_database_computes_the_same_as_the_bucket(
    request: pytest.FixtureRequest, bucket: TokenBucket, pauses: list[int]
) -> None:
    """With the clock set back and forth, too."""
    app: Flask = request.getfixturevalue("app")
    now = clock.now().replace(microsecond=0)
    full_at = 0
    with app.app_context(), database.write() as s:
        for pause in pauses:
            now += timedelta(milliseconds=pause)
            at = clock.milliseconds(now)
            expected = bucket.take(full_at, at)
            assert store.wait(s, "alice", bucket, now) == bucket.wait(full_at, at)
            assert store.take(s, "alice", bucket, now) == (expected is not None)
            full_at = expected or full_at
        store.fill(s, "alice")
