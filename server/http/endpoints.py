"""`@endpoint`: every endpoint of the API is declared with it, so that all are checked and
documented alike."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, NamedTuple

from flask import Blueprint, Response, request
from flask_login import current_user
from pydantic import BaseModel, ValidationError

from server.http.body import BodyRule, drain, read_body
from server.http.csrf import READING, is_by_token, is_from_another_site
from server.http.json_text import parse_json
from server.http.problems import FieldError, Problem

View = Callable[..., Any]

NOT_ACCEPTED = "Some values cannot be accepted"
UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class Parameter(NamedTuple):
    """A header, or a part of the query, that an endpoint reads."""

    where: Literal["header", "query"]
    name: str
    description: str
    required: bool = False


@dataclass(frozen=True)
class Spec:
    """The declaration of an endpoint; the API document is made from it."""

    method: str
    responses: Mapping[int, type[BaseModel] | None]
    body: type[BaseModel] | None
    auth: bool
    max_bytes: int
    gzip: bool
    raw: bool
    summary: str
    #: The scopes of tokens that are accepted here; empty: no token is.
    scopes: frozenset[str] = frozenset()
    #: Whether a phone that must wipe itself may still call it.
    wiping: bool = False
    #: Whether the view records the use of the session in its own transaction.
    notes_use: bool = False
    #: The headers and query parameters that it reads.
    parameters: tuple[Parameter, ...] = ()
    #: The media type of the request body, if it is not JSON.
    takes: str | None = None
    #: The media types of answers that are not JSON.
    gives: tuple[str, ...] = ()
    #: Whether HEAD is documented; every GET answers it.
    head: bool = False

    @property
    def success(self) -> int:
        return min(self.responses)

    @property
    def statuses(self) -> set[int]:
        """Returns all statuses with which this endpoint may answer."""
        found = set(self.responses)
        if self.auth or self.method not in READING:
            # A wrong token is refused even if none is needed.
            found |= {401, 403}
        if self.body is not None:
            found |= {400, 413, 415} if self.raw else {400, 413, 415, 422}
        return found


def endpoint(
    bp: Blueprint,
    method: str,
    path: str,
    *,
    responses: Mapping[int, type[BaseModel] | None],
    body: type[BaseModel] | None = None,
    auth: bool = True,
    max_bytes: int = 65_536,
    gzip: bool = False,
    raw: bool = False,
    scopes: Iterable[str] = (),
    wiping: bool = False,
    notes_use: bool = False,
    waits: bool = False,
    parameters: Iterable[Parameter] = (),
    takes: str | None = None,
    gives: Iterable[str] = (),
    head: bool = False,
) -> Callable[[View], View]:
    """Make a view an endpoint of the API.

    Before the view is called, these are checked, in this order: sent by another site 403, no
    session 401, a token without the right scope 403, body too large 413, not JSON by its type 415,
    malformed 400, invalid values 422. `scopes` are those of the tokens that may call it; with
    `wiping`, a phone that must wipe itself may call it too. One that `notes_use` records the use of
    the session by itself, in a transaction that it needs anyway.

    `responses` maps the status of each success to its model (None: no content), and lists the
    problems that the view raises by itself. The view gets the values in the path by name. If there
    is a `body`, it gets that model first; with `raw`, the parsed JSON itself, and the model is only
    for the documentation. It returns a model, a dict or None, or one of these with a status, or a
    response of its own, which is sent unchanged. If it `waits` for other hosts, it is called in a
    separate thread. `parameters`, `takes`, `gives` and `head` are for the documentation only: see
    `Spec`.
    """

    def decorate(view: View) -> View:
        summary = (view.__doc__ or "").strip().split("\n")[0]
        spec = Spec(
            *(method, responses, body, auth, max_bytes, gzip, raw, summary),
            *(frozenset(scopes), wiping, notes_use),
            parameters=tuple(parameters),
            takes=takes,
            gives=tuple(gives),
            head=head,
        )

        @wraps(view)
        def checked(**path_values: Any) -> Response:
            try:
                _check_sender(spec)
                if spec.body is None:
                    return _answer(spec, view(**path_values))
                return _answer(spec, view(_read(spec, spec.body), **path_values))
            except Problem:
                drain(request)
                raise

        checked.spec = spec  # type: ignore[attr-defined]
        checked.body_rule = BodyRule(max_bytes, auth, waits=waits)  # type: ignore[attr-defined]
        bp.add_url_rule(path, endpoint=view.__name__, view_func=checked, methods=[method])
        return checked

    return decorate


def _check_sender(spec: Spec) -> None:
    # A public endpoint accepts any valid token.
    by_token = is_by_token(request) and (spec.auth or spec.method not in READING)
    if is_from_another_site(request, reading=by_token):
        raise Problem(403, "This request came from another site")
    if not spec.auth and not by_token:
        return
    who = current_user._get_current_object()
    if not who.is_authenticated:
        raise Problem(401, "This token opens nothing here" if by_token else "Sign in first")
    if spec.auth and who.is_wiping and not spec.wiping:
        raise Problem(401, "This phone was signed out by its owner", reason="ended_by_owner")
    if by_token and who.scope not in spec.scopes:
        raise Problem(403, "This token is not for this call")
    if spec.auth and not spec.notes_use:
        who.note_use()


def _read(spec: Spec, model: type[BaseModel]) -> Any:
    data = read_body(request, spec.max_bytes, may_be_gzip=spec.gzip)
    if request.mimetype != "application/json":
        raise Problem(415, "The body has to be application/json")
    parsed = parse_json(data)
    return parsed if spec.raw else validate(model, parsed)


def validate(model: type[BaseModel], parsed: object) -> BaseModel:
    """Returns the model of a parsed body. Raises Problem 400 if it is malformed, 422 for invalid
    values."""
    try:
        found = model.model_validate(parsed, strict=True)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        errors: list[FieldError] = [
            {
                "field": ".".join(str(part) for part in fault["loc"]),
                "detail": fault["msg"].removeprefix("Value error, "),
            }
            for fault in faults
        ]
        if any(fault["type"] == "missing" or fault["type"].endswith("_type") for fault in faults):
            raise Problem(400, "The body is not of the documented form", errors) from error
        raise Problem(422, NOT_ACCEPTED, errors) from error
    errors = [
        {"field": field, "detail": "this is no text that could be kept"}
        for field in _unwritable(found.model_dump(), "")
    ]
    if errors:
        raise Problem(422, NOT_ACCEPTED, errors)
    return found


def _unwritable(value: object, field: str) -> Iterator[str]:
    """Returns the fields whose text no database accepts: with NUL, or with half of a surrogate
    pair."""
    if isinstance(value, str):
        if UNWRITABLE.search(value):
            yield field
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, part in pairs:
            yield from _unwritable(part, f"{field}.{name}" if field else str(name))


def _answer(spec: Spec, returned: Any) -> Response:
    if isinstance(returned, Response):
        return returned
    value, status = returned if isinstance(returned, tuple) else (returned, spec.success)
    if value is None:
        return Response(status=status)
    if isinstance(value, BaseModel):
        text = value.model_dump_json()
    else:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Response(text, status=status, content_type="application/json")
