"""Requests cost linear time, whatever is in their address, headers and body."""

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask, Request
from werkzeug.test import EnvironBuilder

from server.accounts import known_devices
from server.http import csrf
from server.http.endpoints import Spec
from tests.server.test_hostile import HEADERS
from tests.support.api import API, ApiClient
from tests.support.changes import change
from tests.support.growth import (
    HOSTILE,
    grows_too_fast,
    too_slow,
)


def request_with(given: str) -> Request:
    ascii_only = given.encode("ascii", "ignore").decode().replace("\n", "")
    headers = {"Origin": ascii_only, "Cookie": f"__Host-known={ascii_only}"}
    return Request(EnvironBuilder("/", method="POST", headers=headers).get_environ())


def test_no_header_costs_more_than_its_length(app: Flask) -> None:
    def read(given: str) -> None:
        request = request_with(given)
        csrf.is_from_another_site(request)
        known_devices.known_device(request, "alice")

    with app.app_context():
        assert too_slow(read) == []


#: To an endpoint, which has a database and a log to write to as well.
HOSTILE_BODIES = (
    "marks", "marks that may stand so", "letters that grow", "letters with accents", "addresses",
    "blanks", "halves of characters",
)  # fmt: skip


def filled(schema: Any, given: str, defs: dict[str, Any], depth: int = 0) -> Any:
    """A value of a schema's form with the text wherever there is room for one."""
    if depth > 8:
        return None
    if "$ref" in schema:
        return filled(defs[schema["$ref"].rpartition("/")[2]], given, defs, depth + 1)
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return filled(schema[choice][0], given, defs, depth + 1)
    match schema.get("type"):
        case "object":
            members = schema.get("properties", {})
            return {name: filled(each, given, defs, depth + 1) for name, each in members.items()}
        case "array":
            return [filled(schema.get("items", {}), given, defs, depth + 1)]
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case _:
            return given


def test_no_endpoint_costs_more_than_the_length(alice: ApiClient) -> None:
    app = alice.app
    for rule in app.url_map.iter_rules():
        spec: Spec | None = getattr(app.view_functions[rule.endpoint], "spec", None)
        if spec is None or spec.body is None or "<" in rule.rule:
            continue
        schema = spec.body.model_json_schema()

        def send(given: str, rule: Any = rule, spec: Spec = spec, schema: Any = schema) -> None:
            content = json.dumps(filled(schema, given, schema.get("$defs", {})))
            alice.http.open(
                rule.rule, method=spec.method, data=content, content_type="application/json"
            )

        for name in HOSTILE_BODIES:
            # Escaped as JSON they are six times as long, and 64 KiB is the most for most.
            slow = grows_too_fast(send, HOSTILE[name], longest=8192, nothing=0.1)
            assert not slow, f"{spec.method} {rule.rule}: {name}"


#: What a server that is worth attacking takes of an address and of its headers, each.
LONGEST_HEADER = 8192


def test_no_view_costs_more_than_the_length_of_its_address_and_its_headers(
    alice: ApiClient,
) -> None:
    """Each that the app has, from its own list, with the headers that any of them reads."""
    app = alice.app
    for rule in app.url_map.iter_rules():
        methods = (rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "PROPFIND", "REPORT"}

        def send(given: str, rule: Any = rule, methods: set[str] = methods) -> None:
            text = given.encode("utf-8", "surrogatepass").decode("latin-1")
            path = re.sub(r"<[^<>]+>", quote(text, safe="", encoding="latin-1"), rule.rule)
            for method in methods:
                alice.http.open(
                    path,
                    method=method,
                    query_string={"show": text},
                    headers=dict.fromkeys(HEADERS, re.sub(r"[\r\n]", "", text)),
                    data=text,
                )

        for name in ("semicolons", "marks"):
            slow = grows_too_fast(send, HOSTILE[name], longest=LONGEST_HEADER, nothing=0.1)
            assert not slow, f"{rule.rule}: {name}"


@pytest.mark.parametrize("name", HOSTILE_BODIES)
def test_no_batch_costs_more_than_the_length(alice: ApiClient, name: str) -> None:
    """Up to the four megabytes that one may have, in a field and in many."""

    def send(given: str) -> None:
        changes = [
            change("note", set={"body": given, "captured_timezone": given, given[:100]: given}),
            *(change("person", set={"name": given[:2000]}) for _ in range(len(given) // 2000)),
        ]
        answer = alice.post(f"{API}/sync", alice.envelope(changes))
        assert answer.status_code in (200, 400, 413)

    assert not grows_too_fast(send, HOSTILE[name], longest=262_144, nothing=0.3)
