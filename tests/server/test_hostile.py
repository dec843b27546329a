"""Requests that nobody's phone would make, made up from the API document by schemathesis.

Each answer has to be one that the document names, in the shape it says; never a crash.
"""

import pytest
import schemathesis
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


def document(who: ApiClient) -> schemathesis.BaseSchema:
    who.app.testing = False  # a crash is to be answered with 500, as for everybody
    # What is of the documented form is never 400; its values may not be acceptable, and whoever
    # tries often is slowed.
    # 412: the headers of tus are not in the document.
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
def test_every_operation(alice: ApiClient) -> None:
    seen: set[tuple[str, int]] = set()
    for found in document(alice).get_all_operations():
        operation = found.ok()
        attack(operation, GenerationMode.POSITIVE, alice, seen)
        # Where any text is of the form, nothing is next to it.
        of_form = [
            each["schema"].keys() - {"type"} for each in operation.definition.raw["parameters"]
        ]
        if "requestBody" in operation.definition.raw or any(of_form):
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
        response = case.call(cookies={"karmadex": cookie.value})
        seen.add((operation.label, response.status_code))
        case.validate_response(response, checks=CHECKS)

    send()


def make_likely(case: schemathesis.Case, who: ApiClient) -> None:
    """What chance would hardly ever find: this account, and a time zone that exists."""
    likely = {"account": who.id, "timezone": who.timezone}
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
