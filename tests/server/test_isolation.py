"""Alice's things are hers: Bob and Charlie ask every endpoint about them, and learn nothing.

`attempts` gives, for each endpoint, the requests in which somebody else's ids could be of use. An
endpoint that is missing there fails a test, so that none is forgotten.
"""

import uuid
from collections.abc import Iterator
from copy import copy
from pkgutil import resolve_name
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.rigs.authenticator import Authenticator
from tests.rigs.push_protocol import BrowserKeys
from tests.support.api import API, PASSWORD, ApiClient
from tests.support.blobs import JPEG, begin, bring

SECRET = "water-skis at dawn"
ENDPOINT = "http://127.0.0.1:9/alices-phone"


class Things:
    """What Alice has, and what others may know of it: nothing but these ids."""

    def __init__(self, alice: ApiClient) -> None:
        self.alice = alice
        self.person = str(uuid.uuid4())
        self.change = str(uuid.uuid4())
        self.keys = new_keys()
        answer = alice.sync([self.edit({"known_for": SECRET, "name": "Maya Chen"})])
        assert answer["results"][0]["status"] == "applied"
        self.cursor = alice.cursor
        put = alice.put(f"{API}/push/subscriptions", {"endpoint": ENDPOINT, "keys": self.keys})
        assert put.status_code == 201
        self.passkey = Authenticator("http://localhost:8000")
        self.made_of, self.asked = (
            alice.post(f"{API}/me/passkeys/options", {}).get_json() for _ in range(2)
        )
        again = {"password": alice.password}
        made = alice.post(f"{API}/me/passkeys", self.passkey.create(self.made_of) | again)
        self.passkey_id = made.get_json()["id"]
        (session,) = alice.get(f"{API}/me/sessions").get_json()["sessions"]
        self.session = session["id"]
        made = alice.post(
            f"{API}/me/tokens", {"name": "Laptop", "scope": "write", "password": alice.password}
        )
        assert made.status_code == 201
        self.token = made.get_json()["id"]
        self.sha256 = bring(alice, JPEG)
        self.upload = begin(alice, JPEG).rpartition("/")[2]

    def edit(self, fields: dict[str, Any], **more: Any) -> dict[str, Any]:
        change = {"id": self.change, "kind": "person", "record": self.person, "at": 1795415900000}
        return change | {"set": fields} | more

    def all(self) -> list[Any]:
        """Everything that Alice can see of her account."""
        paths = (
            *("me", "me/sessions", "me/tokens", "me/passkeys", "me/activity"),
            f"records/person/{self.person}/revisions",
        )
        seen: list[Any] = [self.alice.get(f"{API}/{path}").get_json() for path in paths]
        for session in seen[1]["sessions"]:
            del session["last_used_at"]
        self.alice.cursor = None
        return [*seen, self.alice.sync()["records"]]


def new_keys() -> dict[str, str]:
    keys: dict[str, str] = BrowserKeys().subscription(ENDPOINT)["keys"]
    return keys


Attempt = tuple[str, Any, int]


