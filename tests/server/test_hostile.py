"""Requests that nobody's phone would make.

Those to the calls of the API are made up from its document by schemathesis, and each answer has to
be one that it names, in the shape it says. Whatever else answers is taken from the app's own list
of addresses, so that no door is forgotten. Never a crash.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.api import API, ApiClient

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    positive_data_acceptance,
]


@schemathesis.serializer("application/offset+octet-stream")
def octets(_context: schemathesis.SerializationContext, value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def document(who: ApiClient) -> schemathesis.BaseSchema:
    who.app.testing = False  # a crash is to be answered with 500, as for everybody
    # What is of the documented form is never 400; its values may not be acceptable, and whoever
    # tries often is slowed.
    # 412: what tus says in headers is left out, it has tests of its own.
    statuses = ["2XX", "401", "403", "404", "409", "412", "422", "429"]
    accepted = {"expected-statuses": statuses}
    # What is not of the form, and too large besides, is refused as too large.
    refused = {"expected-statuses": ["400", "401", "403", "404", "409", "413", "415", "422", "429"]}
    config = SchemathesisConfig.from_dict(
        {
            "checks": {"positive_data_acceptance": accepted, "negative_data_rejection": refused},
            "generation": {"with-security-parameters": False},
        }
    )
    return schemathesis.openapi.from_wsgi(f"{API}/openapi.json", who.app, config=config)


@pytest.mark.slow
def test_no_generated_request_breaks_any_operation(alice: ApiClient) -> None:
    seen: set[tuple[str, int]] = set()
    for found in document(alice).get_all_operations():
        operation = found.ok()
        attack(operation, GenerationMode.POSITIVE, alice, seen)
        # Where any text is of the form, nothing is next to it.
        of_form = [
            each["schema"].keys() - {"type"} for each in operation.definition.raw["parameters"]
        ]
        media_types = operation.definition.raw.get("requestBody", {}).get("content", {})
        if "application/json" in media_types or any(of_form):
            attack(operation, GenerationMode.NEGATIVE, alice, seen)
    # So that nothing ended at the door.
    assert seen >= {
        (f"POST {API}/accounts", 201),
        (f"GET {API}/me", 200),
        (f"PATCH {API}/me", 200),
        (f"DELETE {API}/session", 204),
        (f"POST {API}/sync", 200),
    }


def attack(
    operation: schemathesis.APIOperation,
    mode: GenerationMode,
    who: ApiClient,
    seen: set[tuple[str, int]],
) -> None:
    """Requests of the documented form (POSITIVE), or next to it; notes what was answered."""

    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: schemathesis.Case) -> None:
        come_back(who)
        if mode is GenerationMode.POSITIVE:
            make_likely(case, who)
        cookie = who.http.get_cookie("karmadex")
        assert cookie is not None
        # Nobody decompresses on this way: it goes through no HTTP client.
        as_it_is = {"Accept-Encoding": "identity"}
        response = case.call(cookies={"karmadex": cookie.value}, headers=as_it_is)
        seen.add((operation.label, response.status_code))
        case.validate_response(response, checks=CHECKS)

    send()


def make_likely(case: schemathesis.Case, who: ApiClient) -> None:
    """What chance would hardly ever find: this account, and a time zone that exists."""
    likely = {"account": who.id, "timezone": who.timezone}
    case.headers.clear()
    if isinstance(case.body, dict):
        case.body |= {name: likely[name] for name in likely.keys() & case.body.keys()}


def come_back(who: ApiClient) -> None:
    """After a request that signed out, or that erased the account."""
    if who.get(f"{API}/me").status_code == 200:
        return
    body = {"email": who.email, "password": who.password}
    if who.post(f"{API}/session", body).status_code == 401:
        who.account = who.sign_up()
        who.id = who.account["id"]


def doors(app: Flask) -> Iterator[tuple[str, str, str]]:
    """(method, address, view) of all that answers; its variable parts are written `{name}`."""
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule.rule)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, address, rule.endpoint


def test_every_call_of_the_api_is_in_its_document(alice: ApiClient) -> None:
    """And so is attacked above."""
    app = alice.app
    paths = alice.get(f"{API}/openapi.json").get_json()["paths"]
    documented = {(each.upper(), path) for path, methods in paths.items() for each in methods}
    documented = {(method, path) for method, path in documented if method != "HEAD"}
    assert documented == {
        (method, address)
        for method, address, view in doors(app)
        if hasattr(app.view_functions[view], "spec")
    }


NONSENSE = {
    "nothing": "",
    "a path": "../../etc/passwd",
    "half of a letter": "\xff\xc3",
    "NUL": "a\0b",
    "markup": "\"'><script>alert(1)</script>",
    "digits": "9" * 400,
    "a negative number": "-1",
    "quotes": '"' * 99,
    "semicolons and commas": ";,=" * 99,
    "dates": "Thu, 32 Foo 99999 99:99:99 GMT",
    "base64": "QUJD" * 99,
    "what is long": "a" * 6000,
}
#: Whatever some door reads; each says the same nonsense.
HEADERS = (
    "Accept", "Accept-Encoding", "Accept-Language", "Content-Type", "Depth", "Destination",
    "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "Prefer", "Range",
    "Tus-Resumable", "Upload-Length", "Upload-Metadata", "Upload-Offset", "User-Agent",
    "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
)  # fmt: skip
#: Those that decide who is let in at all.
KEYS = ("Authorization", "Cookie", "Origin", "Sec-Fetch-Site")


@pytest.mark.parametrize("name", NONSENSE)
def test_no_view_fails_on_nonsense(name: str, alice: ApiClient) -> None:
    """In its address, behind the `?`, in every header and as a body, before and after the lock."""
    given, app = NONSENSE[name], alice.app
    app.testing = False
    made = alice.post(f"{API}/me/tokens", {"name": "Phone", "scope": "carddav"})
    basic = b64encode(f"{alice.email}:{made.get_json()['token']}".encode()).decode()
    written = given.replace("\0", "").encode("latin-1").decode("latin-1")
    headers = dict.fromkeys(HEADERS, written)
    before = headers | dict.fromkeys(KEYS, written)
    for method, address, view in doors(app):
        path = re.sub(r"\{\w+\}", lambda _: quote(given, safe="", encoding="latin-1"), address)
        inside = headers | ({"Authorization": f"Basic {basic}"} if view.startswith("dav.") else {})
        for who, sent in ((app.test_client(), before), (alice.http, inside)):
            answer = who.open(
                f"{path}?show={quote(given, encoding='latin-1')}",
                method=method, headers=sent, data=given.encode("latin-1"),
            )  # fmt: skip
            is_told = address == "/readyz" and answer.status_code == 503  # no worker is at work
            assert answer.status_code < 500 or is_told, (method, address, answer.text)
            assert "Traceback" not in answer.text
        come_back(alice)
