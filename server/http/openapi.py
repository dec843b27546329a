"""`GET /api/v1/openapi.json`: the full reference, generated from the endpoints."""

import json
from functools import cache
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Blueprint, Flask, Response, current_app
from pydantic import BaseModel, ConfigDict
from pydantic.json_schema import JsonSchemaMode, models_json_schema
from werkzeug.routing import AnyConverter, Rule, UUIDConverter

from server.http.endpoints import Spec, endpoint
from server.http.problems import ProblemDetails
from server.version import VERSION

M = TypeVar("M", bound=type[BaseModel])

bp = Blueprint("openapi", __name__)

LICENSE = "AGPL-3.0-or-later"
REFERENCE = "#/components/schemas/{model}"
_components: list[type[BaseModel]] = []


class OpenApiDocument(BaseModel):
    """An OpenAPI 3.1 document."""

    model_config = ConfigDict(extra="allow")

    openapi: str


def component(model: M) -> M:
    """A class decorator: add this model to the document although no endpoint refers to it."""
    _components.append(model)
    return model


def _phrase(status: int) -> str:
    # A status that tus adds to those of HTTP.
    return "Checksum Mismatch" if status == 460 else HTTPStatus(status).phrase


@endpoint(bp, "GET", "/openapi.json", responses={200: OpenApiDocument}, auth=False)
def openapi_json() -> Response:
    """This document."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    return Response(_written(app), content_type="application/json")


@cache
def _written(app: Flask) -> str:
    # Anybody may request it, and it is long.
    return json.dumps(document(app), ensure_ascii=False, separators=(",", ":"))


@cache
def document(app: Flask) -> dict[str, Any]:
    """Returns the OpenAPI document of all endpoints that are registered in the app."""
    found = [
        (rule, spec)
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
        if (spec := getattr(app.view_functions[rule.endpoint], "spec", None)) is not None
    ]
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {
        (ProblemDetails, "serialization"): None
    }
    for _rule, spec in found:
        if spec.body is not None:
            wanted[spec.body, "validation"] = None
        for model in spec.responses.values():
            if model is not None:
                wanted[model, "serialization"] = None
    for model in _components:
        wanted[model, "serialization"] = None
    references, schemas = models_json_schema(list(wanted), ref_template=REFERENCE)

    schema = references[ProblemDetails, "serialization"]
    problem = {"application/problem+json": {"schema": schema}}

    def describe(spec: Spec, status: int) -> dict[str, Any]:
        model = spec.responses.get(status)
        answer: dict[str, Any] = {"description": _phrase(status)}
        if status >= 400:
            answer["content"] = problem
        elif status in (200, 206) and spec.gives:
            answer["content"] = {media_type: {} for media_type in spec.gives}
        elif model is not None:
            schema = references[model, "serialization"]
            answer["content"] = {"application/json": {"schema": schema}}
        return answer

    paths: dict[str, dict[str, Any]] = {}
    for rule, spec in found:
        operation: dict[str, Any] = {
            "operationId": rule.endpoint.rpartition(".")[2],
            "summary": spec.summary,
            "security": _security(spec),
            "parameters": _parameters(rule, spec),
            "responses": {str(status): describe(spec, status) for status in sorted(spec.statuses)},
        }
        if spec.scopes:
            scopes = " or ".join(sorted(spec.scopes))
            operation["description"] = f"With a token for {scopes} too."
        if spec.body is not None:
            schema = references[spec.body, "validation"]
            operation["requestBody"] = {
                "required": True,
                "content": {"application/json": {"schema": schema}},
            }
        elif spec.takes is not None:
            octets = {"type": "string", "format": "binary"}
            operation["requestBody"] = {"content": {spec.takes: {"schema": octets}}}
        found_here = paths.setdefault(_path(rule), {})
        found_here[spec.method.lower()] = operation
        if spec.head:
            found_here["head"] = _without_bodies(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Karmadex",
            "version": VERSION,
            "license": {"name": LICENSE, "identifier": LICENSE},
        },
        **_source(app.config["SOURCE_URL"]),
        "paths": paths,
        "components": {
            "schemas": schemas.get("$defs", {}),
            "securitySchemes": {
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": app.config["SESSION_COOKIE_NAME"],
                },
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token from Settings, For other programs: kdx_ and 43 letters",
                },
            },
        },
    }


def _source(url: str | None) -> dict[str, Any]:
    if url is None:
        return {}
    return {"externalDocs": {"description": "The source of this version", "url": url}}


def _security(spec: Spec) -> list[dict[str, list[str]]]:
    """Returns the ways to authenticate; each is enough by itself. OpenAPI has scopes for OAuth
    only, so `description` names ours."""
    if not spec.auth:
        return []
    opens = ["session", "token"] if spec.scopes else ["session"]
    return [{name: []} for name in opens]


def _path(rule: Rule) -> str:
    return "".join(
        f"{{{data}}}" if is_dynamic else data for is_dynamic, data in rule._trace if data != "|"
    )


def _without_bodies(operation: dict[str, Any]) -> dict[str, Any]:
    """Returns the HEAD of a GET."""
    answers = operation["responses"].items()
    return operation | {
        "operationId": f"{operation['operationId']}_head",
        "responses": {status: {"description": answer["description"]} for status, answer in answers},
    }


def _parameters(rule: Rule, spec: Spec) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, converter in sorted(rule._converters.items()):
        schema: dict[str, Any] = {"type": "string"}
        if isinstance(converter, UUIDConverter):
            schema["format"] = "uuid"
        elif isinstance(converter, AnyConverter):
            schema["enum"] = sorted(converter.items)
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    for where, name, description, required in spec.parameters:
        more = {"description": description, "required": required, "schema": {"type": "string"}}
        found.append({"name": name, "in": where, **more})
    return found
