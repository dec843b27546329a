"""The document that the phone's types are made from."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.api import API


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    answer = client.get(f"{API}/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def test_anybody_may_read_it(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")


def test_every_endpoint_is_in_it(app: Flask, document: dict[str, Any]) -> None:
    described = {
        (method.upper(), path)
        for path, operations in document["paths"].items()
        for method in operations
    }
    served = set()
    for rule in app.url_map.iter_rules():
        # What links in letters lead to are pages, and no calls.
        if rule.rule.startswith("/api/") and not rule.rule.startswith(f"{API}/mail/"):
            path = "".join(f"{{{part}}}" if dynamic else part for dynamic, part in rule._trace[1:])
            spec = app.view_functions[rule.endpoint].spec  # type: ignore[attr-defined]
            served.add((spec.method, path.replace("|", "")))
    assert described == served
    assert (("DELETE", f"{API}/me/sessions/{{session_id}}")) in described


def test_what_needs_a_session_says_so(document: dict[str, Any]) -> None:
    scheme = document["components"]["securitySchemes"]["session"]
    assert scheme == {"type": "apiKey", "in": "cookie", "name": "karmadex"}
    open_to_all = {
        f"{method.upper()} {path.removeprefix(API)}"
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if operation["security"] == []
    }
    assert open_to_all >= {"POST /accounts", "POST /session", "GET /openapi.json"}
    assert not {"GET /me", "POST /sync", "DELETE /session"} & open_to_all
    for operations in document["paths"].values():
        for operation in operations.values():
            assert ("401" in operation["responses"]) or operation["security"] == []


def test_every_error_is_a_problem(document: dict[str, Any]) -> None:
    for operations in document["paths"].values():
        for method, operation in operations.items():
            statuses = operation["responses"].keys()
            if method != "get":
                assert "403" in statuses
            if "requestBody" in operation:
                assert {"400", "413", "415"} <= statuses
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    schema = answer["content"]["application/problem+json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/ProblemDetails"}


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]

    def references(part: object) -> set[str]:
        if isinstance(part, dict):
            found = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return found.union(*(references(value) for value in part.values()))
        if isinstance(part, list):
            return set().union(*(references(value) for value in part))
        return set()

    assert {name.rpartition("/")[2] for name in references(document)} <= schemas.keys()
    kinds = ("Event", "Person", "Note", "Followup", "Kindness", "Card")
    assert {f"{kind}Fields" for kind in kinds} <= schemas.keys()
    assert {"Me", "SyncRequest", "SyncResponse", "SessionList"} <= schemas.keys()


def test_unknown_members_are_welcome(document: dict[str, Any]) -> None:
    """Last year's app, and next year's, are understood."""
    for schema in document["components"]["schemas"].values():
        assert schema.get("additionalProperties", True) is not False


def test_a_patch_needs_nothing_and_presumes_nothing(document: dict[str, Any]) -> None:
    patch = document["components"]["schemas"]["MePatch"]
    assert "required" not in patch
    assert all("default" not in member for member in patch["properties"].values())
