"""Eight at a time guess from many addresses, at each door that has a limit: never more are looked
at than the limit says, and nobody else is kept out."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, func, select

from server import clock, database
from server.accounts.tokens import guesses
from server.extensions import db
from server.mail.models import Letter
from server.rate_limits import attempts, often
from server.rate_limits.models import RateBucket
from server.rate_limits.token_bucket import TokenBucket
from tests.rigs.authenticator import Authenticator
from tests.rigs.mail_server import MailServer
from tests.support import changes
from tests.support.api import API, ApiClient

#: What a whole house may try from one address, at the doors that count by that alone. It is
#: smaller here, for the sake of time.
BY_ADDRESS = TokenBucket(12, 3 * often.SECOND)
NOBODYS = "00000000-0000-4000-8000-000000000000"
SIGN_IN = attempts.SIGN_IN_OF_ACCOUNT.size + attempts.SIGN_IN_BY_STRANGERS.size

#: (whose account it is, the guess's number, from where) -> status.
Guess = Callable[[ApiClient, int, str], int]
HOME = "198.51.100.7"


@pytest.fixture
def app(make_app: Callable[..., Flask], mail_server: MailServer) -> Flask:
    return make_app(
        SMTP_URL=f"smtp://127.0.0.1:{mail_server.port}", MAIL_FROM="hello@karma.example"
    )


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No bucket fills while one guesses."""
    for name in ("SIGN_IN_WITH_PASSKEY", "RECOVERY_BY_ADDRESS", "UNSUBSCRIBING"):
        monkeypatch.setattr(often, name, BY_ADDRESS)
    monkeypatch.setattr(guesses, "WRONG_TOKENS_BY_ADDRESS", BY_ADDRESS)
    with time_machine.travel(clock.now(), tick=False):
        yield


def ask(
    who: ApiClient, method: str, path: str, body: Any, there: str, cookie: str = "", **more: Any
) -> int:
    """By a stranger, unless a cookie says who it is; again where the server had no time to look."""
    phone = who.app.test_client()
    if cookie:
        phone.set_cookie("karmadex", cookie)
    while True:
        answer = phone.open(
            path, method=method, json=body, environ_base={"REMOTE_ADDR": there}, **more
        )
        if answer.status_code != 503:
            return answer.status_code


def inside(who: ApiClient, method: str, path: str, body: Any, there: str) -> int:
    """By whoever holds a phone of theirs."""
    cookie = who.http.get_cookie("karmadex")
    assert cookie is not None
    return ask(who, method, path, body, there, cookie=cookie.value)


def sign_in(who: ApiClient, n: int, there: str) -> int:
    return ask(who, "POST", f"{API}/session", {"email": who.email, "password": f"{n}"}, there)


def code(who: ApiClient, n: int, there: str) -> int:
    body = {"email": who.email, "password": who.password, "code": f"{n:06}"}
    return ask(who, "POST", f"{API}/session", body, there)


def passkey(who: ApiClient, n: int, there: str) -> int:
    body = Authenticator("http://localhost:8000").create({"user": {"id": "x"}, "challenge": "x"})
    return ask(who, "POST", f"{API}/session/passkey", body, there)


def recovering(who: ApiClient, n: int, there: str) -> int:
    body = {"token": f"{n:043}", "password": "good turns, given freely"}
    return ask(who, "PUT", f"{API}/recovery", body, there)


def wrong_token(who: ApiClient, n: int, there: str) -> int:
    bearer = {"headers": {"Authorization": f"Bearer kdx_{n:043}"}}
    return ask(who, "GET", f"{API}/me", None, there, **bearer)


def calendar(who: ApiClient, n: int, there: str) -> int:
    return ask(who, "GET", f"/calendar/kdx_{n:043}.ics", None, there)


def unsubscribing(who: ApiClient, n: int, there: str) -> int:
    return ask(who, "POST", f"{API}/mail/unsubscribe/{n:043}", None, there)


def password_inside(who: ApiClient, n: int, there: str) -> int:
    body = {"current_password": f"{n}", "password": "good turns, given freely"}
    return inside(who, "PUT", f"{API}/me/password", body, there)


def erasing(who: ApiClient, n: int, there: str) -> int:
    return inside(who, "DELETE", f"{API}/me", {"password": f"{n}"}, there)


def beginning_codes(who: ApiClient, n: int, there: str) -> int:
    return inside(who, "POST", f"{API}/me/totp", {"password": f"{n}"}, there)


def ending_codes(who: ApiClient, n: int, there: str) -> int:
    return inside(who, "DELETE", f"{API}/me/totp", {"password": f"{n}"}, there)


def renewing_codes(who: ApiClient, n: int, there: str) -> int:
    return inside(who, "POST", f"{API}/me/totp/recovery-codes", {"password": f"{n}"}, there)


def confirming_codes(who: ApiClient, n: int, there: str) -> int:
    return inside(who, "PUT", f"{API}/me/totp", {"code": f"{n:06}"}, there)


def new_token(who: ApiClient, n: int, there: str) -> int:
    body = {"name": "Laptop", "scope": "read", "password": f"{n}"}
    return inside(who, "POST", f"{API}/me/tokens", body, there)


def new_passkey(who: ApiClient, n: int, there: str) -> int:
    body = Authenticator("http://localhost:8000").create({"user": {"id": "x"}, "challenge": "x"})
    return inside(who, "POST", f"{API}/me/passkeys", body, there)


