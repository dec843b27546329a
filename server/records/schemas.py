"""The history of a record, as the API document shows it."""

from pydantic import BaseModel

from server.http.schemas import Milliseconds, Uuid


class Revision(BaseModel):
    """A value that a text field had."""

    field: str
    value: str | list[str] | None
    at: Milliseconds
    device: Uuid
    change: Uuid


class Revisions(BaseModel):
    """The history of a record's texts, newest first."""

    revisions: list[Revision]