def attempts(things: Things, who: ApiClient) -> dict[str, list[Attempt]]:
    """For each endpoint: path, body, and the status it has to be answered with."""
    hers = things.alice
    other = {"id": hers.id, "email": hers.email, "password": "guessed"}
    new = other | {"name": who.name, "timezone": who.timezone, "password": who.password}
    mallory = {"name": "Mallory"}
    syncs = (
        (who.envelope([], account=hers.id), 409),
        (who.envelope([], cursor=things.cursor), 200),
        (who.envelope([], device=hers.device), 200),
        (who.envelope([things.edit(mallory)]), 200),
        (who.envelope([things.edit({}, id=str(uuid.uuid4()), delete=True)]), 200),
        (who.envelope([things.edit(mallory, id=str(uuid.uuid4()))]), 200),
    )
    subscription = {"endpoint": ENDPOINT, "keys": new_keys()}
    return {
        "POST /accounts": [("accounts", new | {"email": "ALICE@example.org"}, 409)],
        "POST /session": [("session", other, 401)],
        "GET /me": [("me", None, 200)],
        "PATCH /me": [("me", other | mallory, 200)],
        "DELETE /me": [("me", other, 401)],
        "GET /me/sessions": [("me/sessions", None, 200)],
        "DELETE /me/sessions": [("me/sessions", None, 204)],
        "GET /me/activity": [("me/activity", None, 200)],
        "PUT /me/password": [
            ("me/password", other | {"current_password": "guessed", "password": PASSWORD}, 401)
        ],
        "PUT /me/email": [("me/email", other | {"password": who.password}, 409)],
        "POST /me/totp": [("me/totp", other, 401)],
        "PUT /me/totp": [("me/totp", other | {"code": "000000"}, 409)],
        "DELETE /me/totp": [("me/totp", other, 401)],
        "POST /me/totp/recovery-codes": [("me/totp/recovery-codes", other, 401)],
        "POST /me/passkeys/options": [("me/passkeys/options", other, 200)],
        "POST /me/passkeys": [
            ("me/passkeys", things.passkey.create(things.made_of), 422),
            ("me/passkeys", things.passkey.create(things.asked), 422),
        ],
        "GET /me/passkeys": [("me/passkeys", None, 200)],
        "DELETE /me/passkeys/{passkey_id}": [(f"me/passkeys/{things.passkey_id}", None, 404)],
        "GET /about": [("about", None, 200)],
        "POST /recovery": [("recovery", other, 404)],
        "PUT /recovery": [("recovery", new | {"token": "A" * 43}, 404)],
        "POST /session/passkey/options": [("session/passkey/options", other, 200)],
        "POST /session/passkey": [("session/passkey", things.passkey.get(things.asked), 401)],
        "DELETE /me/sessions/{session_id}": [(f"me/sessions/{things.session}", None, 404)],
        "GET /me/tokens": [("me/tokens", None, 200)],
        "POST /me/tokens": [("me/tokens", {"name": "Bob's", "scope": "read"}, 201)],
        "DELETE /me/tokens/{token_id}": [(f"me/tokens/{things.token}", None, 404)],
        "GET /records/{kind}/{record}/revisions": [
            (f"records/person/{things.person}/revisions", None, 404)
        ],
        "POST /records/{kind}/{record}/forget": [
            (f"records/person/{things.person}/forget", None, 404)
        ],
        "POST /blobs": [("blobs", None, 412)],
        "PATCH /blobs/{name}": [(f"blobs/{things.upload}", None, 412)],
        "GET /blobs/{name}": [
            (f"blobs/{things.sha256}", None, 404),
            (f"blobs/{things.upload}", None, 404),
        ],
        "HEAD /blobs/{name}": [
            (f"blobs/{things.sha256}", None, 404),
            (f"blobs/{things.upload}", None, 412),
        ],
        "POST /sync": [("sync", body, status) for body, status in syncs],
        "GET /push/key": [("push/key", None, 200)],
        "PUT /push/subscriptions": [("push/subscriptions", subscription, 409)],
        "DELETE /push/subscriptions": [("push/subscriptions", {"endpoint": ENDPOINT}, 204)],
        "POST /push/test": [("push/test", None, 200)],
        "GET /openapi.json": [("openapi.json", None, 200)],
        "DELETE /session": [("session", other, 204)],
    }


def endpoints(document: dict[str, Any]) -> Iterator[str]:
    for path, operations in document["paths"].items():
        for method in operations:
            yield f"{method.upper()} {path.removeprefix(API)}"


@pytest.fixture
def things(alice: ApiClient) -> Things:
    return Things(alice)


def test_every_endpoint_is_attempted(things: Things, bob: ApiClient) -> None:
    documented = set(endpoints(bob.get(f"{API}/openapi.json").get_json()))
    assert documented == attempts(things, bob).keys()