def address(who: ApiClient, n: int, there: str) -> int:
    body = {"password": who.password, "email": "bob@example.org"}
    return inside(who, "PUT", f"{API}/me/email", body, there)


def forgetting(who: ApiClient, n: int, there: str) -> int:
    return inside(who, "POST", f"{API}/records/person/{NOBODYS}/forget", None, there)


#: What is guessed, how often it is looked at, and what is then answered.
SIEGES: dict[str, tuple[Guess, int, int]] = {
    "POST /session": (sign_in, SIGN_IN, 401),
    "POST /session code": (code, often.ONE_TIME_CODE.size, 401),
    "POST /session/passkey": (passkey, BY_ADDRESS.size, 401),
    "PUT /recovery": (recovering, BY_ADDRESS.size, 410),
    "a token": (wrong_token, BY_ADDRESS.size, 401),
    "a calendar": (calendar, BY_ADDRESS.size, 404),
    "unsubscribing": (unsubscribing, BY_ADDRESS.size, 404),
    "PUT /me/password": (password_inside, attempts.SIGN_IN.size, 401),
    "DELETE /me": (erasing, attempts.SIGN_IN.size, 401),
    "POST /me/totp": (beginning_codes, attempts.SIGN_IN.size, 401),
    "DELETE /me/totp": (ending_codes, attempts.SIGN_IN.size, 401),
    "POST /me/totp/recovery-codes": (renewing_codes, attempts.SIGN_IN.size, 401),
    "PUT /me/totp": (confirming_codes, often.ONE_TIME_CODE.size, 401),
    "POST /me/tokens": (new_token, attempts.SIGN_IN.size, 401),
    "POST /me/passkeys": (new_passkey, often.VERIFYING.size, 422),
    "PUT /me/email": (address, often.ADDRESS_CHANGE.size, 409),
    "POST /records/{kind}/{record}/forget": (forgetting, often.FORGETTING.size, 404),
}
#: Those whose limit has a test of another form, here or where it says.
ELSEWHERE = {
    "POST /recovery",  # letters, below
    "POST /accounts",  # test_attempts.py: test_signing_up_is_slowed
    "POST /sync",  # sync/test_devices.py: a device too many
    "POST /push/test",  # push/test_subscriptions.py
}


def turn_codes_on(who: ApiClient) -> None:
    begun = who.post(f"{API}/me/totp", {"password": who.password}).get_json()
    right = pyotp.TOTP(begun["secret"]).at(clock.now())
    assert who.put(f"{API}/me/totp", {"code": right}).status_code == 200


def prepare(door: str, who: ApiClient) -> None:
    """What has to be there first; what that took of a bucket is given back."""
    if door in ("POST /session code", "DELETE /me/totp", "POST /me/totp/recovery-codes"):
        turn_codes_on(who)
    if door == "PUT /me/totp":
        who.post(f"{API}/me/totp", {"password": who.password})
    with who.app.app_context(), database.write() as s:
        s.execute(delete(RateBucket))


def besiege(guess: Guess, who: ApiClient, times: int, addresses: int) -> list[int]:
    with ThreadPoolExecutor(8) as pool:
        return list(
            pool.map(lambda n: guess(who, n, f"203.0.113.{n % addresses}"), range(1, times + 1))
        )


@pytest.mark.parametrize("door", SIEGES)
def test_the_limit_holds_and_others_are_let_in(door: str, alice: ApiClient, bob: ApiClient) -> None:
    guess, most, refused = SIEGES[door]
    prepare(door, alice)
    addresses = 1 if most == BY_ADDRESS.size else 250
    said = besiege(guess, alice, most + 25, addresses)
    assert set(said) == {refused, 429}
    assert said.count(refused) <= most
    assert guess(bob, 999, HOME) != 429
    body = {"email": bob.email, "password": bob.password}
    assert ask(bob, "POST", f"{API}/session", body, HOME) == 200
    assert alice.sync([changes.note()])["results"][0]["status"] == "applied", "on her phone"


def test_every_endpoint_with_a_limit_is_tested_here(app: Flask) -> None:
    """Each view that says that it may answer 429."""
    document = app.test_client().get(f"{API}/openapi.json").get_json()
    limited = {
        f"{method.upper()} {path.removeprefix(API)}"
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if "429" in operation["responses"]
    }
    assert limited == {each for each in SIEGES if each[0].isupper() and " code" not in each} | (
        ELSEWHERE
    )


def test_one_address_gets_three_letters_however_many_ask(
    app: Flask, alice: ApiClient, bob: ApiClient
) -> None:
    def letter(who: ApiClient, _n: int, there: str) -> int:
        return ask(who, "POST", f"{API}/recovery", {"email": who.email}, there)

    assert set(besiege(letter, alice, 40, 250)) == {202}
    assert letter(bob, 7, HOME) == 202
    with app.app_context():
        kept = (
            select(Letter.account_id, func.count())
            .where(Letter.kind == "recovery")
            .group_by(Letter.account_id)
        )
        asked = {row[0]: row[1] for row in db.session.execute(kept)}
    assert asked[alice.id] <= often.RECOVERY_LETTERS.size
    assert asked[bob.id] == 1, "nobody's letter waits for hers"
