"""The document that the phone's types are made from."""

import re
from typing import Any

import jsonschema_rs
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import changes
from tests.support.api import API, ApiClient


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    answer = client.get(f"{API}/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def test_anybody_may_read_the_document(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")


def test_every_endpoint_is_in_the_document(app: Flask, document: dict[str, Any]) -> None:
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
            if spec.head:
                served.add(("HEAD", path.replace("|", "")))
    assert described == served
    assert (("DELETE", f"{API}/me/sessions/{{session_id}}")) in described


def test_no_two_paths_differ_only_in_parameter_names(
    document: dict[str, Any],
) -> None:
    """OpenAPI forbids it: nobody could tell which of them is meant."""
    bare = [re.sub(r"\{[^}]*\}", "{}", path) for path in document["paths"]]
    assert len(set(bare)) == len(bare)


def test_a_download_is_bytes_and_may_come_in_parts(document: dict[str, Any]) -> None:
    operations = document["paths"][f"{API}/blobs/{{name}}"]
    assert {"get", "head", "patch"} == operations.keys()
    assert operations["get"]["responses"].keys() >= {"200", "206", "304", "404", "416"}
    for status in ("200", "206"):
        content = operations["get"]["responses"][status]["content"]
        assert {"application/octet-stream", "image/*", "audio/*"} == content.keys()
    assert all("content" not in answer for answer in operations["head"]["responses"].values())
    assert "application/offset+octet-stream" in operations["patch"]["requestBody"]["content"]


def test_queries_and_headers_are_in_the_document(document: dict[str, Any]) -> None:
    def read(method: str, path: str) -> set[tuple[str, str]]:
        found = document["paths"][API + path][method]["parameters"]
        return {(each["in"], each["name"]) for each in found}

    assert ("query", "wipe") in read("delete", "/me/sessions/{session_id}")
    headers = {"Tus-Resumable", "Upload-Length", "Upload-Metadata"}
    assert read("post", "/blobs") == {("header", name) for name in headers}
    assert ("header", "Upload-Offset") in read("patch", "/blobs/{name}")
    assert ("header", "Range") in read("get", "/blobs/{name}")


def test_a_wrong_token_is_refused_wherever_it_is_looked_at(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if operation["security"] or method not in ("get", "head"):
                assert {"401", "403"} <= operation["responses"].keys(), f"{method} {path}"


def test_forgotten_records_match_the_schema(alice: ApiClient, document: dict[str, Any]) -> None:
    person = changes.new_id()
    made = [
        changes.person(person),
        changes.event(),
        changes.note(),
        changes.followup(person),
        changes.kindness(person),
        changes.attachment(person),
        changes.original(person),
        changes.card(),
    ]
    alice.sync(made)
    for each in made:
        answer = alice.post(f"{API}/records/{each['kind']}/{each['record']}/forget", {})
        assert answer.status_code == 204
    answer = alice.sync([])
    forgotten = [record["kind"] for record in answer["records"] if record.get("forgotten")]
    assert set(forgotten) == {each["kind"] for each in made}
    schema = {
        "$ref": "#/components/schemas/SyncResponse",
        "components": document["components"],
    }
    jsonschema_rs.validator_for(schema).validate(answer)


def test_endpoints_that_need_a_session_are_documented_so(document: dict[str, Any]) -> None:
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
                if int(status) >= 400 and method != "head":
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


def test_the_schemas_allow_unknown_members(document: dict[str, Any]) -> None:
    """Last year's app, and next year's, are understood."""
    for schema in document["components"]["schemas"].values():
        assert schema.get("additionalProperties", True) is not False


def test_a_patch_has_no_required_members_and_no_defaults(document: dict[str, Any]) -> None:
    patch = document["components"]["schemas"]["MePatch"]
    assert "required" not in patch
    assert all("default" not in member for member in patch["properties"].values())