#: Doors that are no calls of the API, by their view: the test of Bob before that of Alice. Those
#: without one are about nobody.
OTHER_DOORS = {
    "dav.dav": "dav.test_discovery:test_bob_sees_and_changes_nothing_of_alices",
    "dav.find": None,
    "calendar.calendar": "calendar.test_feed:test_nothing_of_alice_is_in_the_feed_of_bob",
    "mail_pages.recover_page": None,
    "mail_pages.unsubscribe_page": "mail.test_mornings:test_a_token_is_of_one_account",
    "mail_pages.unsubscribe": "mail.test_mornings:test_a_token_is_of_one_account",
    "health.healthz": None,
    "health.readyz": None,
}


def test_every_other_view_has_a_test_of_its_own(app: Flask) -> None:
    """Whatever answers is an endpoint, which is attempted here, or has a test of its own."""
    views = {rule.endpoint for rule in app.url_map.iter_rules()}
    others = {view for view in views if not hasattr(app.view_functions[view], "spec")}
    assert others == OTHER_DOORS.keys()
    for test in filter(None, OTHER_DOORS.values()):
        assert callable(resolve_name(f"tests.server.{test}")), test


def test_nothing_of_alice_is_revealed_or_changed(
    things: Things, bob: ApiClient, charlie: ApiClient
) -> None:
    before = things.all()
    secrets = (SECRET, "Maya Chen", things.alice.id, things.session, things.token, ENDPOINT)
    for who in (bob, charlie):
        for endpoint, tries in attempts(things, who).items():
            for path, body, status in tries:
                answer = send(who, endpoint, path, body)
                assert answer.status_code == status, (endpoint, answer.text)
                assert not [secret for secret in secrets if secret in answer.text], endpoint
                assert "alice@example.org" not in answer.text.lower(), endpoint
            assert things.all() == before, endpoint


def test_an_id_of_alice_is_answered_like_an_unknown_id(things: Things, bob: ApiClient) -> None:
    """The same answer to the byte: whether she has such a thing cannot be learned."""
    nobodys = copy(things)
    nobodys.person, nobodys.session = str(uuid.uuid4()), str(uuid.uuid4())
    nobodys.token = str(uuid.uuid4())
    of_nobody = attempts(nobodys, bob)
    for endpoint, tries in attempts(things, bob).items():
        for (path, _, _), (other_path, _, _) in zip(tries, of_nobody[endpoint], strict=True):
            if path != other_path:
                first, second = (send(bob, endpoint, each) for each in (path, other_path))
                assert first.status_code == second.status_code == 404
                assert first.get_data() == second.get_data()


def send(who: ApiClient, endpoint: str, path: str, body: Any = None) -> TestResponse:
    return who.http.open(f"{API}/{path}", method=endpoint.split()[0], json=body)


def test_the_same_ids_are_free_in_every_account(things: Things, bob: ApiClient) -> None:
    """Bob's phone may by chance, or on purpose, have made the ids that Alice's has."""
    answer = bob.sync([things.edit({"name": "Nobody", "known_for": "sailing"})])
    assert answer["results"] == [{"id": things.change, "status": "applied"}]
    assert [record["fields"]["known_for"] for record in answer["records"]] == ["sailing"]
    (hers,) = things.all()[-1]
    assert hers["fields"]["known_for"] == SECRET


def test_a_forged_cookie_is_refused(things: Things, bob: ApiClient) -> None:
    """Bob's cookie with her account in the body, or hers altered by a byte, opens nothing."""
    cookie = things.alice.http.get_cookie("karmadex")
    assert cookie is not None
    for forged in (cookie.value[:-1], cookie.value + "A", cookie.value.upper(), "", "x.y.z"):
        bob.http.set_cookie("karmadex", forged)
        assert bob.get(f"{API}/me").status_code == 401
