"""Sync and its records in the API document; `request` and `validate` do the checking."""

from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from server.http.openapi import component
from server.http.schemas import Milliseconds, Uuid
from server.records.kinds import KINDS, Kind
from server.records.kinds import Field as RecordField


def _read_schema(field: RecordField, neutral: Any) -> dict[str, Any]:
    """Returns the schema of a field in an answer: what a change may set, and what stands there once
    the record has been forgotten."""
    try:
        field.value.check(neutral)
    except ValueError:
        empty = {"const": neutral, "description": "of a record that was forgotten"}
        return {"anyOf": [field.value.schema, empty]}
    return field.value.schema


def _fields_model(kind: Kind) -> Any:
    members: dict[str, Any] = {
        name: (Annotated[Any, WithJsonSchema(_read_schema(each, kind.stone[name]))], ...)
        for name, each in kind.fields.items()
    }
    return component(create_model(f"{kind.name.capitalize()}Fields", **members))


FIELDS = {name: _fields_model(kind) for name, kind in KINDS.items()}


class Conflict(BaseModel):
    """Another version of a text, by a device that had not seen the current one."""

    field: str
    value: str
    at: Milliseconds
    device: Uuid
    change: Uuid
    rev: int


def _record_model(name: str) -> Any:
    gone = Field(description="an instant, null while it is there")
    # A factory: absent is no value, and the document names no default.
    edited: Any = Field(
        default_factory=dict,
        description="when its fields were set: milliseconds, for all or a field; absent for none",
    )
    members: dict[str, Any] = {
        "kind": (Literal[name], ...),
        "id": (Uuid, ...),
        "rev": (int, ...),
        "fields": (FIELDS[name], ...),
        "deleted_at": (Annotated[str | None, gone], ...),
        "conflicts": (list[Conflict], Field(default=[], description="absent when there are none")),
        "edited": (int | dict[str, int], edited),
        "forgotten": (
            bool,
            Field(default_factory=bool, description="true: an empty stone; absent otherwise"),
        ),
    }
    return create_model(f"{name.capitalize()}Record", **members)


_RECORDS = tuple(_record_model(name) for name in KINDS)
AnyRecord: Any = Annotated[Union[_RECORDS], Field(discriminator="kind")]  # noqa: UP007


class ChangeRequest(BaseModel):
    """What one device did to one record: the fields it set, or the deletion."""

    model_config = ConfigDict(title="Change")

    id: Uuid
    kind: Annotated[str, Field(description=f"one of {', '.join(KINDS)}")]
    record: Uuid
    at: Milliseconds
    base: Annotated[Any, Field(description="the revision the edit was made on")] = None
    set: Annotated[Any, Field(description="the fields of the kind to set, an object")] = None
    delete: Annotated[Any, Field(description="true deletes the record")] = None
    if_absent: Annotated[Any, Field(description="true fills only what was never set")] = None
    edited: Annotated[
        Any,
        Field(description="the record's `edited`: what a restored server has lost is sent again"),
    ] = None


class SyncRequest(BaseModel):
    """What a device did since its last sync, and how far it has pulled."""

    account: str
    device: Uuid
    now: Milliseconds
    timezone: str | None = None
    cursor: str | None = None
    changes: Annotated[list[ChangeRequest], Field(max_length=1000)]
    brief: Annotated[
        dict[str, int] | None,
        Field(
            description="how many fields of each kind the device knows: a record that stands as it"
            " was sent is then told in the result alone"
        ),
    ] = None


class FieldReason(BaseModel):
    """Why a field is refused."""

    field: str
    detail: str


class Result(BaseModel):
    """The result of one change."""

    id: Uuid
    status: Literal["applied", "duplicate", "merged", "rejected"]
    errors: Annotated[list[FieldReason], Field(description="with `rejected` only")] = []
    rev: Annotated[
        int,
        Field(
            default_factory=int,
            description="with `brief`: the record stands as it was sent, and has no row of its own",
        ),
    ]
    edited: Annotated[
        int | dict[str, int],
        Field(default_factory=dict, description="that of the record, beside `rev`"),
    ]


class SyncResponse(BaseModel):
    """One result for each change, and a page of what the device has not seen."""

    results: list[Result]
    records: list[AnyRecord]
    cursor: str | None
    more: bool
    reset: bool
    knows: Annotated[
        dict[str, list[str]],
        Field(
            default_factory=dict,
            description="the kinds and fields of this server: a phone sends no others",
        ),
    ]
    wipe: Annotated[
        bool,
        Field(
            default_factory=bool,
            description="true: send what waits, then wipe this phone; absent otherwise",
        ),
    ]
    reset_reason: Annotated[
        Literal["restored", "forgotten", "unknown"] | None,
        Field(description="with `reset` only"),
    ] = None
    restored_rev: Annotated[
        int | None,
        Field(description="with `restored` only: revisions up to here still mean the same"),
    ] = None
